import { describe, expect, it } from "vitest";
import { joinState, type JoinState } from "./join-window.ts";

const at = (time: string): number => Date.parse(`2026-12-01T${time}:00Z`);

describe("the way into a meeting from nine to ten", () => {
  it.each<{ now: string; others: JoinState; organiser: JoinState }>([
    { now: "08:00", others: "early", organiser: "open-room" },
    { now: "08:49", others: "early", organiser: "open-room" },
    { now: "08:50", others: "join", organiser: "join" },
    { now: "09:30", others: "join", organiser: "join" },
    { now: "10:29", others: "join", organiser: "join" },
    { now: "10:30", others: "over", organiser: "over" },
  ])("at $now", ({ now, others, organiser }) => {
    const times = { start: at("09:00"), end: at("10:00"), cancelled: false };
    expect(joinState(times, at(now), false)).toBe(others);
    expect(joinState(times, at(now), true)).toBe(organiser);
  });

  it("is closed when it was called off", () => {
    const times = { start: at("09:00"), end: at("10:00"), cancelled: true };
    expect(joinState(times, at("09:00"), true)).toBe("cancelled");
  });
});
