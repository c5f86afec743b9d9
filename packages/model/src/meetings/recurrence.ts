import { Temporal } from "temporal-polyfill";
import type { Recurrence, Weekday } from "./contract.ts";

const WEEKDAYS: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** A rule without end stops here; nobody keeps a meeting for longer without a look at it. */
const YEARS_WITHOUT_END = 5;
/** And one with a far end here. */
const YEARS_AT_MOST = 50;

/** A rule with everything said that is left open in `Recurrence`. */
export interface SettledRule {
  readonly frequency: Recurrence["frequency"];
  readonly interval: number;
  /** In the order of the week; empty where the day of the month or the interval alone decides. */
  readonly weekdays: readonly Weekday[];
  readonly week: number | undefined;
  readonly count: number | undefined;
  /** The last day on which an occurrence may lie. */
  readonly until: string;
}

/**
 * What a rule means for a meeting that begins on this day. Fields that have no meaning for its
 * frequency count for nothing; missing weekdays are those of the first day.
 * @param day `2026-12-01`
 */
export function settledRule(rule: Recurrence, day: string): SettledRule {
  const start = Temporal.PlainDate.from(day);
  const { frequency, interval, count } = rule;
  const byWeek = frequency === "monthly" && rule.week !== undefined;
  const usesWeekdays = frequency === "weekly" || byWeek;
  const asked = WEEKDAYS.filter((weekday) => rule.weekdays.includes(weekday));
  const years = rule.until === undefined && count === undefined ? YEARS_WITHOUT_END : YEARS_AT_MOST;
  const limit = start.add({ years }).toString();
  return {
    frequency,
    interval,
    weekdays: !usesWeekdays ? [] : asked.length > 0 ? asked : [weekdayOf(start)],
    week: byWeek ? rule.week : undefined,
    count,
    until: rule.until === undefined || rule.until > limit ? limit : rule.until,
  };
}

/** The weekday of a day. */
export function weekdayOf(day: Temporal.PlainDate | string): Weekday {
  const date = typeof day === "string" ? Temporal.PlainDate.from(day) : day;
  return WEEKDAYS[date.dayOfWeek - 1] ?? "MO";
}

/**
 * The days of a rule, in order. A day that a month or year does not have (the 31st, February 29) is
 * left out, as in RFC 5545. Where the rule does not count, days long before `from` are skipped
 * without being reckoned.
 * @param day the first day: days of the rule before it do not count
 * @param from no day before this one is needed
 */
export function* daysOfRule(rule: SettledRule, day: string, from?: string): Generator<string> {
  const start = Temporal.PlainDate.from(day);
  const until = Temporal.PlainDate.from(rule.until);
  const first =
    from === undefined || rule.count !== undefined ? 0 : periodsBefore(rule, start, from);
  let found = 0;
  for (let period = first; ; period += 1) {
    const beginning = periodStart(rule, start, period);
    if (after(beginning, until)) return;
    for (const date of datesIn(rule, start, beginning)) {
      if (after(start, date)) continue;
      if (after(date, until)) return;
      yield date.toString();
      found += 1;
      if (found === rule.count) return;
    }
  }
}

function after(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) > 0;
}

const UNITS = { daily: "days", weekly: "weeks", monthly: "months", yearly: "years" } as const;

/** The first day of the n-th period: of the day, week, month or year that the rule reckons in. */
function periodStart(rule: SettledRule, start: Temporal.PlainDate, n: number): Temporal.PlainDate {
  return firstPeriod(rule, start).add({ [UNITS[rule.frequency]]: n * rule.interval });
}

function firstPeriod(rule: SettledRule, start: Temporal.PlainDate): Temporal.PlainDate {
  if (rule.frequency === "weekly") return start.subtract({ days: start.dayOfWeek - 1 });
  if (rule.frequency === "monthly") return start.with({ day: 1 });
  if (rule.frequency === "yearly") return start.with({ month: 1, day: 1 });
  return start;
}

/** How many whole periods can be skipped. */
function periodsBefore(rule: SettledRule, start: Temporal.PlainDate, from: string): number {
  const unit = UNITS[rule.frequency];
  const gone = firstPeriod(rule, start).until(from, { largestUnit: unit })[unit];
  return Math.max(0, Math.floor(gone / rule.interval) - 1);
}

function datesIn(
  rule: SettledRule,
  start: Temporal.PlainDate,
  beginning: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const { frequency, weekdays, week } = rule;
  if (frequency === "daily") return [beginning];
  if (frequency === "weekly") {
    return weekdays.map((weekday) => beginning.add({ days: WEEKDAYS.indexOf(weekday) }));
  }
  if (frequency === "yearly") return existing(beginning.year, start.month, start.day);
  if (week === undefined) return existing(beginning.year, beginning.month, start.day);
  return weekdays
    .map((weekday) => weekdayInMonth(beginning, weekday, week))
    .toSorted((one, other) => Temporal.PlainDate.compare(one, other));
}

function existing(year: number, month: number, day: number): readonly Temporal.PlainDate[] {
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: "constrain" });
  return date.day === day ? [date] : [];
}

/** The first to fourth such weekday of a month, or its last (-1). Every month has each of them. */
function weekdayInMonth(
  firstOfMonth: Temporal.PlainDate,
  weekday: Weekday,
  week: number,
): Temporal.PlainDate {
  const wanted = WEEKDAYS.indexOf(weekday) + 1;
  if (week > 0) {
    const ahead = (wanted - firstOfMonth.dayOfWeek + 7) % 7;
    return firstOfMonth.add({ days: ahead + 7 * (week - 1) });
  }
  const last = firstOfMonth.with({ day: firstOfMonth.daysInMonth });
  return last.subtract({ days: (last.dayOfWeek - wanted + 7) % 7 });
}
