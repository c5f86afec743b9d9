import { boundsOf, type Entry, isAllDay, isOn } from "./entries.ts";
import { wallOf } from "./time.ts";

/** Minutes of the wall clock from midnight to midnight, whatever the clock does that day. */
export const DAY_MINUTES = 1440;
/** What a meeting takes up at least, in minutes: less could be neither read nor hit. */
export const LEAST_MINUTES = 25;

/** Where an entry stands in the column of its day. */
export interface Box {
  readonly entry: Entry;
  /** Minutes of the wall clock since midnight. */
  readonly top: number;
  readonly bottom: number;
  /** The first of the lanes that it takes, how many, and how many there are side by side. */
  readonly lane: number;
  readonly span: number;
  readonly lanes: number;
  /** It began on an earlier day, or ends on a later one. */
  readonly fromBefore: boolean;
  readonly goesOn: boolean;
}

export interface DayLayout {
  /** What takes the whole day stands over the hours. */
  readonly allDay: readonly Entry[];
  readonly boxes: readonly Box[];
}

type Placed = Pick<Box, "entry" | "top" | "bottom" | "fromBefore" | "goesOn">;

/**
 * Places a day's entries so that no two boxes share space. The column is that of the wall clock: on
 * the day of 25 hours what lies in the doubled hour stands side by side.
 * @param zone IANA name of the zone whose clock counts
 */
export function layoutDay(entries: readonly Entry[], day: string, zone: string): DayLayout {
  const bounds = boundsOf(day, zone);
  const { from, to } = bounds;
  const here = entries.filter((entry) => isOn(entry, bounds, zone));
  const whole = (entry: Entry): boolean =>
    isAllDay(entry, zone) || (entry.start <= from && entry.end >= to);
  const placed = here
    .filter((entry) => !whole(entry))
    .map((entry) => place(entry, bounds, zone))
    .toSorted((a, b) => a.top - b.top || b.bottom - a.bottom);
  return {
    allDay: here.filter(whole),
    boxes: clustersOf(placed).flatMap(sideBySide),
  };
}

function place(
  entry: Entry,
  { from, to }: { readonly from: number; readonly to: number },
  zone: string,
): Placed {
  const fromBefore = entry.start < from;
  const goesOn = entry.end > to;
  const begins = fromBefore ? 0 : wallOf(entry.start, zone).minutes;
  const elapsed = (Math.min(entry.end, to) - Math.max(entry.start, from)) / 60_000;
  const shown = entry.end >= to ? DAY_MINUTES : wallOf(entry.end, zone).minutes;
  // Within the hour that comes twice the clock may end before it began.
  const ends = shown > begins ? shown : begins + elapsed;
  const bottom = Math.min(DAY_MINUTES, Math.max(ends, begins + LEAST_MINUTES));
  return { entry, top: Math.min(begins, bottom - LEAST_MINUTES), bottom, fromBefore, goesOn };
}

/** Groups that do not touch each other; the order of the beginning is kept. */
function clustersOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const clusters: Placed[][] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const one of placed) {
    const last = clusters.at(-1);
    if (last !== undefined && one.top < reach) last.push(one);
    else clusters.push([one]);
    reach = Math.max(reach, one.bottom);
  }
  return clusters;
}

/** The first free lane for each; then each takes the free lanes to its right as well. */
function sideBySide(cluster: readonly Placed[]): readonly Box[] {
  const lanes: Placed[][] = [];
  const laneOf = new Map<Placed, number>();
  for (const one of cluster) {
    const found = lanes.findIndex((lane) => (lane.at(-1)?.bottom ?? 0) <= one.top);
    const lane = found === -1 ? lanes.length : found;
    (lanes[lane] ??= []).push(one);
    laneOf.set(one, lane);
  }
  return cluster.map((one) => {
    const lane = laneOf.get(one) ?? 0;
    let span = 1;
    while (lane + span < lanes.length && !lanes[lane + span]?.some((other) => meets(one, other))) {
      span += 1;
    }
    return { ...one, lane, span, lanes: lanes.length };
  });
}

function meets(a: Placed, b: Placed): boolean {
  return a.top < b.bottom && b.top < a.bottom;
}
