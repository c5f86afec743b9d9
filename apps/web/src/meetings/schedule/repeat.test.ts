import type { Recurrence } from "@plenum/model";
import { recurrenceSchema } from "@plenum/model";
import { describe, expect, it } from "vitest";
import {
  endedBy,
  movedRule,
  type Pattern,
  patternOf,
  PATTERNS,
  ruleOf,
  toggledDay,
} from "./repeat.ts";

const TUESDAY = "2026-12-01";
const rule = (part: Partial<Recurrence>): Recurrence =>
  recurrenceSchema.parse({ frequency: "weekly", ...part });

describe("how a meeting of Tuesday 1 December repeats", () => {
  it.each<[Pattern, Recurrence | undefined]>([
    ["never", undefined],
    ["daily", rule({ frequency: "daily" })],
    ["workdays", rule({ weekdays: ["MO", "TU", "WE", "TH", "FR"] })],
    ["weekly", rule({ weekdays: ["TU"] })],
    ["fortnightly", rule({ interval: 2, weekdays: ["TU"] })],
    ["monthly", rule({ frequency: "monthly" })],
    ["monthly-weekday", rule({ frequency: "monthly", week: 1, weekdays: ["TU"] })],
    ["yearly", rule({ frequency: "yearly" })],
  ])("%s", (pattern, expected) => {
    expect(ruleOf(pattern, TUESDAY, undefined)).toEqual(expected);
  });

  it.each(PATTERNS)("%s is found again", (pattern) => {
    expect(patternOf(ruleOf(pattern, TUESDAY, undefined))).toBe(pattern);
  });

  it("ends as before when the pattern is another", () => {
    const before = rule({ frequency: "daily", count: 5 });
    expect(ruleOf("weekly", TUESDAY, before)).toMatchObject({ frequency: "weekly", count: 5 });
  });

  it("a fifth weekday of a month is its last", () => {
    expect(ruleOf("monthly-weekday", "2026-12-29", undefined)).toMatchObject({ week: -1 });
  });
});

describe("a rule whose first day moves from Tuesday 1 to Wednesday 9 December", () => {
  it.each<{ name: string; before: Recurrence; after: Recurrence }>([
    {
      name: "every Tuesday becomes every Wednesday",
      before: rule({ weekdays: ["TU"] }),
      after: rule({ weekdays: ["WE"] }),
    },
    {
      name: "the first Tuesday becomes the second Wednesday",
      before: rule({ frequency: "monthly", week: 1, weekdays: ["TU"] }),
      after: rule({ frequency: "monthly", week: 2, weekdays: ["WE"] }),
    },
    {
      name: "days that somebody has chosen stay",
      before: rule({ weekdays: ["MO", "TU"] }),
      after: rule({ weekdays: ["MO", "TU"] }),
    },
    {
      name: "every day stays every day",
      before: rule({ frequency: "daily" }),
      after: rule({ frequency: "daily" }),
    },
  ])("$name", ({ before, after }) => {
    expect(movedRule(before, TUESDAY, "2026-12-09")).toEqual(after);
  });
});

describe("choosing days and an end", () => {
  it("keeps the week's order, and one day at least", () => {
    const one = rule({ weekdays: ["TU"] });
    expect(toggledDay(one, "MO").weekdays).toEqual(["MO", "TU"]);
    expect(toggledDay(one, "TU").weekdays).toEqual(["TU"]);
  });

  it("knows one end at a time", () => {
    const counted = endedBy(rule({ weekdays: ["TU"], until: "2026-12-31" }), { count: 3 });
    expect(counted).toEqual(rule({ weekdays: ["TU"], count: 3 }));
    expect(endedBy(counted, undefined)).toEqual(rule({ weekdays: ["TU"] }));
  });
});
