import { describe, expect, it } from "vitest";
import { closesAt, expiryStep, mayEndAt, type ExpiryFacts } from "./expiry.ts";

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 11, day, hour));
const room: ExpiryFacts = {
  endsAt: at(1),
  graceDays: 10,
  closing: "delete",
  told: "nothing",
  closed: false,
};

describe("a room whose time is over", () => {
  it.each([
    ["not yet", {}, undefined, new Date(at(1).getTime() - 1), "wait"],
    ["over: people are told", {}, undefined, at(1), "tell-over"],
    ["told already", { told: "over" }, at(1), at(5), "wait"],
    ["a day before it closes", { told: "over" }, at(1), at(10), "tell-last"],
    ["never told, after a long outage", {}, undefined, at(20), "tell-last"],
    ["warned, and the day is not over", { told: "last-warning" }, at(10), at(10, 23), "wait"],
    ["warned, and the time is up", { told: "last-warning" }, at(10), at(11), "close"],
    ["warned late: it closes late", { told: "last-warning" }, at(20), at(20, 23), "wait"],
    ["warned late, and that day is over", { told: "last-warning" }, at(20), at(21), "close"],
    ["closed already", { told: "last-warning", closed: true }, at(10), at(30), "wait"],
    ["kept for good", { closing: "keep" }, undefined, at(30), "wait"],
    ["without an end", { endsAt: undefined }, undefined, at(30), "wait"],
    [
      "no grace: the warning comes first all the same",
      { graceDays: 0 },
      undefined,
      at(1),
      "tell-last",
    ],
    ["no grace, warned", { graceDays: 0, told: "last-warning" }, at(1), at(1), "close"],
    ["extended: all begins anew", { endsAt: at(28), told: "nothing" }, undefined, at(12), "wait"],
  ] as const)("%s", (_story, change, toldAt, now, expected) => {
    expect(expiryStep({ ...room, ...change }, toldAt, now)).toBe(expected);
  });

  it("closes after its grace", () => {
    expect(closesAt(room)).toEqual(at(11));
    expect(closesAt({ ...room, closing: "keep" })).toBeUndefined();
  });

  it.each([
    ["the past", at(1), false],
    ["tomorrow", at(3), true],
    ["in ten years", new Date(Date.UTC(2036, 0)), false],
  ])("cannot be moved to any time: %s", (_story, endsAt, allowed) => {
    expect(mayEndAt(endsAt, at(2))).toBe(allowed);
  });
});
