import { describe, expect, it } from "vitest";
import { retryAfter } from "./retry-plan.ts";

describe("asking again for a missing key", () => {
  it("waits longer every time, and comes to an end", () => {
    const delays: number[] = [];
    for (let delay = retryAfter(0); delay !== undefined; delay = retryAfter(delays.length)) {
      delays.push(delay);
      expect(delays.length).toBeLessThan(20);
    }
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    // Longer than the five seconds for which the library itself does not ask twice.
    expect(delays[0]).toBeGreaterThan(5_000);
  });
});
