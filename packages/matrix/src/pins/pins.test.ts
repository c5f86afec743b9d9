import { describe, expect, it } from "vitest";
import { pinnedIds } from "./pins.ts";
import { withPin } from "./set-pinned.ts";

describe("pinned messages", () => {
  it.each<[string, unknown, readonly string[]]>([
    ["none", undefined, []],
    ["two", { pinned: ["$a", "$b"] }, ["$a", "$b"]],
    ["one twice", { pinned: ["$a", "$a"] }, ["$a"]],
    ["nonsense among them", { pinned: [7, null, "a", "$a b", "$a", "../x"] }, ["$a"]],
    ["no list", { pinned: "$a" }, []],
    ["only in the prototype", JSON.parse('{"__proto__":{"pinned":["$a"]}}'), []],
  ])("%s", (_story, content, expected) => {
    expect(pinnedIds(content)).toEqual(expected);
  });
  it("stay a list that can be shown", () => {
    const pinned = Array.from({ length: 5000 }, (_unused, index) => `$${index}`);
    expect(pinnedIds({ pinned })).toHaveLength(100);
  });
  it("come and go one by one, the newest last", () => {
    expect(withPin(["$a", "$b"], "$c", true)).toEqual(["$a", "$b", "$c"]);
    expect(withPin(["$a", "$b"], "$a", true)).toEqual(["$b", "$a"]);
    expect(withPin(["$a", "$b"], "$a", false)).toEqual(["$b"]);
  });
});
