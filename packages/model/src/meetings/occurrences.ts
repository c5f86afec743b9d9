import { Temporal } from "temporal-polyfill";
import type { MeetingException, Recurrence } from "./contract.ts";
import { daysOfRule, settledRule } from "./recurrence.ts";
import { isoOf, momentOf, wallTimeAt } from "./zone.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When a meeting takes place; a `Meeting` of the API is one. */
export interface Series {
  /** Wall time of the first, in `timeZone`. */
  readonly start: string;
  readonly minutes: number;
  /** A name for which `isTimeZone` holds. */
  readonly timeZone: string;
  readonly recurrence?: Recurrence | undefined;
  readonly exceptions?: readonly MeetingException[] | undefined;
}

/** One time at which it takes place, or would if it had not been cancelled. */
export interface PlannedOccurrence {
  /** Wall time that the rule gives it: its name within the series. */
  readonly original: string;
  /** Wall time at which it really begins. */
  readonly start: string;
  readonly minutes: number;
  /** ISO 8601 in UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** A title of its own. */
  readonly title: string | undefined;
  readonly cancelled: boolean;
  /** Begins, ends or is called otherwise than the series says. */
  readonly changed: boolean;
}

/** A stretch of time, `to` not included: ISO 8601 with zone. */
export interface TimeWindow {
  readonly from: string;
  readonly to: string;
}

/**
 * When a meeting takes place, in the order in which it begins; cancelled occurrences are among
 * them and marked. Exceptions for wall times that the rule does not give count for nothing, so they
 * never change how many occurrences there are.
 * @param window only what takes place, at least in part, within it
 */
export function occurrences(series: Series, window?: TimeWindow): readonly PlannedOccurrence[] {
  const exceptions = new Map(series.exceptions?.map((each) => [each.original, each]));
  const bounds = window && {
    from: Temporal.Instant.from(window.from).epochMilliseconds,
    to: Temporal.Instant.from(window.to).epochMilliseconds,
  };
  const found: PlannedOccurrence[] = [];
  for (const original of originalsNear(series, bounds)) {
    const planned = plannedAs(series, original, exceptions.get(original));
    if (bounds === undefined || lies(planned, bounds)) found.push(planned);
  }
  return found.toSorted(byBeginning);
}

/** The occurrence with this name; undefined where the series has none. */
export function occurrenceOf(series: Series, original: string): PlannedOccurrence | undefined {
  const time = original.slice(11);
  const day = original.slice(0, 10);
  if (time !== series.start.slice(11)) return undefined;
  for (const each of originals(series, day)) {
    if (each > original) return undefined;
    if (each === original) {
      const exception = series.exceptions?.find((one) => one.original === original);
      return plannedAs(series, original, exception);
    }
  }
  return undefined;
}

/** Wall time of the very first occurrence; undefined for a rule that gives none. */
export function firstOriginal(series: Series): string | undefined {
  for (const each of originals(series)) return each;
  return undefined;
}

/** The next occurrence that has not ended and is not cancelled. */
export function nextOccurrence(series: Series, now: string): PlannedOccurrence | undefined {
  const near = Temporal.Instant.from(now)
    .add({ hours: 400 * 24 })
    .toString();
  const far = Temporal.Instant.from(now)
    .add({ hours: 60 * 366 * 24 })
    .toString();
  // What comes next is mostly near; only where it is not, the whole series is looked through.
  for (const to of [near, far]) {
    const found = occurrences(series, { from: now, to }).find((each) => !each.cancelled);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** End of the last occurrence, cancelled ones left out; undefined where nothing takes place. */
export function lastEnd(series: Series): string | undefined {
  return occurrences(series)
    .filter((each) => !each.cancelled)
    .map((each) => each.endsAt)
    .toSorted()
    .at(-1);
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

function* originals(series: Series, fromDay?: string): Generator<string> {
  if (series.recurrence === undefined) {
    yield series.start;
    return;
  }
  const day = series.start.slice(0, 10);
  const time = series.start.slice(11);
  for (const each of daysOfRule(settledRule(series.recurrence, day), day, fromDay)) {
    yield `${each}T${time}`;
  }
}

/** The wall times of the rule that can matter for a window: those in it, and those moved into it. */
function* originalsNear(series: Series, bounds: Bounds | undefined): Generator<string> {
  if (bounds === undefined) {
    yield* originals(series);
    return;
  }
  const longest = Math.max(series.minutes, ...minutesOfExceptions(series)) * MINUTE;
  const first = wallTimeAt(bounds.from - longest - DAY, series.timeZone);
  const last = wallTimeAt(bounds.to + DAY, series.timeZone);
  const given = new Set<string>();
  for (const original of originals(series, first.slice(0, 10))) {
    if (original > last) break;
    if (original < first) continue;
    given.add(original);
    yield original;
  }
  for (const { original, start } of series.exceptions ?? []) {
    if (start === undefined || given.has(original)) continue;
    given.add(original);
    if (occurrenceOf(series, original) !== undefined) yield original;
  }
}

function minutesOfExceptions(series: Series): readonly number[] {
  return series.exceptions?.map((each) => each.minutes ?? 0) ?? [];
}

function plannedAs(
  series: Series,
  original: string,
  exception: MeetingException | undefined,
): PlannedOccurrence {
  const start = exception?.start ?? original;
  const minutes = exception?.minutes ?? series.minutes;
  const begins = momentOf(start, series.timeZone);
  return {
    original,
    start,
    minutes,
    startsAt: isoOf(begins),
    endsAt: isoOf(begins + minutes * MINUTE),
    title: exception?.title,
    cancelled: exception?.cancelled ?? false,
    changed: start !== original || minutes !== series.minutes || exception?.title !== undefined,
  };
}

function lies(planned: PlannedOccurrence, bounds: Bounds): boolean {
  return Date.parse(planned.startsAt) < bounds.to && Date.parse(planned.endsAt) > bounds.from;
}

function byBeginning(one: PlannedOccurrence, other: PlannedOccurrence): number {
  return one.startsAt.localeCompare(other.startsAt) || one.original.localeCompare(other.original);
}
