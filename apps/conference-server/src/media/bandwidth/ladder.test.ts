import { describe, expect, it } from "vitest";
import { type LineState, LAYERS, type Second, SimulatedReceiver } from "./simulated-line.ts";

const START = 300_000;
const WIDE: LineState = { capacity: 10e6, delay: 25, queue: 300, loss: 0, stall: 0 };
const SEEDS = [1, 2, 3, 4];

function costOf(second: Second | undefined): number {
  return (second?.layers ?? []).reduce((sum, layer) => sum + (LAYERS[layer]?.bitrate ?? 0), 0);
}

function soundLost(seconds: readonly Second[]): number {
  const sent = seconds.reduce((sum, second) => sum + second.soundSent, 0);
  return seconds.reduce((sum, second) => sum + second.soundLost, 0) / sent;
}

/** First second from which on the pictures cost at least that much, for three seconds or more. */
function reached(seconds: readonly Second[], cost: number): number {
  return seconds.findIndex((_, index) =>
    seconds.slice(index, index + 3).every((second) => costOf(second) >= cost),
  );
}

interface Case {
  readonly line: Partial<LineState>;
  /** Bit/s of pictures that are expected of three cameras. */
  readonly pictures: number;
  /** Within so many seconds. */
  readonly within: number;
}

const ALL = 4_500_000;
const CASES: readonly (readonly [string, Case])[] = [
  ["100 kbit/s: sound alone", { line: { capacity: 100_000 }, pictures: 0, within: 1 }],
  ["300 kbit/s: one small picture", { line: { capacity: 300_000 }, pictures: 150_000, within: 2 }],
  ["500 kbit/s: two", { line: { capacity: 500_000 }, pictures: 300_000, within: 4 }],
  [
    "1 Mbit/s: all three, the last speaker larger",
    { line: { capacity: 1e6 }, pictures: 800_000, within: 6 },
  ],
  ["1 Mbit/s, 300 ms away", { line: { capacity: 1e6, delay: 300 }, pictures: 800_000, within: 12 }],
  ["10 Mbit/s: all there is", { line: {}, pictures: ALL, within: 5 }],
  ["10 Mbit/s, 300 ms away", { line: { delay: 300 }, pictures: ALL, within: 12 }],
  ["10 Mbit/s, 5 % random loss", { line: { loss: 0.05 }, pictures: ALL, within: 10 }],
  ["10 Mbit/s to a busy computer", { line: { stall: 120 }, pictures: ALL, within: 12 }],
  ["10 Mbit/s, 15 % random loss", { line: { loss: 0.15 }, pictures: ALL, within: 30 }],
];

describe("what three cameras and two voices come to over a line of", () => {
  it.each(CASES)("%s", (_name, { line, pictures, within }) => {
    for (const seed of SEEDS) {
      const seconds = new SimulatedReceiver(START, () => ({ ...WIDE, ...line }), seed).run(45);
      expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
      const at = reached(seconds, pictures);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(within);
      const calm = seconds.slice(-15);
      expect(costOf(calm.at(-1))).toBeGreaterThanOrEqual(pictures);
      expect(calm.reduce((sum, { changes }) => sum + changes, 0)).toBeLessThanOrEqual(4);
      expect(Math.max(...calm.map(({ soundWait }) => soundWait))).toBeLessThan(160);
    }
  });

  it("hardly any queue: what is too much is lost at once, and noticed by that", () => {
    const line = { ...WIDE, capacity: 500_000, queue: 60 };
    const seconds = new SimulatedReceiver(START, () => line).run(45);
    expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
    expect(costOf(seconds.at(-1))).toBeGreaterThanOrEqual(150_000);
  });
});

describe("a line that gets narrow, and wide again", () => {
  const FALL = 15;
  const RISE = 35;
  it.each([
    ["4 → 0.5 → 4 Mbit/s", 4e6, 500_000, 300_000, 2_500_000],
    ["4 → 0.3 → 4 Mbit/s", 4e6, 300_000, 150_000, 2_500_000],
    ["1 → 0.3 → 1 Mbit/s", 1e6, 300_000, 150_000, 450_000],
  ])("%s", (_name, wide, narrow, pictures, most) => {
    const line = (ms: number): LineState => ({
      ...WIDE,
      capacity: ms >= FALL * 1000 && ms < RISE * 1000 ? narrow : wide,
    });
    const seconds = new SimulatedReceiver(START, line).run(60);
    expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
    expect(costOf(seconds[FALL - 1])).toBeGreaterThanOrEqual(most);
    // A second after the fall nothing is lost any more, and small pictures are there.
    expect(soundLost(seconds.slice(FALL + 1, RISE))).toBe(0);
    expect(costOf(seconds[RISE - 1])).toBe(pictures);
    const back = reached(seconds.slice(RISE), most);
    expect(back).toBeGreaterThanOrEqual(0);
    expect(back).toBeLessThanOrEqual(12);
  });
});

describe("the whole of a line goes to sound first", () => {
  it("and the one picture that there is makes room too", () => {
    const seconds = new SimulatedReceiver(START, (ms) => ({
      ...WIDE,
      capacity: ms < 10_000 ? 2e6 : 120_000,
    })).run(30);
    expect(costOf(seconds[9])).toBeGreaterThan(0);
    expect(costOf(seconds.at(-1))).toBe(0);
    expect(soundLost(seconds.slice(12))).toBe(0);
  });
});
