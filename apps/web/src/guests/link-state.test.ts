import { describe, expect, it } from "vitest";
import { isPassword, linkState, usesOf } from "./link-state.ts";

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

describe("a number of uses", () => {
  it.each([
    ["1", 1],
    [" 1000 ", 1000],
    ["", undefined],
    ["0", undefined],
    ["1001", undefined],
    ["2.5", undefined],
    ["viele", undefined],
  ])("%j is %s", (typed, uses) => {
    expect(usesOf(typed)).toBe(uses);
  });
});

describe("a password", () => {
  it.each([
    ["geheim", true],
    ["1234", true],
    ["123", false],
    ["   1  ", false],
  ])("%j: %s", (typed, fits) => {
    expect(isPassword(typed)).toBe(fits);
  });
});
