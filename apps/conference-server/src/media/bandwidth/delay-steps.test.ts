import { describe, expect, it } from "vitest";
import { DelaySteps } from "./delay-steps.ts";

/** Packets every 10 ms; what is taken off the delay of the last one. */
function afterAll(delays: readonly number[]): number {
  const steps = new DelaySteps();
  let offset = 0;
  for (const [index, delay] of delays.entries()) offset = steps.add(index * 10, index * 10 + delay);
  return offset;
}

function times(count: number, delay: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => delay(index));
}

describe("of the delay is taken off", () => {
  it.each([
    ["nothing while the way stays as it is", times(50, (index) => 20 + (index % 3)), 0],
    ["a step", [...times(20, () => 20), ...times(30, () => 320)], 300],
    [
      "a step, whatever the jitter",
      [...times(20, (index) => 20 + (index % 5)), ...times(200, (index) => 320 + (index % 7))],
      300,
    ],
    ["nothing of a queue that grows", times(100, (index) => 20 + index * 6), 0],
    [
      "nothing more once the way is short again",
      [...times(20, () => 320), ...times(9, () => 20)],
      0,
    ],
    [
      "nothing of a moment in which nothing was taken in",
      [...times(20, () => 20), 150, 140, 130, 120, 110, 100, 90, 80, 70, 60, 50, 40, 30, 20, 20],
      0,
    ],
    // From one packet to the next, as on a line that has nearly stopped.
    ["the first step alone of many", times(7, (index) => index * 200), 200],
  ])("%s", (_name, delays, expected) => {
    const offset = afterAll(delays);
    expect(offset).toBeGreaterThanOrEqual(expected - 8);
    expect(offset).toBeLessThanOrEqual(expected + 8);
  });
});
