import { describe, expect, it } from "vitest";
import { QueueDelay } from "./queue-delay.ts";

function feedback(queue: QueueDelay, now: number, delays: readonly number[]): number {
  for (const [index, delay] of delays.entries()) queue.add(now + index, now + index + delay);
  queue.close(now);
  return queue.ms;
}

describe("the wait of all packets", () => {
  it("counts, that of some does not", () => {
    const queue = new QueueDelay();
    expect(feedback(queue, 100, [50, 52, 55])).toBe(0);
    expect(feedback(queue, 200, [150, 90, 51])).toBe(1);
    expect(feedback(queue, 300, [130, 110, 120])).toBe(60);
    expect(feedback(queue, 400, [])).toBe(60);
  });

  it("of a way that became longer for good is forgotten", () => {
    const queue = new QueueDelay();
    feedback(queue, 100, [50]);
    expect(feedback(queue, 200, [90])).toBe(40);
    let waiting = 0;
    for (let now = 300; now < 60_000; now += 100) waiting = feedback(queue, now, [90]);
    expect(waiting).toBe(0);
  });
});
