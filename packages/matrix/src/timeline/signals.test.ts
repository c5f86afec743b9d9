import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lifetime } from "../observable/lifetime.ts";
import { OwnTyping } from "./signals.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("that one types is told", () => {
  it.each<[string, readonly (boolean | number)[], readonly boolean[]]>([
    ["when it lasts", [true, 500], [true]],
    ["not for an answer of one word", [true, 300, false, 2000], []],
    ["once, and then that one rests", [true, 600, false, 500], [true, false]],
    ["again and again while it lasts", [true, 600, true, 4000, true], [true, true, true]],
    ["not anew by who sends and goes on", [true, 600, false, 200, true, 2000], [true]],
    ["not by who never began", [false, 2000], []],
    ["from the beginning after a rest", [true, 600, false, 600, true, 600], [true, false, true]],
  ])("%s", (_story, steps, expected) => {
    const told: boolean[] = [];
    const typing = new OwnTyping(new Lifetime(), (is) => told.push(is));
    for (const step of steps) {
      if (typeof step === "number") vi.advanceTimersByTime(step);
      else typing.set(step);
    }
    expect(told).toEqual(expected);
  });

  it("no longer when the room has been let go of", () => {
    const told: boolean[] = [];
    const lifetime = new Lifetime();
    new OwnTyping(lifetime, (is) => told.push(is)).set(true);
    lifetime.end();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
  });
});
