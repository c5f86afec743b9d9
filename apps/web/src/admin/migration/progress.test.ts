import type { WaveState } from "@plenum/model/migration";
import { describe, expect, it, test } from "vitest";
import { actsOf, isMoving, paceOf, spanOf, takesItems, totalsOf, workedOff } from "./progress.ts";

const none = { total: 0, queued: 0, done: 0, failed: 0, kept: 0, undone: 0 };
const counts = (some: Partial<typeof none>) => {
  const all = { ...none, ...some };
  return { ...all, total: all.queued + all.done + all.failed + all.kept + all.undone };
};

describe("how much of a wave is worked off", () => {
  it.each<[string, WaveState, Partial<typeof none>, number]>([
    ["nothing, before it begins", "planned", { queued: 10 }, 0],
    ["what is made, failed and kept", "running", { queued: 4, done: 3, failed: 2, kept: 1 }, 6],
    ["the same while it rests", "paused", { queued: 4, done: 6 }, 6],
    ["everything, when it is done", "done", { done: 9, failed: 1 }, 10],
    [
      "what is gone or kept, while it is taken back",
      "rolling-back",
      { done: 4, undone: 5, kept: 1 },
      6,
    ],
    ["not what was begun and may be there", "rolling-back", { done: 4, queued: 1, undone: 5 }, 5],
    ["everything, when it is taken back", "rolled-back", { undone: 9, kept: 1 }, 10],
    ["nothing of nothing", "planned", {}, 0],
  ])("%s", (_what, state, some, expected) => {
    expect(workedOff(counts(some), state)).toBe(expected);
  });
});

test("kinds are added up", () => {
  expect(totalsOf([counts({ done: 3, failed: 1 }), counts({ queued: 2, kept: 5 })])).toEqual({
    total: 11,
    queued: 2,
    done: 3,
    failed: 1,
    kept: 5,
    undone: 0,
  });
  expect(totalsOf([])).toEqual(none);
});

describe("the time that is left", () => {
  it.each([
    [0, "moment", 1],
    [59, "moment", 1],
    [60, "minutes", 1],
    [61, "minutes", 2],
    [89 * 60, "minutes", 89],
    [90 * 60, "hours", 2],
    [2 * 3600, "hours", 2],
    [2 * 3600 + 1, "hours", 3],
    [47 * 3600, "hours", 47],
    [48 * 3600, "days", 2],
    [10 * 24 * 3600, "days", 10],
  ])("%i seconds are a %s, %i", (seconds, unit, count) => {
    expect(spanOf(seconds)).toEqual({ unit, count });
  });

  it("never becomes longer by seconds passing", () => {
    const length = { moment: 60, minutes: 60, hours: 3600, days: 86_400 };
    let last = Infinity;
    for (let seconds = 400_000; seconds >= 0; seconds -= 37) {
      const { unit, count } = spanOf(seconds);
      expect(count * length[unit]).toBeLessThanOrEqual(last);
      last = count * length[unit];
    }
  });
});

describe("the pace", () => {
  it.each([
    [undefined, undefined],
    [0, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [41.26, { per: "second", number: 41 }],
    [9.96, { per: "second", number: 10 }],
    [1.26, { per: "second", number: 1.3 }],
    [0.5, { per: "minute", number: 30 }],
    [0.01, { per: "hour", number: 36 }],
    [0.000_01, { per: "hour", number: 1 }],
  ])("%s a second", (rate, expected) => {
    expect(paceOf(rate)).toEqual(expected);
  });
});

describe("what can be done with a wave", () => {
  const begun = "2026-11-28T10:00:00.000Z";
  it.each<[string, WaveState, Partial<typeof none>, string | undefined, readonly string[]]>([
    ["nothing with an empty one", "planned", {}, undefined, []],
    ["start it", "planned", { queued: 3 }, undefined, ["start"]],
    [
      "start or take back one that got more things",
      "planned",
      { queued: 3, done: 2 },
      begun,
      ["start", "rollback"],
    ],
    ["start one anew that was taken back", "planned", { queued: 3 }, begun, ["start"]],
    ["pause it", "running", { queued: 3 }, begun, ["pause", "rollback"]],
    [
      "try again at once what failed",
      "running",
      { queued: 3, failed: 1 },
      begun,
      ["pause", "retry", "rollback"],
    ],
    ["go on", "paused", { queued: 3, done: 1 }, begun, ["goOn", "rollback"]],
    ["try again, or take back", "done", { done: 3, failed: 1 }, begun, ["retry", "rollback"]],
    ["take back", "done", { done: 3 }, begun, ["rollback"]],
    ["wait while it is taken back", "rolling-back", { done: 3 }, begun, []],
    ["nothing more when it is taken back", "rolled-back", { undone: 3, kept: 1 }, begun, []],
  ])("%s", (_what, state, some, startedAt, expected) => {
    const kinds = [{ kind: "account" as const, ...counts(some) }];
    const wave = { state, kinds, ...(startedAt === undefined ? {} : { startedAt }) };
    expect(actsOf(wave)).toEqual(expected);
  });

  it("goes on by itself in two states", () => {
    const states: readonly WaveState[] = [
      "planned",
      "running",
      "paused",
      "done",
      "rolling-back",
      "rolled-back",
    ];
    expect(states.filter((state) => isMoving({ state }))).toEqual(["running", "rolling-back"]);
    expect(states.filter((state) => !takesItems({ state, frozen: false }))).toEqual([
      "rolling-back",
    ]);
    expect(states.some((state) => takesItems({ state, frozen: true }))).toBe(false);
  });
});
