import { expect, it } from "vitest";
import { clockTime, msToNextStage, stageOf } from "./durations.ts";

it.each([
  [0, "0:00"],
  [7_999, "0:07"],
  [750_000, "12:30"],
  [3_723_000, "1:02:03"],
  [-5_000, "0:00"],
])("%d ms are %s", (ms, text) => {
  expect(clockTime(ms)).toBe(text);
});

it.each([
  [10_000, 0, "free"],
  [10_000, 60, "free"],
  [30_000, 60, "soon"],
  [59_999, 60, "soon"],
  [60_000, 60, "over"],
  [900_000, 60, "over"],
])("%d ms of %d s: %s", (elapsed, limit, stage) => {
  expect(stageOf(elapsed, limit)).toBe(stage);
});

it.each([
  [10_000, 0, undefined],
  [10_000, 60, 20_000],
  [30_000, 60, 30_000],
  [45_000, 60, 15_000],
  [60_000, 60, undefined],
  [-2_000, 60, 32_000],
  // A limit shorter than the warning is told of at once.
  [0, 20, 20_000],
])("%d ms of %d s stay at their stage for %s ms", (elapsed, limit, wait) => {
  expect(msToNextStage(elapsed, limit)).toBe(wait);
  if (wait === undefined) return;
  expect(stageOf(elapsed + wait - 1, limit)).toBe(stageOf(elapsed, limit));
  expect(stageOf(elapsed + wait, limit)).not.toBe(stageOf(elapsed, limit));
});
