import { describe, expect, it } from "vitest";
import { initials, TINTS, tintOf } from "./initials.ts";

describe("initials", () => {
  it.each([
    ["Anna Schmidt", "AS"],
    ["Dr. Jürgen von der Österheld", "JÖ"],
    ["Jens-Peter Möller", "JM"],
    ["Amt für Statistik", "AS"],
    ["Bauamt", "B"],
    ["Maria Kern (Gast)", "MK"],
    ["🚀 Projekt Start", "PS"],
    ["🚀", "🚀"],
    ["42 Antworten", "4A"],
    ["", "?"],
  ])("%s → %s", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe("the tint of an id", () => {
  it("is the same every time", () => {
    expect(tintOf("@anna:amt.de")).toBe(tintOf("@anna:amt.de"));
  });
  it("uses every tint for a hundred people", () => {
    const used = new Set(Array.from({ length: 100 }, (_, n) => tintOf(`@person${n}:amt.de`)));
    expect(used.size).toBe(TINTS);
  });
});
