import { describe, expect, it } from "vitest";
import { namesText } from "./names.ts";

const more = (count: number): string => `${count} weitere`;
const many = Array.from({ length: 20 }, (_unused, index) => `P${index}`);

describe("who reacted", () => {
  it.each<[readonly string[], number, string]>([
    [["Anna"], 1, "Anna"],
    [["Anna", "Ben"], 2, "Anna und Ben"],
    [["Anna"], 4, "Anna und 3 weitere"],
    [many, 500, "P0, P1, P2, P3, P4, P5, P6, P7 und 492 weitere"],
    [[], 0, ""],
  ])("%j of %d", (names, count, expected) => {
    expect(namesText(names, count, "de", more)).toBe(expected);
  });
});
