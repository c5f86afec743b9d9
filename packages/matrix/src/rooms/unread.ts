import { isMention, isMessage } from "../timeline/build.ts";
import type { RawEvent } from "../timeline/raw-event.ts";

/** Where somebody has read up to: the event, and when they did, for when it is not loaded. */
export interface ReadUpTo {
  readonly eventId?: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
}

export interface UnreadCount {
  readonly unread: number;
  readonly mentions: number;
}

function unreadEvents(
  events: readonly RawEvent[],
  read: ReadUpTo,
  ownUserId: string,
): readonly RawEvent[] {
  const unread: RawEvent[] = [];
  const marker =
    read.eventId !== undefined && events.some((event) => event.eventId === read.eventId)
      ? read.eventId
      : undefined;
  for (const event of events.toReversed()) {
    if (event.eventId !== undefined && event.eventId === marker) break;
    // Whoever writes has read what stands above; whoever joins need not read what was before.
    const ownJoin = event.type === "m.room.member" && event.stateKey === ownUserId;
    if (event.sender === ownUserId && (event.stateKey === undefined || ownJoin)) break;
    const olderThanReceipt =
      marker === undefined &&
      read.at !== undefined &&
      typeof event.timestamp === "number" &&
      event.timestamp <= read.at;
    if (olderThanReceipt) break;
    unread.push(event);
  }
  return unread;
}

/**
 * What is unread in the loaded part of a room. The server does not count in sliding sync, and in
 * encrypted rooms it could not tell messages from machine talk anyway.
 */
export function countUnread(
  events: readonly RawEvent[],
  read: ReadUpTo,
  ownUserId: string,
): UnreadCount {
  const missed = unreadEvents(events, read, ownUserId).filter(
    (event) => event.sender !== ownUserId && isMessage(event),
  );
  return {
    unread: missed.length,
    mentions: missed.filter((event) => isMention(event, ownUserId)).length,
  };
}
