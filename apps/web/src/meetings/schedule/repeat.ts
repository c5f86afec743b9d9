import type { Recurrence, Weekday } from "@plenum/model";
import { weekdayOf } from "../calendar/time.ts";

const WEEKDAYS: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** How the dialog offers repetition: what is chosen mostly by one click, the rest below. */
export const PATTERNS = [
  "never",
  "daily",
  "workdays",
  "weekly",
  "fortnightly",
  "monthly",
  "monthly-weekday",
  "yearly",
] as const;
export type Pattern = (typeof PATTERNS)[number];

const WORKDAYS: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR"];

/** The weekday of a day, and the how manieth of its month it is; -1 for a fifth, which is the last. */
export function placeInMonth(day: string): {
  readonly weekday: Weekday;
  readonly week: 1 | 2 | 3 | 4 | -1;
} {
  const weekday = WEEKDAYS[weekdayOf(day) - 1] ?? "MO";
  const week = Math.ceil(Number(day.slice(8)) / 7);
  return { weekday, week: week === 1 || week === 2 || week === 3 || week === 4 ? week : -1 };
}

/** The pattern that a rule is of. */
export function patternOf(rule: Recurrence | undefined): Pattern {
  if (rule === undefined) return "never";
  const { frequency, interval, weekdays, week } = rule;
  if (frequency === "monthly") return week === undefined ? "monthly" : "monthly-weekday";
  if (frequency !== "weekly") return frequency;
  if (interval === 1 && sameDays(weekdays, WORKDAYS)) return "workdays";
  return interval === 2 ? "fortnightly" : "weekly";
}

/** The rule of a pattern for a meeting that begins on a day; where it ends stays as it was. */
export function ruleOf(
  pattern: Pattern,
  day: string,
  before: Recurrence | undefined,
): Recurrence | undefined {
  const { weekday, week } = placeInMonth(day);
  const end = {
    ...(before?.count === undefined ? {} : { count: before.count }),
    ...(before?.until === undefined ? {} : { until: before.until }),
  };
  const parts: Readonly<
    Record<Exclude<Pattern, "never">, Partial<Recurrence> & Pick<Recurrence, "frequency">>
  > = {
    daily: { frequency: "daily" },
    workdays: { frequency: "weekly", weekdays: [...WORKDAYS] },
    weekly: { frequency: "weekly", weekdays: [weekday] },
    fortnightly: { frequency: "weekly", interval: 2, weekdays: [weekday] },
    monthly: { frequency: "monthly" },
    "monthly-weekday": { frequency: "monthly", week, weekdays: [weekday] },
    yearly: { frequency: "yearly" },
  };
  return pattern === "never" ? undefined : { interval: 1, weekdays: [], ...parts[pattern], ...end };
}

/**
 * A rule follows its first day: a meeting that moves from Tuesday to Wednesday repeats on
 * Wednesdays, as long as nobody has chosen other days.
 */
export function movedRule(
  rule: Recurrence | undefined,
  from: string,
  to: string,
): Recurrence | undefined {
  if (rule === undefined || from === to) return rule;
  const before = placeInMonth(from);
  const after = placeInMonth(to);
  if (!sameDays(rule.weekdays, [before.weekday])) return rule;
  if (rule.frequency === "monthly" && rule.week !== undefined) {
    return rule.week === before.week
      ? { ...rule, week: after.week, weekdays: [after.weekday] }
      : rule;
  }
  return rule.frequency === "weekly" ? { ...rule, weekdays: [after.weekday] } : rule;
}

/** A weekday more, or less; the last one stays: some day it has to be. */
export function toggledDay(rule: Recurrence, weekday: Weekday): Recurrence {
  const chosen = rule.weekdays.includes(weekday)
    ? rule.weekdays.filter((one) => one !== weekday)
    : [...rule.weekdays, weekday];
  if (chosen.length === 0) return rule;
  return { ...rule, weekdays: WEEKDAYS.filter((one) => chosen.includes(one)) };
}

export type RuleEnd = "never" | "until" | "count";

export function endOf(rule: Recurrence): RuleEnd {
  if (rule.until !== undefined) return "until";
  return rule.count === undefined ? "never" : "count";
}

/** The rule with another end; only one of the two can hold. */
export function endedBy(
  rule: Recurrence,
  end: { readonly until: string } | { readonly count: number } | undefined,
): Recurrence {
  const { until: _until, count: _count, ...rest } = rule;
  return { ...rest, ...end };
}

function sameDays(a: readonly Weekday[], b: readonly Weekday[]): boolean {
  return a.length === b.length && a.every((day) => b.includes(day));
}
