import { healthSchema, publicConfigSchema } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack } from "../testing/stack.ts";

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.open();
});

describe("the API", () => {
  it("says that everything is there", async () => {
    const answer = await stack.ask("GET", "/api/v1/health");
    expect(answer.status).toBe(200);
    expect(healthSchema.parse(answer.body)).toEqual({
      status: "ok",
      database: "ok",
      homeserver: "ok",
      appservice: "ok",
    });
  });

  it("tells clients what they have to know, and no secret", async () => {
    const answer = await stack.ask("GET", "/api/v1/config");
    const config = publicConfigSchema.parse(answer.body);
    expect(config.call.serviceUrl).toMatch(/^wss?:\/\/.*\/xmpp-websocket$/);
    expect(config.homeserver.serverName).toBe(stack.config.serverName);
    const text = JSON.stringify(answer.body);
    for (const secret of [
      stack.config.conference.tokenSecret,
      stack.config.conference.controlSecret,
      stack.config.appservice.sessionSecret,
      stack.config.appservice.asToken,
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it("describes every route with its problems", async () => {
    const answer = await stack.ask("GET", "/api/v1/openapi.json");
    const description = z
      .object({
        openapi: z.string(),
        paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.object() }))),
      })
      .parse(answer.body);
    expect(description.openapi).toBe("3.1.1");
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining([
        "/api/v1/sessions",
        "/api/v1/conferences",
        "/api/v1/conferences/{roomId}/join",
        "/api/v1/guest-links/{token}/enter",
        "/api/v1/calendar/{file}",
        "/api/v1/phone/conference-mapper",
        "/api/v1/phone/numbers",
      ]),
    );
  });

  it.each([
    ["an unknown path", "GET", "/api/v1/nothing", undefined, 404, "not-found"],
    ["a missing session", "GET", "/api/v1/conferences", undefined, 401, "unauthorised"],
    ["a body that is not there", "POST", "/api/v1/sessions", undefined, 400, "invalid-request"],
    ["a body of the wrong form", "POST", "/api/v1/sessions", { a: 1 }, 400, "invalid-request"],
    [
      "a body that is too large",
      "POST",
      "/api/v1/sessions",
      { a: "x".repeat(300_000) },
      413,
      "invalid-request",
    ],
    [
      "something that is no room id",
      "POST",
      "/api/v1/conferences/nonsense/join",
      { deviceId: "D" },
      400,
      "invalid-request",
    ],
  ] as const)("answers %s with a problem", async (_story, method, path, body, status, code) => {
    const answer = await stack.ask(method, path, body === undefined ? {} : { body });
    expect([answer.status, problemCode(answer)]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.[jt]s/);
  });

  it("is not cached and not sniffed", async () => {
    const { headers } = await stack.ask("GET", "/api/v1/config");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
  });
});

describe("what the homeserver calls", () => {
  const path = "/_matrix/app/v1/ping";

  it.each([
    ["without a token", undefined, "", 401],
    ["with a wrong token", "wrong", "", 403],
    ["with the right token in the URL alone", undefined, "?access_token=", 401],
  ])("is closed %s", async (_story, bearer, query, status) => {
    const url = `${stack.config.appservice.url}${path}${query}${query === "" ? "" : stack.config.appservice.hsToken}`;
    const answer = await stack.ask("POST", url, bearer === undefined ? {} : { bearer });
    expect(answer.status).toBe(status);
  });

  it("is open for the homeserver", async () => {
    const answer = await stack.ask("POST", `${stack.config.appservice.url}${path}`, {
      bearer: stack.config.appservice.hsToken,
    });
    expect(answer.status).toBe(200);
  });

  it("cannot be reached through the public origin", async () => {
    const response = await fetch(new URL(path, stack.config.publicUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${stack.config.appservice.hsToken}` },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
  });

  it("takes a transaction again without working it off again", async () => {
    const url = `${stack.config.appservice.url}/_matrix/app/v1/transactions/test-${crypto.randomUUID()}`;
    const options = {
      bearer: stack.config.appservice.hsToken,
      body: { events: [{ type: "m.room.message", content: {} }, "not an event", null] },
    };
    for (const delivery of ["first", "second"]) {
      expect([delivery, (await stack.ask("PUT", url, options)).status]).toEqual([delivery, 200]);
    }
  });
});
