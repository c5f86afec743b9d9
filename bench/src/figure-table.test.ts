import { describe, expect, it } from "vitest";
import { figureTable, meetsAim } from "./figure-table.ts";

describe("an aim", () => {
  it.each([
    ["at most, below", { value: 900, aim: { atMost: 1000 } }, true],
    ["at most, above", { value: 1001, aim: { atMost: 1000 } }, false],
    ["at least, above", { value: 61_000, aim: { atLeast: 60_000 } }, true],
    ["at least, below", { value: 59_999, aim: { atLeast: 60_000 } }, false],
    ["none", { value: 1 }, undefined],
  ] as const)("%s", (_, figure, expected) => {
    expect(meetsAim(figure)).toBe(expected);
  });
});

describe("the table of figures", () => {
  it("has one aligned line a figure", () => {
    const lines = figureTable([
      {
        bench: "bundle",
        figure: "initial JavaScript",
        value: 312.44,
        unit: "kB",
        aim: { atMost: 350 },
        spread: [312.44, 312.44],
        n: 1,
      },
    ]);
    expect(lines).toEqual([
      "Bench   Figure              Value  Unit  Aim      Spread         n",
      "bundle  initial JavaScript  312.4  kB    ≤ 350 ✓  312.4 – 312.4  1",
    ]);
  });
});
