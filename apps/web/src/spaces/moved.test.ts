import { describe, expect, it } from "vitest";
import { moved } from "./moved.ts";

describe("moving a room in a space", () => {
  it.each([
    ["a", 1, "bac"],
    ["b", -1, "bac"],
    ["c", -1, "acb"],
    ["a", -1, "abc"],
    ["c", 1, "abc"],
    ["x", 1, "abc"],
  ] as const)("%s by %s: %s", (id, by, expected) => {
    expect(moved(["a", "b", "c"], id, by).join("")).toBe(expected);
  });
});
