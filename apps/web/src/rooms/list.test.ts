import { describe, expect, it } from "vitest";
import { placeAfter, placeOfTyped } from "./list-focus.ts";
import { listWidth } from "./ListEdge.tsx";
import { rangeOf } from "./use-window.ts";

describe("which rows are rendered", () => {
  it.each([
    ["the beginning", 0, 36, 500, 720, { start: 0, end: 32 }],
    ["the middle", -3600, 36, 500, 720, { start: 88, end: 128 }],
    ["the end", -17_280, 36, 500, 720, { start: 472, end: 500 }],
    ["a part that is still below", 2000, 36, 500, 720, { start: 0, end: 0 }],
    ["a part that is above", -40_000, 36, 500, 720, { start: 500, end: 500 }],
    ["few rows", 0, 36, 5, 720, { start: 0, end: 5 }],
    ["before anything is laid out", 0, 0, 500, 0, { start: 0, end: 32 }],
    ["no rows", 0, 0, 0, 720, { start: 0, end: 0 }],
  ])("%s", (_story, top, rowHeight, count, viewHeight, range) => {
    expect(rangeOf(top, rowHeight, count, viewHeight)).toEqual(range);
  });
  it("contains every row in sight, wherever one scrolls", () => {
    for (let top = 100; top > -18_000; top -= 37) {
      const { start, end } = rangeOf(top, 36, 500, 720);
      const firstSeen = Math.max(0, Math.floor(-top / 36));
      const lastSeen = Math.min(499, Math.ceil((720 - top) / 36));
      expect(start).toBeLessThanOrEqual(firstSeen);
      expect(end).toBeGreaterThanOrEqual(Math.min(500, lastSeen));
    }
  });
});

describe("where a key leads", () => {
  it.each([
    ["ArrowDown", 3, 4],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
    ["PageDown", 3, 9],
    ["PageUp", 3, 0],
    ["Home", 5, 0],
    ["End", 5, 9],
    ["x", 5, undefined],
  ])("%s at %s of 10: %s", (key, at, place) => {
    expect(placeAfter(key, at, 10)).toBe(place);
  });
});

describe("where letters lead", () => {
  const names = ["", "Bauamt", "Budget", "Ämter", "Kantine", "budget 2"];
  it.each([
    ["the next that begins so", "b", 0, 1],
    ["the same letter again: the one after", "bb", 1, 2],
    ["and round to the first", "bbb", 5, 1],
    ["a word that goes on stays where it fits", "bu", 2, 2],
    ["a word that goes on leads further", "bau", 2, 1],
    ["letters of other alphabets and case", "ä", 0, 3],
    ["nothing begins so", "x", 2, undefined],
    ["before anything has the focus", "k", -1, 4],
  ])("%s", (_story, typed, at, place) => {
    expect(placeOfTyped(names, typed, at)).toBe(place);
  });
  it("nowhere in an empty list", () => {
    expect(placeOfTyped([], "a", -1)).toBeUndefined();
  });
});

describe("the width of the list", () => {
  it.each([
    [300, 300],
    [10, 280],
    [9999, 360],
    [Number.NaN, 304],
    ["300", 304],
    [undefined, 304],
  ])("%s becomes %s", (wanted, width) => {
    expect(listWidth(wanted)).toBe(width);
  });
});
