import { type Entry, entryKey } from "../calendar/entries.ts";

/** Milliseconds after the beginning in which whoever is late is still reminded. */
const LATE = 5 * 60_000;
const MINUTE = 60_000;

/** Of what was remembered, what may be forgotten: it is over for so long (milliseconds). */
const KEPT = 24 * 60 * MINUTE;

/** When an occurrence was reminded of: its beginning then, by `entryKey`. */
export type Told = ReadonlyMap<string, number>;

/**
 * What is worth a line at the moment: begins within its reminder, or has just begun, and was not
 * declined or called off; the next one first.
 * @param now milliseconds since the epoch
 */
export function dueAt(entries: readonly Entry[], now: number): readonly Entry[] {
  return entries
    .filter(({ occurrence, start, end }) => {
      if (occurrence.cancelled || occurrence.ownAnswer === "declined") return false;
      if (occurrence.reminder === 0) return false;
      return now >= start - occurrence.reminder * MINUTE && now < Math.min(end, start + LATE);
    })
    .toSorted((a, b) => a.start - b.start);
}

/** Those of them that were not told of yet; one that has been moved is told of anew. */
export function untold(due: readonly Entry[], told: Told): readonly Entry[] {
  return due.filter((entry) => told.get(entryKey(entry)) !== entry.start);
}

/**
 * Those of them that are shown outside of the window. Whoever looks at it sees the line; in quiet time, and
 * for whoever is not to be disturbed, there is the line alone.
 */
export function shownOutside(
  news: readonly Entry[],
  state: { readonly lookedAt: boolean; readonly quiet: boolean; readonly silenced: boolean },
): readonly Entry[] {
  return state.lookedAt || state.quiet || state.silenced ? [] : news;
}

/** What is remembered after telling of some. @param now milliseconds since the epoch */
export function remembered(told: Told, entries: readonly Entry[], now: number): Told {
  const kept = [...told].filter(([, start]) => start > now - KEPT);
  return new Map([...kept, ...entries.map((entry) => [entryKey(entry), entry.start] as const)]);
}

/** The next moment at which anything of that changes; undefined where nothing will. */
export function nextChange(entries: readonly Entry[], now: number): number | undefined {
  const moments = entries.flatMap(({ occurrence, start, end }) => [
    start - occurrence.reminder * MINUTE,
    Math.min(end, start + LATE),
  ]);
  return moments.filter((moment) => moment > now).toSorted((a, b) => a - b)[0];
}

/** Minutes until it begins, as one says them; 0 from the beginning on. */
export function minutesUntil({ start }: Entry, now: number): number {
  return Math.max(0, Math.round((start - now) / MINUTE));
}
