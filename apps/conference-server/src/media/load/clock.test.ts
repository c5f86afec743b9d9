import { describe, expect, it } from "vitest";
import { Clock } from "./clock.ts";

type Came = readonly ["timer" | "packet", number];

describe("the router's clock", () => {
  it.each<[string, Came[], [late: number, now: number][]]>([
    [
      "ticks with the timer while that comes in time",
      [
        ["packet", 10],
        ["timer", 25],
        ["packet", 30],
        ["timer", 51],
      ],
      [
        [0, 25],
        [1, 51],
      ],
    ],
    [
      "waits for a timer that is a little late",
      [
        ["packet", 60],
        ["timer", 61],
      ],
      [[36, 61]],
    ],
    [
      "ticks with packets where the timer does not come",
      [
        ["packet", 61],
        ["packet", 62],
        ["packet", 121],
        ["packet", 122],
      ],
      [
        [36, 61],
        [36, 122],
      ],
    ],
    [
      "does not tick twice when the timer comes after all",
      [
        ["packet", 61],
        ["timer", 62],
        ["timer", 86],
      ],
      [
        [36, 61],
        [0, 86],
      ],
    ],
  ])("%s", (_name, came, ticks) => {
    const seen: [number, number][] = [];
    const clock = new Clock(25, 0, ({ lateMs, now }) => seen.push([lateMs, now]));
    for (const [what, now] of came) clock[what](now);
    expect(seen).toEqual(ticks);
  });

  it.each<[string, Came[], number]>([
    [
      "a timer that was held up",
      [
        ["packet", 500],
        ["packet", 501],
        ["timer", 502],
      ],
      0,
    ],
    [
      "packets alone",
      [
        ["packet", 61],
        ["packet", 122],
        ["packet", 183],
        ["packet", 244],
      ],
      244,
    ],
    [
      "packets alone, then a timer",
      [
        ["packet", 61],
        ["packet", 122],
        ["packet", 183],
        ["timer", 300],
      ],
      0,
    ],
  ])("says for how long packets came without a pause: %s", (_name, came, flooded) => {
    let last = 0;
    const clock = new Clock(25, 0, ({ floodedMs }) => {
      last = floodedMs;
    });
    for (const [what, now] of came) clock[what](now);
    expect(last).toBe(flooded);
  });
});
