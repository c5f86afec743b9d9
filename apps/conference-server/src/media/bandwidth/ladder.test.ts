import { describe, expect, it } from "vitest";
import { INITIAL_CONSTRAINTS } from "../colibri/constraints.ts";
import { ALL_TEMPORAL } from "../rtp/codecs.ts";
import { Ladder } from "./ladder.ts";
import { type LineState, type Second, SimulatedReceiver } from "./simulated-line.ts";

const START = 300_000;
const WIDE: LineState = { capacity: 10e6, bucket: 0, delay: 25, queue: 300, loss: 0, stall: 0 };
const SEEDS = [1, 2, 3, 4];
/** Bit/s of three cameras in full and two voices. */
const ALL = 4_500_000;

function total(seconds: readonly Second[], of: (second: Second) => number): number {
  return seconds.reduce((sum, second) => sum + of(second), 0);
}

function mean(seconds: readonly Second[], of: (second: Second) => number): number {
  return total(seconds, of) / seconds.length;
}

function soundLost(seconds: readonly Second[]): number {
  return total(seconds, ({ soundLost: lost }) => lost) / total(seconds, (one) => one.soundSent);
}

/** First second from which on at least so many bits arrive, for three seconds or more. */
function reached(seconds: readonly Second[], bits: number): number {
  return seconds.findIndex((_, index) =>
    seconds.slice(index, index + 3).every(({ arrived }) => arrived >= bits),
  );
}

interface Case {
  readonly line: Partial<LineState>;
  /** Share of the line that is used once it is known, at least. */
  readonly use: number;
  /** Pictures a second, of three cameras. */
  readonly pictures: number;
  /** That use is reached within so many seconds. */
  readonly within: number;
}

const BUCKET = 8000;
const CASES: readonly (readonly [string, Case])[] = [
  ["130 kbit/s: sound alone", { line: { capacity: 130_000 }, use: 0.85, pictures: 0, within: 1 }],
  [
    "300 kbit/s: two small pictures, 15 and 7.5 a second",
    { line: { capacity: 300_000 }, use: 0.85, pictures: 20, within: 8 },
  ],
  [
    "300 kbit/s behind a bucket of tokens",
    { line: { capacity: 300_000, bucket: BUCKET }, use: 0.85, pictures: 20, within: 8 },
  ],
  [
    "300 kbit/s, 300 ms away",
    { line: { capacity: 300_000, delay: 300 }, use: 0.85, pictures: 18, within: 12 },
  ],
  ["500 kbit/s", { line: { capacity: 500_000 }, use: 0.85, pictures: 55, within: 8 }],
  [
    "500 kbit/s behind a bucket of tokens",
    { line: { capacity: 500_000, bucket: BUCKET }, use: 0.85, pictures: 55, within: 8 },
  ],
  [
    "1 Mbit/s: two larger, the third small",
    { line: { capacity: 1e6 }, use: 0.85, pictures: 55, within: 10 },
  ],
  [
    "1 Mbit/s behind a bucket of tokens",
    { line: { capacity: 1e6, bucket: 2 * BUCKET }, use: 0.85, pictures: 55, within: 20 },
  ],
  [
    "1 Mbit/s, 300 ms away",
    { line: { capacity: 1e6, delay: 300 }, use: 0.85, pictures: 55, within: 15 },
  ],
  // There is no layer that costs what is left over.
  ["2 Mbit/s: all larger", { line: { capacity: 2e6 }, use: 0.8, pictures: 88, within: 10 }],
  ["10 Mbit/s: all there is", { line: {}, use: ALL / 10e6, pictures: 88, within: 5 }],
  ["10 Mbit/s, 300 ms away", { line: { delay: 300 }, use: ALL / 10e6, pictures: 88, within: 12 }],
  // Losses of single packets are mended by repeating them, which the simulation leaves out.
  [
    "10 Mbit/s, 5 % random loss",
    { line: { loss: 0.05 }, use: (0.95 * ALL) / 10e6, pictures: 0, within: 8 },
  ],
  [
    "10 Mbit/s, 15 % random loss",
    { line: { loss: 0.15 }, use: (0.83 * ALL) / 10e6, pictures: 0, within: 15 },
  ],
  [
    "10 Mbit/s to a busy computer",
    { line: { stall: 250 }, use: ALL / 10e6, pictures: 88, within: 12 },
  ],
];

describe("what three cameras and two voices come to over a line of", () => {
  it.each(CASES)("%s", (_name, { line, use, pictures, within }) => {
    for (const seed of SEEDS) {
      const state = { ...WIDE, ...line };
      const seconds = new SimulatedReceiver(START, () => state, seed).run(45);
      expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
      const at = reached(seconds, 0.95 * use * state.capacity);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(within);
      const calm = seconds.slice(-15);
      expect(mean(calm, ({ arrived }) => arrived)).toBeGreaterThanOrEqual(use * state.capacity);
      expect(Math.min(...calm.map((second) => second.pictures))).toBeGreaterThanOrEqual(
        0.7 * pictures,
      );
      expect(mean(calm, (second) => second.pictures)).toBeGreaterThanOrEqual(pictures);
      expect(total(calm, ({ changes }) => changes)).toBeLessThanOrEqual(4);
      // A probe is stopped only when the news of a queue is back from far away.
      const longest = state.delay > 100 ? 300 : 215;
      expect(Math.max(...calm.map(({ soundWait }) => soundWait))).toBeLessThan(longest);
    }
  });

  it("hardly any queue: what is too much is lost at once, and noticed by that", () => {
    const line = { ...WIDE, capacity: 500_000, queue: 60 };
    const seconds = new SimulatedReceiver(START, () => line).run(45);
    expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
    expect(mean(seconds.slice(-15), ({ pictures }) => pictures)).toBeGreaterThanOrEqual(30);
  });
});

describe("a line that gets narrow, and wide again", () => {
  const FALL = 15;
  const RISE = 35;
  it.each([
    ["4 → 0.5 → 4 Mbit/s", 4e6, 500_000],
    ["4 → 0.3 → 4 Mbit/s", 4e6, 300_000],
    ["1 → 0.3 → 1 Mbit/s", 1e6, 300_000],
  ])("%s", (_name, wide, narrow) => {
    const line = (ms: number): LineState => ({
      ...WIDE,
      capacity: ms >= FALL * 1000 && ms < RISE * 1000 ? narrow : wide,
    });
    const seconds = new SimulatedReceiver(START, line).run(60);
    const most = 0.6 * wide;
    expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
    expect(seconds[FALL - 2]?.arrived).toBeGreaterThanOrEqual(most);
    // A second after the fall nothing is lost any more, and small pictures are there.
    expect(soundLost(seconds.slice(FALL + 1, RISE))).toBe(0);
    const narrowed = seconds.slice(RISE - 8, RISE);
    expect(mean(narrowed, ({ arrived }) => arrived)).toBeGreaterThanOrEqual(0.8 * narrow);
    expect(Math.min(...narrowed.map(({ pictures }) => pictures))).toBeGreaterThanOrEqual(14);
    const back = reached(seconds.slice(RISE), most);
    expect(back).toBeGreaterThanOrEqual(0);
    expect(back).toBeLessThanOrEqual(14);
  });
});

describe("a way that becomes longer by 300 ms, on a line of", () => {
  const STEP = 20;
  it.each([
    ["300 kbit/s", { capacity: 300_000 }],
    ["1 Mbit/s", { capacity: 1e6 }],
    ["10 Mbit/s", {}],
    ["10 Mbit/s to a busy computer", { stall: 150 }],
  ])("%s: is no reason to send less", (_name, state) => {
    for (const seed of SEEDS) {
      const line = (ms: number): LineState => ({
        ...WIDE,
        ...state,
        delay: ms < STEP * 1000 ? 25 : 325,
      });
      const seconds = new SimulatedReceiver(START, line, seed).run(40);
      const before = mean(seconds.slice(STEP - 5, STEP), ({ pictures }) => pictures);
      for (const second of seconds.slice(STEP + 1, STEP + 6))
        expect(second.pictures).toBeGreaterThanOrEqual(0.8 * before);
      expect(soundLost(seconds)).toBeLessThanOrEqual(0.01);
    }
  });

  it("and becomes shorter again", () => {
    const seconds = new SimulatedReceiver(START, (ms) => ({
      ...WIDE,
      capacity: 1e6,
      delay: ms > 20_000 && ms < 30_000 ? 325 : 25,
    })).run(45);
    for (const second of seconds.slice(18)) expect(second.pictures).toBeGreaterThanOrEqual(40);
  });
});

it("a busy computer that hears nobody gets its pictures too", () => {
  for (const seed of SEEDS) {
    const state = { ...WIDE, stall: 250 };
    const seconds = new SimulatedReceiver(START, () => state, seed, 0).run(20);
    const at = reached(seconds, 0.95 * ALL);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(10);
  }
});

it("a line over which nothing goes yet is tried out for the first picture", () => {
  const ladder = new Ladder(START);
  const layers = [{ index: 0, temporal: ALL_TEMPORAL, height: 720, bitrate: 2_500_000 }];
  const current = { layer: -1, temporal: ALL_TEMPORAL };
  ladder.choose(
    {
      candidates: [{ name: "a-v0", endpoint: "a", desktop: false, layers, current }],
      constraints: INITIAL_CONSTRAINTS,
      speakers: [],
      sound: 0,
      heightCap: Number.POSITIVE_INFINITY,
    },
    1000,
  );
  expect(ladder.paddingDue(1025)).toBeGreaterThan(0);
});

describe("the whole of a line goes to sound first", () => {
  it("and the one picture that there is makes room too", () => {
    const seconds = new SimulatedReceiver(START, (ms) => ({
      ...WIDE,
      capacity: ms < 10_000 ? 2e6 : 130_000,
    })).run(30);
    expect(seconds[9]?.pictures).toBeGreaterThan(0);
    expect(seconds.at(-1)?.pictures).toBe(0);
    expect(soundLost(seconds.slice(12))).toBe(0);
  });
});
