import { describe, expect, it } from "vitest";
import { LoadShedder } from "./shedding.ts";

interface Step {
  /** How late the clock ticks, ms. */
  readonly late: number;
  /** How late each stream's packets are, ms. */
  readonly lags: readonly number[];
  readonly seconds: number;
  /** How long packets have come without a pause, ms. */
  readonly flooded?: number;
  /** Bytes in the socket. */
  readonly socket?: number;
}

function after(...steps: readonly Step[]): LoadShedder {
  const shedder = new LoadShedder();
  let now = 0;
  for (const { late, lags, seconds, flooded: floodedMs = 0, socket = 0 } of steps)
    for (const end = now + seconds * 1000; now < end;) {
      now += 25 + late;
      for (const lag of lags) shedder.noteLag(lag);
      shedder.noteSocket(socket);
      shedder.tick({ lateMs: late, floodedMs, now });
    }
  return shedder;
}

const farBehind = { late: 300, lags: [800], seconds: 5 };
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
    [
      "behind with a clock in time: a full socket",
      [{ late: 1, lags: [300], seconds: 2, socket: 100_000 }],
      2,
    ],
    [
      "a full socket that nobody waits for",
      [{ late: 1, lags: [9], seconds: 9, socket: 100_000 }],
      0,
    ],
    ["so far behind that the clock hardly ticks", [{ late: 3000, lags: [9000], seconds: 6 }], 3],
    [
      "far behind again as soon as cameras are back",
      [farBehind, { ...calm, seconds: 6 }, farBehind, { ...calm, seconds: 9 }],
      3,
    ],
    [
      "and then after twice the time",
      [farBehind, { ...calm, seconds: 6 }, farBehind, { ...calm, seconds: 12 }],
      2,
    ],
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

  it.each<[string, Step[], number, boolean]>([
    ["for a moment", [{ late: 36, lags: [0], flooded: 70, seconds: 5 }], 0, false],
    ["a little", [{ late: 36, lags: [0], flooded: 150, seconds: 5 }], 1, false],
    ["for long", [{ late: 36, lags: [0], flooded: 900, seconds: 5 }], 3, false],
    ["for too long", [{ late: 36, lags: [0], flooded: 1100, seconds: 5 }], 3, true],
    [
      "not any more",
      [
        { late: 36, lags: [0], flooded: 1100, seconds: 5 },
        { ...calm, seconds: 1 },
      ],
      3,
      false,
    ],
  ])(
    "with packets without a pause, whatever their timestamps say: %s",
    (_name, steps, level, flushing) => {
      const shedder = after(...steps);
      expect([shedder.level, shedder.flushing]).toEqual([level, flushing]);
    },
  );

  it("makes cameras smaller step by step", () => {
    expect(after(calm).heightCap).toBe(Number.POSITIVE_INFINITY);
    expect(after({ late: 100, lags: [300], seconds: 10 }).heightCap).toBe(180);
  });
});
