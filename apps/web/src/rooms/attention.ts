import type { RoomSummary, UnreadConversation } from "@plenum/matrix";
import { isContinued } from "./upgrades.ts";

/** Unread messages and mentions; 100 of a conversation means that many or more. */
export interface Attention {
  readonly unread: number;
  readonly mentions: number;
}

/** What of a conversation calls for attention: in a muted room only what mentions the person. */
export function attentionOf(
  room: Pick<RoomSummary, "muted">,
  { unread, mentions }: Pick<UnreadConversation, "unread" | "mentions">,
): Attention {
  return room.muted ? { unread: mentions, mentions } : { unread, mentions };
}

/** Rooms that people talk in, and invitations, also into spaces. */
export function isListed(room: RoomSummary): boolean {
  return room.membership === "invite" || (room.membership === "join" && !room.isSpace);
}

/** Rooms that may call for attention: a closed one leaves that to the one that continues it. */
export function countedRooms(rooms: ReadonlyMap<string, RoomSummary>): readonly RoomSummary[] {
  return [...rooms.values()].filter((room) => isListed(room) && !isContinued(rooms, room));
}

/**
 * Everything that calls for attention, as the rail, the inbox and the window's title say it. An
 * invitation counts like a mention: somebody waits for an answer.
 */
export function totalOf(rooms: ReadonlyMap<string, RoomSummary>): Attention {
  let unread = 0;
  let mentions = 0;
  for (const room of countedRooms(rooms)) {
    const attention =
      room.membership === "invite" ? { unread: 1, mentions: 1 } : attentionOf(room, room);
    unread += attention.unread;
    mentions += attention.mentions;
  }
  return { unread, mentions };
}

/** A number for a badge. */
export function shortCount(count: number): string {
  return count > 99 ? "99+" : String(count);
}
