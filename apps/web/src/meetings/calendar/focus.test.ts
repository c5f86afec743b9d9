import { describe, expect, it } from "vitest";
import { type CalendarKey, type Move, moveFrom, type Stops } from "./focus.ts";

const WEEK: Stops = [
  [
    { id: "Monday", at: -1 },
    { id: "nine", at: 540 },
    { id: "two", at: 840 },
  ],
  [{ id: "Tuesday", at: -1 }],
  [
    { id: "Wednesday", at: -1 },
    { id: "eight", at: 480 },
    { id: "three", at: 900 },
  ],
];

describe("arrow keys in the calendar", () => {
  it.each<[string | undefined, CalendarKey, Move]>([
    ["Monday", "ArrowDown", { to: "nine" }],
    ["nine", "ArrowDown", { to: "two" }],
    ["two", "ArrowDown", undefined],
    ["nine", "ArrowUp", { to: "Monday" }],
    ["Monday", "ArrowUp", undefined],
    ["Monday", "ArrowRight", { to: "Tuesday" }],
    ["two", "ArrowRight", { to: "Tuesday" }],
    ["Tuesday", "ArrowRight", { to: "Wednesday" }],
    ["three", "ArrowLeft", { to: "Tuesday" }],
    ["Monday", "ArrowLeft", { off: -1 }],
    ["eight", "ArrowRight", { off: 1 }],
    ["two", "Home", { to: "Monday" }],
    ["Monday", "End", { to: "two" }],
    ["gone meanwhile", "ArrowDown", { to: "nine" }],
    [undefined, "ArrowRight", { to: "Tuesday" }],
  ])("from %s by %s", (from, key, move) => {
    expect(moveFrom(WEEK, from, key)).toEqual(move);
  });

  it("lead to what lies nearest in time", () => {
    const [monday = [], , wednesday = []] = WEEK;
    expect(moveFrom([monday, wednesday], "two", "ArrowRight")).toEqual({ to: "three" });
    expect(moveFrom([monday, wednesday], "nine", "ArrowRight")).toEqual({ to: "eight" });
  });

  it("lead nowhere where nothing is", () => {
    expect(moveFrom([], undefined, "ArrowDown")).toBeUndefined();
  });
});
