import { describe, expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

describe("the rate limiter", () => {
  it("lets a burst through, then the rate", () => {
    const bucket = new TokenBucket(2, 3, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(1, now))).toEqual([true, true, true, false]);
    expect(bucket.take(1, 500)).toBe(true);
    expect(bucket.take(1, 500)).toBe(false);
  });

  it("does not save up more than the burst", () => {
    const bucket = new TokenBucket(100, 2, 0);
    expect([0, 0, 0].map(() => bucket.take(1, 60_000))).toEqual([true, true, false]);
  });
});
