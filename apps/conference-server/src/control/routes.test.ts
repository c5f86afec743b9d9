import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matchControl } from "./match.ts";
import { describeControl } from "./routes.ts";

const STORED = new URL("../../../../docs/control.openapi.json", import.meta.url);

describe("the description of the control interface", () => {
  it("is the one in the documentation", () => {
    // After a change tools/describe-control.ts writes it.
    const stored: unknown = JSON.parse(readFileSync(STORED, "utf8"));
    expect(stored).toEqual(JSON.parse(JSON.stringify(describeControl())));
  });

  it("asks nobody to write what has a default", () => {
    expect(describeControl()).toMatchObject({
      paths: {
        "/control/v1/conferences/{name}": {
          put: {
            requestBody: {
              content: {
                "application/json": { schema: { properties: { mode: { default: "meeting" } } } },
              },
            },
          },
        },
      },
    });
    expect(JSON.stringify(describeControl())).not.toContain('"required":["mode"');
  });
});

describe("a request to the control interface", () => {
  const person = "/control/v1/conferences/room/participants/%40ben%3Aa.example";

  it.each([
    ["GET", "/control/v1/conferences", "listConferences", {}],
    ["PUT", "/control/v1/conferences/room", "putWish", { name: "room" }],
    ["DELETE", "/control/v1/conferences/room", "closeConference", { name: "room" }],
    ["DELETE", person, "removePerson", { name: "room", userId: "@ben:a.example" }],
    ["POST", `${person}/mute`, "mutePerson", { name: "room", userId: "@ben:a.example" }],
    ["POST", `${person}/ask`, "askPerson", { name: "room", userId: "@ben:a.example" }],
    ["GET", "/control/v1/openapi.json", "describeControl", {}],
  ])("%s %s is %s", (method, path, operationId, parameters) => {
    expect(matchControl(method, path)).toMatchObject({ route: { operationId }, parameters });
  });

  it.each([
    ["PATCH", "/control/v1/conferences/room", "method-not-allowed"],
    ["DELETE", "/control/v1/conferences", "method-not-allowed"],
    ["GET", "/control/v1/rooms", "not-found"],
    ["PUT", "/control/v1/conferences/Room%20one", "invalid"],
    ["PUT", "/control/v1/conferences/%E0%A4%A", "invalid"],
    ["PUT", "/control/v1/conferences/", "invalid"],
    ["DELETE", "/control/v1/conferences/room/participants/ben", "invalid"],
    ["DELETE", "/control/v1/conferences/room/participants/a%2Fb", "invalid"],
  ])("%s %s: %s", (method, path, expected) => {
    expect(matchControl(method, path)).toBe(expected);
  });
});
