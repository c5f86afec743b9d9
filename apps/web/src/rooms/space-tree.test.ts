import type { RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { hasSpaces, roomsWithin, spaceTree, visibleNodes, type SpaceNode } from "./space-tree.ts";
import { mapOf, room } from "./testing.ts";

/** A space with what it contains; the rooms inside know it as well. */
function spaces(tree: Readonly<Record<string, readonly string[]>>): readonly RoomSummary[] {
  return Object.entries(tree).map(([name, children]) =>
    room(name, {
      isSpace: true,
      children: children.map((child) => `!${child}`),
      spaces: Object.entries(tree).flatMap(([parent, within]) =>
        within.includes(name) ? [`!${parent}`] : [],
      ),
    }),
  );
}

/** Names with their depth as indent. */
function lines(nodes: readonly SpaceNode[]): readonly string[] {
  return nodes.flatMap((node) => [`${" ".repeat(node.depth)}${node.name}`, ...lines(node.within)]);
}

describe("the tree of spaces", () => {
  it.each<[string, Readonly<Record<string, readonly string[]>>, readonly string[]]>([
    ["by name", { Zoll: [], Amt: [] }, ["Amt", "Zoll"]],
    ["within each other, in their order", { Amt: ["b", "a"], a: [], b: [] }, ["Amt", " b", " a"]],
    ["one in two", { A: ["x"], B: ["x"], x: [] }, ["A", " x", "B", " x"]],
    ["what is no space, or unknown, is no node", { A: ["room", "gone"] }, ["A"]],
    ["one that contains itself", { A: ["A"] }, ["A"]],
    ["a circle below another", { A: ["B"], B: ["C"], C: ["B"] }, ["A", " B", "  C"]],
    ["a circle that nothing leads into", { B: ["C"], C: ["B"] }, ["B", " C"]],
    ["none", {}, []],
  ])("%s", (_story, tree, expected) => {
    expect(lines(spaceTree(mapOf([...spaces(tree), room("room")])))).toEqual(expected);
  });
  it("leaves out those one is only invited to", () => {
    const rooms = mapOf([room("A", { isSpace: true, membership: "invite" })]);
    expect(spaceTree(rooms)).toEqual([]);
    expect(hasSpaces(rooms)).toBe(false);
  });
  it("shows what is opened", () => {
    const tree = spaceTree(mapOf(spaces({ A: ["B"], B: ["C"], C: [] })));
    const names = (expanded: readonly string[]) =>
      visibleNodes(tree, new Set(expanded)).map((node) => node.name);
    expect(names([])).toEqual(["A"]);
    expect(names(["!A"])).toEqual(["A", "B"]);
    expect(names(["!B"])).toEqual(["A"]);
    expect(names(["!A", "!B"])).toEqual(["A", "B", "C"]);
  });
});

describe("what is in a space", () => {
  it.each<[string, Readonly<Record<string, readonly string[]>>, readonly string[]]>([
    [
      "its rooms and those of the spaces within",
      { A: ["r", "B"], B: ["s"] },
      ["!A", "!B", "!r", "!s"],
    ],
    ["a circle ends", { A: ["B"], B: ["A", "r"] }, ["!A", "!B", "!r"]],
    ["nothing of other spaces", { A: ["r"], B: ["s"] }, ["!A", "!r"]],
  ])("%s", (_story, tree, ids) => {
    expect([...roomsWithin(mapOf(spaces(tree)), "!A")].toSorted()).toEqual(ids);
  });
});
