import { isRing, ringOutcomes, wasMissed } from "../calls/ring-log.ts";
import { isMessage } from "../timeline/build.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { relationOf } from "../timeline/relation.ts";
import { field, record } from "../untrusted/guards.ts";
import { callsMe, editsOf, type MentionContext } from "./mentions.ts";
import type { Receipt, RoomReceipts } from "./receipts.ts";

/** From here on a number says only "many": nothing more is loaded to make it right. */
export const MOST_COUNTED = 100;
/** Milliseconds by which a server's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** Everything that decides what is unread in a room. */
export interface CountFacts extends MentionContext {
  /**
   * What is loaded, oldest first: replies of threads that are older than the rest, then the newest
   * stretch of the room without a gap, own unsent messages last.
   */
  readonly events: readonly RawEvent[];
  readonly receipts: RoomReceipts;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When the person came into the room, or last changed their name in it. */
  readonly joinedAt?: number;
  /** The stretch begins where the room does. */
  readonly fromBeginning: boolean;
  /** What is older than the stretch and unread in threads is among the events. */
  readonly threadsComplete: boolean;
}

/** What is unread in the main timeline of a room, or in one of its threads. */
export interface UnreadPart {
  /** Id of the thread's first message; missing for the main timeline. */
  readonly threadId?: string;
  /** At most `MOST_COUNTED`. */
  readonly unread: number;
  readonly mentions: number;
  /** What is behind the numbers, oldest first; more than they say where they say "many". */
  readonly events: readonly UnreadEvent[];
}

export interface UnreadEvent {
  readonly event: RawEvent;
  readonly mention: boolean;
}

export interface RoomUnread {
  /** Main timeline and threads with something unread, the main timeline first. */
  readonly parts: readonly UnreadPart[];
  readonly unread: number;
  readonly mentions: number;
  /** False as long as more has to be loaded for the numbers to be right. */
  readonly exact: boolean;
  readonly mainExact: boolean;
  /** What is older than the newest receipt for everything is loaded or known to be read. */
  readonly threadsExact: boolean;
}

/** Where reading ended: the index of the last read event, or a time where it is not loaded. */
interface Position {
  readonly index: number;
  readonly at: number;
}

const NOWHERE: Position = { index: -1, at: -1 };

function positionOf(
  receipts: readonly Receipt[],
  places: ReadonlyMap<string, number>,
  now: number,
): Position {
  let { index, at } = NOWHERE;
  for (const receipt of receipts) {
    index = Math.max(index, places.get(receipt.eventId) ?? -1);
    // A time from the future would swallow everything that is still to come.
    if (receipt.at !== undefined && receipt.at <= now + CLOCK_TOLERANCE) {
      at = Math.max(at, receipt.at);
    }
  }
  return { index, at };
}

/** Id of the thread that an event belongs to. */
export function threadOf(event: RawEvent): string | undefined {
  if (event.stateKey !== undefined) return undefined;
  const relation = relationOf(event.type, event.content);
  return relation.kind === "thread" ? relation.rootId : event.lostThread;
}

/** Entering a room; a new name or picture of somebody who is in it is the same kind of event. */
function isOwnJoin(event: RawEvent, ownUserId: string): boolean {
  return (
    event.type === "m.room.member" &&
    event.stateKey === ownUserId &&
    field(event.content, "membership") === "join" &&
    field(event.prevContent, "membership") !== "join"
  );
}

interface OwnPlaces {
  /** Whoever joins need not read what was before. */
  readonly join: number;
  /** Whoever writes has read what stands above, there: in the main timeline, or in a thread. */
  readonly written: ReadonlyMap<string | undefined, number>;
}

function ownPlaces(events: readonly RawEvent[], ownUserId: string): OwnPlaces {
  let join = -1;
  const written = new Map<string | undefined, number>();
  events.forEach((event, index) => {
    if (event.sender !== ownUserId) return;
    if (isOwnJoin(event, ownUserId)) join = index;
    // An unsent message stands at the end for as long as it stays, whatever comes.
    else if (event.send.kind === "sent" && isMessage(event)) {
      written.set(threadOf(event), index);
    }
  });
  return { join, written };
}

/**
 * What is unread in a room, in its main timeline and in each of its threads. The one place that
 * decides; every number and dot of the client comes from here. Pure.
 * @see https://spec.matrix.org/v1.16/client-server-api/#receipts
 */
export function unreadOf(facts: CountFacts): RoomUnread {
  const { events, receipts, ownUserId, now } = facts;
  const places = new Map<string, number>();
  events.forEach((event, index) => {
    if (event.eventId !== undefined) places.set(event.eventId, index);
  });
  const everything = positionOf(receipts.unthreaded, places, now);
  const own = ownPlaces(events, ownUserId);
  const floor = Math.max(everything.index, own.join);
  const positions = new Map<string | undefined, Position>();
  const positionIn = (threadId: string | undefined): Position => {
    const known = positions.get(threadId);
    if (known !== undefined) return known;
    const there = positionOf(
      threadId === undefined ? receipts.main : (receipts.threads.get(threadId) ?? []),
      places,
      now,
    );
    const position = {
      index: Math.max(floor, there.index, own.written.get(threadId) ?? -1),
      at: Math.max(everything.at, there.at, facts.joinedAt ?? -1),
    };
    positions.set(threadId, position);
    return position;
  };
  const isRead = (event: RawEvent, index: number, threadId: string | undefined): boolean => {
    const position = positionIn(threadId);
    if (position.index >= 0) return index <= position.index;
    // The event of the receipt is not loaded: its time is the best that is known.
    return typeof event.timestamp === "number" && event.timestamp <= position.at;
  };

  const edits = editsOf(events);
  const calls = ringOutcomes(events, now);
  const byThread = new Map<string | undefined, UnreadEvent[]>([[undefined, []]]);
  events.forEach((event, index) => {
    if (event.sender === ownUserId || !isMessage(event)) return;
    // A call that was answered or declined has had its attention, one that rings has it now.
    if (isRing(event) && !wasMissed(calls.get(event.eventId ?? ""))) return;
    const threadId = threadOf(event);
    if (isRead(event, index, threadId)) return;
    const edit = event.eventId === undefined ? undefined : edits.get(event.eventId);
    const content = edit === undefined ? event.content : record(edit.content, "m.new_content");
    const entry = { event, mention: callsMe(event.sender, content, facts) };
    const list = byThread.get(threadId);
    if (list === undefined) byThread.set(threadId, [entry]);
    else list.push(entry);
  });

  const parts = [...byThread].flatMap(([threadId, list]): readonly UnreadPart[] => {
    if (list.length === 0) return [];
    return [
      {
        ...(threadId === undefined ? {} : { threadId }),
        unread: Math.min(list.length, MOST_COUNTED),
        mentions: Math.min(list.filter((entry) => entry.mention).length, MOST_COUNTED),
        events: list,
      },
    ];
  });
  const mainCount = byThread.get(undefined)?.length ?? 0;
  const threadsExact = floor >= 0 || facts.fromBeginning || facts.threadsComplete;
  const mainExact =
    positionIn(undefined).index >= 0 || facts.fromBeginning || mainCount >= MOST_COUNTED;
  return {
    parts,
    unread: parts.reduce((sum, part) => sum + part.unread, 0),
    mentions: parts.reduce((sum, part) => sum + part.mentions, 0),
    exact: mainExact && threadsExact,
    mainExact,
    threadsExact,
  };
}
