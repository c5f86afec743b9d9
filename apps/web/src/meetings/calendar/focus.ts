/** Something that the arrow keys reach: a day's own heading, or a meeting. */
export interface Stop {
  readonly id: string;
  /** Minutes since midnight; the heading, and what takes the whole day, before all others. */
  readonly at: number;
}

/** What is reached of each day, from top to bottom; at least one stop a day. */
export type Stops = readonly (readonly Stop[])[];

export type CalendarKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

/** Where a key leads: to a stop, or off the first or the last day. */
export type Move = { readonly to: string } | { readonly off: -1 | 1 } | undefined;

const KEYS: readonly string[] = [
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
] satisfies CalendarKey[];

export function isCalendarKey(key: string): key is CalendarKey {
  return KEYS.includes(key);
}

/**
 * Up and down lead from meeting to meeting within a day, left and right to the meeting of the next
 * day that lies nearest in time.
 * @param from id of the stop that has the focus; one that is not there counts as the first
 */
export function moveFrom(stops: Stops, from: string | undefined, key: CalendarKey): Move {
  const day = Math.max(
    0,
    stops.findIndex((day) => day.some(({ id }) => id === from)),
  );
  const here = stops[day] ?? [];
  const index = Math.max(
    0,
    here.findIndex(({ id }) => id === from),
  );
  const stop = here[index];
  if (stop === undefined) return undefined;
  if (key === "ArrowUp") return to(here[index - 1]);
  if (key === "ArrowDown") return to(here[index + 1]);
  if (key === "Home") return to(here[0]);
  if (key === "End") return to(here.at(-1));
  const step = key === "ArrowLeft" ? -1 : 1;
  const next = stops[day + step];
  if (next === undefined) return { off: step };
  return to(index === 0 ? next[0] : nearest(next, stop.at));
}

function to(stop: Stop | undefined): Move {
  return stop === undefined ? undefined : { to: stop.id };
}

function nearest(stops: readonly Stop[], at: number): Stop | undefined {
  return stops.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}
