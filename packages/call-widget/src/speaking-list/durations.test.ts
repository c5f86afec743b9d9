import { expect, it } from "vitest";
import { clockTime, stageOf } from "./durations.ts";

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
