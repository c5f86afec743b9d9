import { describe, expect, it } from "vitest";
import { durations, slowest } from "./durations.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe("figures of many runs", () => {
  it("the middle one of an odd number", () => {
    expect(durations("b", "f", [30, 10, 20]).value).toBe(20);
  });
  it("between the two in the middle of an even number", () => {
    expect(durations("b", "f", [40, 10, 20, 30])).toMatchObject({ value: 25, spread: [10, 40] });
  });
  it("what 95 of 100 stay under", () => {
    expect(slowest("b", "f", hundred, 90)).toMatchObject({
      figure: "f, p95",
      value: 95,
      aim: { atMost: 90 },
    });
  });
  it("of few runs, the slowest", () => {
    expect(slowest("b", "f", [10, 20, 30]).value).toBe(30);
  });
});
