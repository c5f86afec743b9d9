import { describe, expect, it } from "vitest";
import { readSpaces, type SpaceChild } from "./spaces.ts";

const via = ["x"];

function child(roomId: string, content: object, parts: Partial<SpaceChild> = {}): SpaceChild {
  return { spaceId: "!s", roomId, content, ...parts };
}

describe("what spaces contain", () => {
  it.each<[string, readonly SpaceChild[], readonly string[]]>([
    [
      "what has a way",
      [child("!a", { via }), child("!gone", {}), child("!odd", { via: [7] })],
      ["!a"],
    ],
    [
      "in the order of the space",
      [child("!a", { via, order: "b" }), child("!b", { via, order: "a" })],
      ["!b", "!a"],
    ],
    [
      "what has an order first",
      [child("!a", { via }, { addedAt: 1 }), child("!b", { via, order: "z" })],
      ["!b", "!a"],
    ],
    [
      "then the oldest first",
      [child("!a", { via }, { addedAt: 2 }), child("!b", { via }, { addedAt: 1 })],
      ["!b", "!a"],
    ],
    [
      "an order that is none counts as none",
      [
        child("!a", { via, order: "ä" }, { addedAt: 2 }),
        child("!b", { via, order: 7 }, { addedAt: 1 }),
      ],
      ["!b", "!a"],
    ],
    [
      "an order that is too long",
      [child("!a", { via, order: "a".repeat(51) }), child("!b", { via, order: "b" })],
      ["!b", "!a"],
    ],
    ["never itself", [child("!s", { via })], []],
    ["content that is no object", [{ ...child("!a", {}), content: "broken" }], []],
  ])("%s", (_story, entries, expected) => {
    expect(readSpaces(entries).children.get("!s") ?? []).toEqual(expected);
  });
  it("a room in several spaces knows them all, once", () => {
    const { parents } = readSpaces([
      child("!r", { via }, { spaceId: "!s2" }),
      child("!r", { via }, { spaceId: "!s1" }),
      child("!r", { via }, { spaceId: "!s1" }),
    ]);
    expect(parents.get("!r")).toEqual(["!s1", "!s2"]);
  });
});
