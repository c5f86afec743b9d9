import { describe, expect, it } from "vitest";
import { LoadShedder } from "./shedding.ts";

function after(steps: readonly { readonly late: number; readonly ticks: number }[]): LoadShedder {
  const shedder = new LoadShedder();
  let now = 0;
  for (const { late, ticks } of steps)
    for (let tick = 0; tick < ticks; tick += 1) {
      now += 25 + late;
      shedder.tick(late, now);
    }
  return shedder;
}

describe("a router that cannot keep up", () => {
  it.each([
    ["in time", [{ late: 1, ticks: 100 }], 0],
    [
      "one hiccup",
      [
        { late: 1, ticks: 50 },
        { late: 300, ticks: 1 },
        { late: 1, ticks: 50 },
      ],
      0,
    ],
    ["a little late for long", [{ late: 100, ticks: 40 }], 1],
    ["late", [{ late: 300, ticks: 40 }], 2],
    ["far behind", [{ late: 900, ticks: 40 }], 3],
    [
      "just caught up: not yet trusted",
      [
        { late: 300, ticks: 40 },
        { late: 0, ticks: 100 },
      ],
      2,
    ],
    [
      "calm for long: everything again",
      [
        { late: 300, ticks: 40 },
        { late: 0, ticks: 600 },
      ],
      0,
    ],
  ])("%s", (_name, steps, level) => {
    expect(after(steps).level).toBe(level);
  });

  it("makes cameras smaller step by step", () => {
    expect(after([{ late: 1, ticks: 5 }]).heightCap).toBe(Number.POSITIVE_INFINITY);
    expect(after([{ late: 300, ticks: 40 }]).heightCap).toBe(180);
  });
});
