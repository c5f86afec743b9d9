import { Temporal } from "temporal-polyfill";
import { weekdayOf } from "../recurrence.ts";
import { component, contentLine } from "./lines.ts";

/** One change of the clocks. */
interface Change {
  /** Wall time before the change at the moment of it. */
  readonly at: Temporal.PlainDateTime;
  readonly from: string;
  readonly to: string;
  /** Whether the clocks go ahead. */
  readonly daylight: boolean;
}

/**
 * VTIMEZONE of a zone for a stretch of time. Changes that come every year on the same weekday of a month
 * are written as a rule, as other calendars know zones by; all others one by one.
 * @param from ISO 8601 with zone; the change before it is included
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5
 */
export function timeZoneComponent(timeZone: string, from: string, to: string): string {
  const begins = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone);
  const changes = changesBetween(begins, Temporal.Instant.from(to).epochMilliseconds);
  const observances =
    changes.length === 0
      ? [observance(steady(begins))]
      : groups(changes).map(([first, rule]) => observance(first, rule));
  return component("VTIMEZONE", [contentLine("TZID", timeZone), ...observances]);
}

function changesBetween(begins: Temporal.ZonedDateTime, to: number): readonly Change[] {
  const before = begins.getTimeZoneTransition("previous");
  const changes: Change[] = before === null ? [] : [changeAt(before)];
  if (before === null) {
    const next = begins.getTimeZoneTransition("next");
    // Something has to hold before the first change.
    if (next !== null && next.epochMilliseconds <= to) changes.push(steady(begins));
  }
  let next = begins.getTimeZoneTransition("next");
  while (next !== null && next.epochMilliseconds <= to) {
    changes.push(changeAt(next));
    next = next.getTimeZoneTransition("next");
  }
  return changes;
}

function changeAt(after: Temporal.ZonedDateTime): Change {
  const before = after.subtract({ nanoseconds: 1 });
  return {
    at: before
      .add({ nanoseconds: 1 })
      .toPlainDateTime()
      .subtract({
        nanoseconds: after.offsetNanoseconds - before.offsetNanoseconds,
      }),
    from: offsetText(before.offsetNanoseconds),
    to: offsetText(after.offsetNanoseconds),
    daylight: after.offsetNanoseconds > before.offsetNanoseconds,
  };
}

/** What holds in a zone whose clocks do not change. */
function steady(time: Temporal.ZonedDateTime): Change {
  const offset = offsetText(time.offsetNanoseconds);
  return {
    at: Temporal.PlainDateTime.from("1970-01-01T00:00"),
    from: offset,
    to: offset,
    daylight: false,
  };
}

/** Changes that one rule gives, each with its rule; a change that stands alone has none. */
function groups(changes: readonly Change[]): readonly (readonly [Change, string | undefined])[] {
  const byOffsets = new Map<string, Change[]>();
  for (const change of changes) {
    const alike = byOffsets.get(`${change.from} ${change.to}`) ?? [];
    byOffsets.set(`${change.from} ${change.to}`, [...alike, change]);
  }
  const found: (readonly [Change, string | undefined])[] = [];
  for (const alike of byOffsets.values()) {
    const rule = yearlyRule(alike);
    for (const change of rule === undefined ? alike : alike.slice(0, 1)) found.push([change, rule]);
  }
  return found;
}

/** The rule that gives all these changes, one a year without a gap. */
function yearlyRule(changes: readonly Change[]): string | undefined {
  const [first] = changes;
  if (first === undefined || changes.length < 2) return undefined;
  const everyYear = changes.every(({ at }, index) => at.year === first.at.year + index);
  const sameTime = changes.every(({ at }) => at.toPlainTime().equals(first.at.toPlainTime()));
  if (!everyYear || !sameTime) return undefined;
  const fits = (rule: string): boolean => changes.every(({ at }) => weekRules(at).includes(rule));
  return weekRules(first.at).find(fits);
}

/** The ways to say on which weekday of its month a day lies. */
function weekRules(at: Temporal.PlainDateTime): readonly string[] {
  const day = weekdayOf(at.toPlainDate());
  const month = `FREQ=YEARLY;BYMONTH=${at.month};BYDAY=`;
  const nth = `${month}${Math.ceil(at.day / 7)}${day}`;
  return at.day + 7 > at.daysInMonth ? [`${month}-1${day}`, nth] : [nth];
}

function observance(change: Change, rule?: string): string {
  return component(change.daylight ? "DAYLIGHT" : "STANDARD", [
    contentLine("DTSTART", localText(change.at)),
    ...(rule === undefined ? [] : [contentLine("RRULE", rule)]),
    contentLine("TZOFFSETFROM", change.from),
    contentLine("TZOFFSETTO", change.to),
  ]);
}

/** `20261201T093000` */
function localText(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}

/** `+0100`, with seconds where an old offset has them. */
function offsetText(nanoseconds: number): string {
  const seconds = Math.abs(Math.round(nanoseconds / 1_000_000_000));
  const rest = seconds % 60;
  return `${nanoseconds < 0 ? "-" : "+"}${two(Math.floor(seconds / 3600))}${two(
    Math.floor(seconds / 60) % 60,
  )}${rest === 0 ? "" : two(rest)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
