import { describe, expect, it } from "vitest";
import { room } from "../rooms/testing.ts";
import { previewOfSummary, waysIn } from "./ways-in.ts";

describe("the ways into a room", () => {
  it.each([
    ["join", "invite", { open: true, join: false, sentence: "inside" }],
    ["invite", "invite", { join: true, withdraw: true, sentence: "invited" }],
    ["knock", "knock", { withdraw: true, knock: false, sentence: "waiting" }],
    ["ban", "public", { join: false, knock: false, sentence: "banned" }],
    ["leave", "public", { join: true, knock: false, sentence: "public" }],
    ["leave", "knock", { join: false, knock: true, sentence: "ask" }],
    ["leave", "restricted", { join: true, knock: false, sentence: "space" }],
    ["leave", "knock_restricted", { join: true, knock: true, sentence: "spaceOrAsk" }],
    ["leave", "invite", { join: false, knock: false, sentence: "closed" }],
  ] as const)("%s, rule %s", (membership, rule, expected) => {
    expect(waysIn(membership, rule)).toMatchObject(expected);
  });
});

describe("a room of which the server says nothing", () => {
  it.each([
    ["invite", { membership: "invite", name: "Haushalt", members: 0 }],
    ["knock", { membership: "knock", name: "Haushalt" }],
  ] as const)("is shown as the list knows it: %s", (membership, expected) => {
    expect(previewOfSummary(room("Haushalt", { membership }))).toMatchObject(expected);
  });
  it.each([["join"], ["leave"]] as const)("is not made up: %s", (membership) => {
    expect(previewOfSummary(room("Haushalt", { membership }))).toBeUndefined();
    expect(previewOfSummary(undefined)).toBeUndefined();
  });
});
