import { describe, expect, it } from "vitest";
import { linkState } from "./link-state.ts";

const now = Date.parse("2026-11-22T10:00:00Z");
const link = { revoked: false, uses: 0, maxUses: 2, expiresAt: "2026-11-22T11:00:00Z" };

describe("a guest link", () => {
  it.each([
    ["is open", {}, "open"],
    ["is open at its last use", { uses: 1 }, "open"],
    ["is used up", { uses: 2 }, "used-up"],
    ["is expired, in whatever zone", { expiresAt: "2026-11-22T11:59:00+02:00" }, "expired"],
    ["begins later", { notBefore: "2026-11-22T10:01:00Z" }, "not-yet"],
    [
      "is revoked, whatever else",
      { revoked: true, uses: 9, expiresAt: "2020-01-01T00:00:00Z" },
      "revoked",
    ],
  ] as const)("%s", (_story, changes, expected) => {
    expect(linkState({ ...link, ...changes }, now)).toBe(expected);
  });
});
