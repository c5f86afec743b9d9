import { z } from "zod";

/** How far the history of a room is in the index; kept with the messages. */
export interface RoomNote {
  /** The newest event up to which nothing is missing but what `gap` says. */
  readonly newest: string;
  readonly newestTime: number;
  /** All from this time on is in the index, but for the gap. Milliseconds since the epoch. */
  readonly since: number;
  /** Where to go on to older ones; missing when the beginning was reached. */
  readonly token?: string;
  /** What came while the client was away. */
  readonly gap?: {
    /** Where to go on to older ones; empty for the newest. */
    readonly token: string;
    readonly since: number;
    /** Here the gap ends. */
    readonly until: string;
    readonly untilTime: number;
  };
  /** Events that could not be opened. */
  readonly locked: number;
}

export const roomNoteSchema: z.ZodType<RoomNote> = z.object({
  newest: z.string(),
  newestTime: z.number(),
  since: z.number(),
  token: z.string().exactOptional(),
  gap: z
    .object({
      token: z.string(),
      since: z.number(),
      until: z.string(),
      untilTime: z.number(),
    })
    .exactOptional(),
  locked: z.number(),
});

/** The stretch of a room that the sync has brought: from its oldest to its newest event. */
export interface LiveStretch {
  readonly newest: string;
  readonly newestTime: number;
  readonly oldestTime: number;
  /** Where older ones begin; missing when there are none. */
  readonly token?: string;
  readonly includes: (eventId: string) => boolean;
}

/** Events are not always in the order of their times: a gap is believed closed a day further on. */
const DAY = 24 * 60 * 60 * 1000;

/** The note of a room after the sync has brought something. */
export function afterLive(note: RoomNote | undefined, live: LiveStretch): RoomNote {
  const { newest, newestTime, oldestTime, token } = live;
  if (note === undefined) {
    const back = token === undefined ? {} : { token };
    return { newest, newestTime, since: oldestTime, ...back, locked: 0 };
  }
  if (live.includes(note.newest)) {
    return note.newest === newest ? note : { ...note, newest, newestTime };
  }
  if (token === undefined) {
    // The stretch begins with the room.
    const { gap: _gap, token: _token, ...rest } = note;
    return { ...rest, newest, newestTime, since: Math.min(note.since, oldestTime) };
  }
  const until = note.gap?.until ?? note.newest;
  const untilTime = note.gap?.untilTime ?? note.newestTime;
  return { ...note, newest, newestTime, gap: { token, since: oldestTime, until, untilTime } };
}

/** A page of older events that was read. */
export interface ReadPage {
  readonly eventIds: readonly string[];
  readonly oldestTime: number;
  /** Where to go on; missing at the beginning of the room. */
  readonly end?: string;
  readonly locked: number;
}

/** The note of a room after a page from `nextToken` has been read. */
export function afterPage(note: RoomNote, page: ReadPage): RoomNote {
  const { end } = page;
  const locked = note.locked + page.locked;
  const since = Math.min(note.since, page.oldestTime);
  const { gap, token: _token, ...rest } = note;
  if (end === undefined) return { ...rest, since, locked };
  if (gap === undefined) return { ...rest, since, token: end, locked };
  const back = note.token === undefined ? {} : { token: note.token };
  if (page.eventIds.includes(gap.until) || page.oldestTime < gap.untilTime - DAY) {
    return { ...rest, ...back, locked };
  }
  const gapSince = Math.min(gap.since, page.oldestTime);
  return { ...rest, ...back, gap: { ...gap, token: end, since: gapSince }, locked };
}

/** Where to read on in a room: a token, "" for the newest; undefined when all is read. */
export function nextToken(note: RoomNote): string | undefined {
  return note.gap === undefined ? note.token : note.gap.token;
}

/** From when on nothing of the room is missing; -Infinity for all of it. */
export function coveredSince(note: RoomNote): number {
  if (note.gap !== undefined) return note.gap.since;
  return note.token === undefined ? -Infinity : note.since;
}

/**
 * The room whose history is to be read next: the one that reaches back least, so that all of them
 * grow back together and the search covers everything since one date.
 * @param floor older messages would leave the index at once
 */
export function nextRoom(notes: ReadonlyMap<string, RoomNote>, floor: number): string | undefined {
  let best: string | undefined;
  let latest = floor;
  for (const [roomId, note] of notes) {
    const since = coveredSince(note);
    if (nextToken(note) === undefined || since <= latest) continue;
    best = roomId;
    latest = since;
  }
  return best;
}

/**
 * From when on the search covers all rooms; undefined for everything.
 * @param floor messages before have left the index; -Infinity if none have
 */
export function coverage(
  notes: Iterable<RoomNote>,
  floor: number,
): { readonly since?: number; readonly done: number; readonly locked: number } {
  let since = floor;
  let done = 0;
  let locked = 0;
  for (const note of notes) {
    since = Math.max(since, coveredSince(note));
    if (nextToken(note) === undefined) done += 1;
    locked += note.locked;
  }
  return { ...(since === -Infinity ? {} : { since }), done, locked };
}
