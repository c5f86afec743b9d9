import { describe, expect, it } from "vitest";
import { LoadShedder } from "./shedding.ts";

interface Step {
  /** How late the clock ticks, ms. */
  readonly late: number;
  /** How late each stream's packets are, ms. */
  readonly lags: readonly number[];
  readonly seconds: number;
}

function after(...steps: readonly Step[]): LoadShedder {
  const shedder = new LoadShedder();
  let now = 0;
  for (const { late, lags, seconds } of steps)
    for (const end = now + seconds * 1000; now < end;) {
      now += 25 + late;
      for (const lag of lags) shedder.noteLag(lag);
      shedder.tick(late, now);
    }
  return shedder;
}

const calm = { late: 1, lags: [2, 5], seconds: 4 };

describe("a router that cannot keep up", () => {
  it.each<[string, Step[], number]>([
    ["in time", [calm], 0],
    ["nobody sends", [{ late: 300, lags: [], seconds: 10 }], 0],
    ["one sender's line is bad", [{ late: 1, lags: [900], seconds: 10 }], 0],
    ["others use the machine", [{ late: 400, lags: [900, 10], seconds: 20 }], 0],
    ["a little behind", [{ late: 60, lags: [120, 100], seconds: 10 }], 1],
    ["behind", [{ late: 100, lags: [300], seconds: 10 }], 2],
    ["far behind", [{ late: 300, lags: [800, 900], seconds: 10 }], 3],
    ["just caught up: not yet trusted", [{ late: 100, lags: [300], seconds: 10 }, calm], 2],
    [
      "calm for long: everything again",
      [
        { late: 100, lags: [300], seconds: 10 },
        { ...calm, seconds: 20 },
      ],
      0,
    ],
  ])("%s", (_name, steps, level) => {
    expect(after(...steps).level).toBe(level);
  });

  it("makes cameras smaller step by step", () => {
    expect(after(calm).heightCap).toBe(Number.POSITIVE_INFINITY);
    expect(after({ late: 100, lags: [300], seconds: 10 }).heightCap).toBe(180);
  });
});
