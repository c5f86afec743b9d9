import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange } from "./arrange.ts";

function pin(who: string, what: "camera" | "screen" = "camera") {
  return { mode: "tiles", pinned: { person: who, what } } as const;
}

function person(name: string, more: object = {}) {
  return { id: name, isLocal: false, sharingScreen: false, dominant: false, ...more };
}

describe("who stands where", () => {
  const self = person("self", { isLocal: true });
  const anna = person("anna");
  const ben = person("ben");
  const carl = person("carl");

  test("alone: oneself", () => {
    expect(arrange([self], "full")).toEqual({
      largeIsScreen: false,
      tiles: [self],
      sharing: [],
    });
  });
  test("two: the other one, oneself in the corner", () => {
    expect(arrange([anna, self], "full")).toMatchObject({ tiles: [anna], corner: self });
  });
  test("three: everybody alike, in the order that they came", () => {
    expect(arrange([anna, ben, self], "side").tiles).toEqual([anna, ben, self]);
  });
  test("a shared screen is large, everybody beside it", () => {
    const sharing = person("anna", { sharingScreen: true });
    expect(arrange([ben, sharing, self], "full")).toEqual({
      large: sharing,
      largeIsScreen: true,
      tiles: [ben, sharing, self],
      sharing: [sharing],
    });
  });
  test("one's own screen is not shown to oneself", () => {
    const sharing = { ...self, sharingScreen: true };
    expect(arrange([anna, ben, sharing], "full").large).toBeUndefined();
  });
  test("the small picture shows the screen, else who speaks, else the first", () => {
    const speaking = person("ben", { dominant: true });
    expect(arrange([anna, speaking, self], "picture").large).toBe(speaking);
    expect(arrange([anna, ben, self], "picture").large).toBe(anna);
    expect(arrange([self], "picture").large).toBe(self);
  });

  describe("when who speaks is to be large", () => {
    const mode = "speaker";
    test("who speaks is large, the others keep their order beside", () => {
      const speaking = person("ben", { dominant: true });
      expect(arrange([anna, speaking, carl, self], "full", { mode })).toMatchObject({
        large: speaking,
        largeIsScreen: false,
        tiles: [anna, carl, self],
      });
    });
    test("who spoke last stays large while nobody else speaks, also while one speaks oneself", () => {
      const speaking = { ...self, dominant: true };
      const view = { mode, speaker: "ben" } as const;
      expect(arrange([anna, ben, speaking], "full", view).large).toBe(ben);
    });
    test("whoever went is not waited for", () => {
      expect(arrange([anna, carl, self], "full", { mode, speaker: "ben" }).large).toBe(anna);
    });
    test("two: the other one is large, oneself in the corner", () => {
      expect(arrange([anna, self], "full", { mode })).toMatchObject({
        large: anna,
        tiles: [],
        corner: self,
      });
    });
    test("alone: oneself", () => {
      expect(arrange([self], "full", { mode }).tiles).toEqual([self]);
    });
  });

  describe("when something is pinned", () => {
    const annaShares = person("anna", { sharingScreen: true });
    const benShares = person("ben", { sharingScreen: true });
    test("a person is large before a shared screen and before who speaks", () => {
      const speaking = person("carl", { dominant: true });
      expect(arrange([annaShares, ben, speaking, self], "full", pin("ben"))).toMatchObject({
        large: ben,
        largeIsScreen: false,
        tiles: [annaShares, speaking, self],
      });
    });
    test("of several screens the one that was chosen, else the first", () => {
      expect(arrange([annaShares, benShares, self], "full", pin("ben", "screen"))).toMatchObject({
        large: benShares,
        largeIsScreen: true,
        sharing: [annaShares, benShares],
      });
      expect(arrange([annaShares, benShares, self], "full").large).toBe(annaShares);
    });
    test("a screen that is shared no more, or a person who went, gives its place back", () => {
      expect(arrange([annaShares, ben, self], "full", pin("ben", "screen")).large).toBe(annaShares);
      expect(arrange([anna, self], "full", pin("ben")).large).toBeUndefined();
    });
    test("whoever comes back under another endpoint is still pinned", () => {
      const back = { ...person("x9"), userId: "@ben:amt.example" };
      expect(arrange([anna, back, self], "full", pin("@ben:amt.example")).large).toBe(back);
    });
  });

  describe("when somebody signs", () => {
    const signs = { mode: "tiles", signing: "ben" } as const;
    test("they stand beside the tiles, a screen or who speaks, and nowhere twice", () => {
      expect(arrange([anna, ben, self], "full", signs)).toMatchObject({
        signing: ben,
        tiles: [anna, self],
      });
      const speaking = person("ben", { dominant: true });
      expect(arrange([anna, speaking, self], "full", { ...signs, mode: "speaker" })).toMatchObject({
        large: anna,
        signing: speaking,
        tiles: [],
        corner: self,
      });
    });
    test("alone with them there is nothing beside which they could stand", () => {
      expect(arrange([ben, self], "full", signs)).toMatchObject({ tiles: [ben], corner: self });
      expect(arrange([ben, self], "full", { ...signs, mode: "speaker" }).large).toBe(ben);
    });
    test("in the small picture there is room for one thing", () => {
      expect(arrange([anna, ben, self], "picture", signs).signing).toBeUndefined();
    });
  });

  test("nobody is lost and nobody stands twice, whatever is going on", () => {
    const one = fc.record({
      sharingScreen: fc.boolean(),
      dominant: fc.boolean(),
    });
    const view = fc.record(
      {
        mode: fc.constantFrom("tiles" as const, "speaker" as const),
        pinned: fc.record({
          person: fc.constantFrom("p0", "p1", "p2", "gone"),
          what: fc.constantFrom("camera" as const, "screen" as const),
        }),
        signing: fc.constantFrom("p0", "p1", "p2", "gone"),
        speaker: fc.constantFrom("p0", "p1", "gone"),
      },
      { requiredKeys: ["mode"] },
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), view, (people, chosen) => {
        const others = people.map((more, index) => person(`p${index}`, more));
        const placed = arrange([...others, self], "full", chosen);
        const faces = [
          ...placed.tiles,
          ...(placed.corner ? [placed.corner] : []),
          ...(placed.signing ? [placed.signing] : []),
          ...(placed.large && !placed.largeIsScreen ? [placed.large] : []),
        ];
        expect(faces.map(({ id }) => id).toSorted()).toEqual(
          [...others, self].map(({ id }) => id).toSorted(),
        );
        // Tiles keep the order in which people came.
        const order = placed.tiles.map((tile) => [...others, self].indexOf(tile));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });
});
