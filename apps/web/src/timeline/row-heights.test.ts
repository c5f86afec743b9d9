import { describe, expect, it } from "vitest";
import { RowHeights } from "./row-heights.ts";

const rows = (...entries: readonly (readonly [string, number])[]) =>
  entries.map(([key, size]) => ({ key, size }));

describe("heights of rows", () => {
  it("are those of the last visit", () => {
    const heights = new RowHeights();
    heights.note("!a", 800, rows(["$1", 40], ["$2", 58]));
    heights.note("!a", 800, rows(["$2", 80]));
    expect([...heights.of("!a", 800)]).toEqual([
      ["$1", 40],
      ["$2", 80],
    ]);
  });

  it("are unknown for another room, and in another width", () => {
    const heights = new RowHeights();
    heights.note("!a", 800, rows(["$1", 40]));
    expect(heights.of("!b", 800).size).toBe(0);
    expect(heights.of("!a", 360).size).toBe(0);
    heights.note("!a", 360, rows(["$1", 90]));
    expect(heights.of("!a", 800).size).toBe(0);
    expect(heights.of("!a", 360).get("$1")).toBe(90);
  });

  it("of a visit that measured nothing are those of the visit before", () => {
    const heights = new RowHeights();
    heights.note("!a", 800, rows(["$1", 40]));
    heights.note("!a", 800, []);
    expect(heights.of("!a", 800).get("$1")).toBe(40);
  });

  it("do not grow without end: the rooms and rows that were noted last stay", () => {
    const heights = new RowHeights();
    heights.note(
      "!long",
      800,
      rows(...Array.from({ length: 500 }, (_, n) => [`$${n}`, n] as const)),
    );
    expect(heights.of("!long", 800).size).toBe(200);
    expect(heights.of("!long", 800).get("$499")).toBe(499);
    for (let room = 0; room < 100; room += 1) heights.note(`!${room}`, 800, rows(["$1", 40]));
    expect(heights.of("!long", 800).size).toBe(0);
    expect(heights.of("!99", 800).size).toBe(1);
  });
});
