import { describe, expect, it } from "vitest";
import { nextDelay } from "./backoff.ts";

describe("waiting before a part is started again", () => {
  it("doubles from half a second to half a minute while it keeps dying at once", () => {
    const waits: number[] = [];
    for (let wait = 0; waits.length < 9;) waits.push((wait = nextDelay(wait, 100)));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it.each([
    ["a part that lived a minute begins anew", 8000, 60_000, 500],
    ["a part that lived almost a minute does not", 8000, 59_999, 16_000],
    ["the first death waits half a second however short the life", 0, 0, 500],
  ])("%s", (_, previous, lived, expected) => {
    expect(nextDelay(previous, lived)).toBe(expected);
  });
});
