import { describe, expect, it } from "vitest";
import { conferenceTokenClaimsSchema } from "./token.ts";

const user = { id: "@anna:a.example", name: "Anna", moderator: false };
const claims = {
  iss: "plenum",
  aud: "jitsi",
  sub: "meet.example",
  room: "mfrgg",
  iat: 1,
  exp: 2,
  context: { user },
};

describe("the claims of a token", () => {
  it.each([
    ["from before there were roles", {}],
    ["with a role", { context: { user: { ...user, role: "presenter" } } }],
    ["with what it opens", { context: { user, features: { "screen-sharing": false } } }],
    ["with features of other servers", { context: { user, features: { recording: true } } }],
  ])("are read %s", (_story, change) => {
    const given = { ...claims, ...change };
    expect(conferenceTokenClaimsSchema.parse(given)).toEqual(given);
  });

  it.each([
    ["a role that there is not", { context: { user: { ...user, role: "owner" } } }],
    ["a right that is no yes or no", { context: { user, features: { "send-messages": "some" } } }],
    ["any room", { room: "*" }],
  ])("are refused with %s", (_story, change) => {
    expect(conferenceTokenClaimsSchema.safeParse({ ...claims, ...change }).success).toBe(false);
  });
});
