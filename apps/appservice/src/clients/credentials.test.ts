import { describe, expect, it } from "vitest";
import { credentialsOf } from "./credentials.ts";

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

describe("credentials of another system", () => {
  it.each([
    ["in the header", basic("a:b"), {}, { id: "a", secret: "b" }],
    ["with a colon in the secret", basic("a:b:c"), {}, { id: "a", secret: "b:c" }],
    [
      "percent-encoded, as the standard has it",
      basic("a%3A:b%20c"),
      {},
      { id: "a:", secret: "b c" },
    ],
    ["in the form", undefined, { client_id: "a", client_secret: "b" }, { id: "a", secret: "b" }],
    ["in both: refused", basic("a:b"), { client_secret: "b" }, undefined],
    ["another id in the form", basic("a:b"), { client_id: "c" }, undefined],
    ["no secret", undefined, { client_id: "a" }, undefined],
    ["a bearer token", "Bearer abc", {}, undefined],
    ["no colon", basic("ab"), {}, undefined],
    ["broken encoding", basic("%E0%A4%A:b"), {}, undefined],
    ["nothing", undefined, {}, undefined],
  ])("%s", (_story, header, form, expected) => {
    expect(credentialsOf(header, form)).toEqual(expected);
  });
});
