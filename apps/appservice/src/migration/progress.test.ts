import type { MigrationKind } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { kindsOf, remainingOf, shownWave } from "./progress.ts";
import type { WaveRow } from "./wave-store.ts";

const row: WaveRow = {
  name: "pilot",
  label: "Pilot",
  day: null,
  frozen: false,
  state: "running",
  created_by: "@anna:a.example",
  created_at: new Date(0),
  started_at: new Date(0),
  finished_at: null,
};
const count = (kind: MigrationKind, state: "queued" | "done" | "failed", number: number) => ({
  wave: "pilot",
  kind,
  state,
  number,
});
const kinds = kindsOf([
  count("contacts", "queued", 120),
  count("account", "queued", 400),
  count("account", "done", 600),
  count("account", "failed", 3),
]);

describe("how far a wave is", () => {
  it("stands in the order in which things are made", () => {
    expect(kinds).toEqual([
      { kind: "account", total: 1003, queued: 400, done: 600, failed: 3, kept: 0, undone: 0 },
      { kind: "contacts", total: 120, queued: 120, done: 0, failed: 0, kept: 0, undone: 0 },
    ]);
  });

  it.each([
    ["as fast as usual", 40, 20],
    ["half as fast: so is what comes after", 20, 40],
  ])("takes its time, %s", (_story, rate, seconds) => {
    expect(remainingOf(kinds, "account", rate, false)).toBe(seconds);
  });

  it("taking back is reckoned by what is there", () => {
    expect(remainingOf(kinds, "account", 60, true)).toBe(10);
  });

  it.each([
    ["too little to tell from", { number: 2, seconds: 10 }, undefined, undefined],
    ["two seconds of work", { number: 80, seconds: 2 }, undefined, 20],
    ["waiting", { number: 80, seconds: 2 }, "homeserver-unavailable", undefined],
  ] as const)("with %s", (_story, lately, problem, remainingSeconds) => {
    expect(shownWave(row, kinds, { current: "account", lately, problem }).remainingSeconds).toBe(
      remainingSeconds,
    );
  });
});
