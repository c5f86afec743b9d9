import type { Occurrence } from "@plenum/model";
import { addDays, dayStart, wallOf } from "./time.ts";

/** An occurrence with its ends as milliseconds since the epoch. */
export interface Entry {
  readonly occurrence: Occurrence;
  readonly start: number;
  readonly end: number;
}

/** Names an occurrence among all others. */
export function entryKey({ occurrence }: Pick<Entry, "occurrence">): string {
  return `${occurrence.meetingId} ${occurrence.original}`;
}

/** Occurrences as they came, in the order of time; what ends before it begins has no length. */
export function entriesOf(occurrences: readonly Occurrence[]): readonly Entry[] {
  return occurrences
    .map((occurrence) => {
      const start = Date.parse(occurrence.startsAt);
      return { occurrence, start, end: Math.max(start, Date.parse(occurrence.endsAt)) };
    })
    .toSorted(
      (a, b) =>
        a.start - b.start ||
        a.end - b.end ||
        a.occurrence.title.localeCompare(b.occurrence.title) ||
        entryKey(a).localeCompare(entryKey(b)),
    );
}

const HOUR = 60 * 60_000;
/** The shortest day there is has 23 hours. */
const WHOLE_DAY = 23 * HOUR;

/** Whether it takes a whole day: from midnight, for as long as the shortest day lasts. */
export function isAllDay({ start, end }: Entry, zone: string): boolean {
  return end - start >= WHOLE_DAY && wallOf(start, zone).minutes === 0;
}

/** A day with the moments at which it begins and ends, in milliseconds since the epoch. */
export interface DayBounds {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

export function boundsOf(day: string, zone: string): DayBounds {
  return { day, from: dayStart(day, zone), to: dayStart(addDays(day, 1), zone) };
}

/** Whether any of it is on a day. What takes a whole day is on its own day alone. */
export function isOn(entry: Entry, { day, from, to }: DayBounds, zone: string): boolean {
  if (entry.start >= to || (entry.end <= from && entry.start < from)) return false;
  return !isAllDay(entry, zone) || wallOf(entry.start, zone).day === day;
}

/** A day of the list with what begins on it, or goes on from before the first day. */
export interface AgendaDay {
  readonly day: string;
  readonly entries: readonly Entry[];
}

/** Entries by the day on which they begin, whole days first; days without any are left out. */
export function agendaOf(
  entries: readonly Entry[],
  firstDay: string,
  zone: string,
): readonly AgendaDay[] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const begins = wallOf(entry.start, zone).day;
    const day = begins < firstDay ? firstDay : begins;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days]
    .map(([day, of]) => ({
      day,
      entries: of.toSorted((a, b) => Number(isAllDay(b, zone)) - Number(isAllDay(a, zone))),
    }))
    .toSorted((a, b) => a.day.localeCompare(b.day));
}
