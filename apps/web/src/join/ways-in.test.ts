import { describe, expect, it } from "vitest";
import { waysIn } from "./ways-in.ts";

describe("the ways into a room", () => {
  it.each([
    ["join", "invite", { open: true, join: false, sentence: "inside" }],
    ["invite", "invite", { join: true, knock: false, sentence: "invited" }],
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
