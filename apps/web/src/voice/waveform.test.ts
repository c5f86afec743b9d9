import { describe, expect, it } from "vitest";
import { loudness, nextSpeed, waveformOf } from "./waveform.ts";

describe("a waveform", () => {
  it.each<[string, readonly number[], number, readonly number[]]>([
    ["of nothing is nothing", [], 4, []],
    ["keeps what fits", [0.5, 1], 2, [0.5, 1]],
    ["takes the loudest of each stretch", [0, 1, 0.5, 0.2], 2, [1, 0.5]],
    ["stretches what is short", [1, 0.5], 4, [1, 1, 0.5, 0.5]],
    ["is as high as it can be", [0.1, 0.2], 2, [0.5, 1]],
    ["of silence stays flat", [0, 0], 2, [0, 0]],
  ])("%s", (_story, levels, count, expected) => {
    expect(waveformOf(levels, count)).toEqual(expected);
  });
  it("of fifteen minutes has its fixed number of levels", () => {
    const levels = Array.from({ length: 18_000 }, (_unused, index) => (index % 7) / 7);
    expect(waveformOf(levels, 100)).toHaveLength(100);
  });
});

it.each([
  [[], 0],
  [[128, 128], 0],
  [[255, 0, 255, 0], 1],
])("the loudness of %j is %d", (samples, expected) => {
  expect(loudness(Uint8Array.from(samples))).toBe(expected);
});

it.each([
  [1, 1.5],
  [1.5, 2],
  [2, 1],
  [7, 1],
])("after speed %d comes %d", (speed, next) => {
  expect(nextSpeed(speed)).toBe(next);
});
