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
  it.each([
    ["over one that nobody sees", "c", -1, ["a", "c"], "cab"],
    ["not out of those that are seen", "a", -1, ["a", "c"], "abc"],
    ["what is not seen itself", "b", 1, ["a", "c"], "abc"],
    ["with rooms on the page that have left the space", "c", -1, ["a", "x", "c"], "cab"],
  ] as const)("%s", (_story, id, by, seen, expected) => {
    expect(moved(["a", "b", "c"], id, by, seen).join("")).toBe(expected);
  });
});
