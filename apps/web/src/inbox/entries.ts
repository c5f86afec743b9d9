import type { RoomSummary, UnreadConversation } from "@plenum/matrix";
import { type Attention, attentionOf, countedRooms } from "../rooms/attention.ts";

export type InboxFilter = "all" | "mentions" | "direct" | "threads";
export type InboxOrder = "mentions" | "time";

/** One conversation with something unread, or an invitation. */
export interface InboxEntry extends Attention {
  readonly key: string;
  readonly room: RoomSummary;
  /** Missing for an invitation. */
  readonly conversation?: UnreadConversation;
  /** All is read, and the person has marked the room to come back to it. */
  readonly marked?: true;
  /** Milliseconds since the epoch, of the newest. */
  readonly timestamp: number;
}

function conversationEntry(
  room: RoomSummary,
  conversation: UnreadConversation,
): readonly InboxEntry[] {
  const attention = attentionOf(room, conversation);
  if (attention.unread === 0) return [];
  return [
    {
      ...attention,
      key: `${room.id} ${conversation.threadId ?? ""}`,
      room,
      conversation,
      timestamp: conversation.lastTimestamp,
    },
  ];
}

function entriesOf(room: RoomSummary): readonly InboxEntry[] {
  if (room.membership === "invite") {
    const timestamp = room.lastActivity;
    return [{ key: `${room.id} invitation`, room, unread: 1, mentions: 1, timestamp }];
  }
  const entries = room.conversations.flatMap((conversation) =>
    conversationEntry(room, conversation),
  );
  return entries.length === 0 && room.markedUnread ? [markedEntry(room)] : entries;
}

/** A mark is no message: it has its place among what waits, and counts nothing. */
function markedEntry(room: RoomSummary): InboxEntry {
  const { lastActivity } = room;
  const nothing = { unread: 0, mentions: 0, messages: [], lastTimestamp: lastActivity };
  return {
    key: `${room.id} `,
    room,
    conversation: nothing,
    marked: true,
    unread: 0,
    mentions: 0,
    timestamp: lastActivity,
  };
}

function isWanted(entry: InboxEntry, filter: InboxFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "mentions":
      return entry.mentions > 0;
    case "direct":
      return entry.room.isDirect;
    case "threads":
      return entry.conversation?.threadId !== undefined;
    default:
      return filter satisfies never;
  }
}

/** What waits: everything unread, by conversation, newest first; those that mention before. */
export function inboxOf(
  rooms: ReadonlyMap<string, RoomSummary>,
  { filter, order }: { readonly filter: InboxFilter; readonly order: InboxOrder },
): readonly InboxEntry[] {
  const rank = (entry: InboxEntry): number => (order === "mentions" && entry.mentions > 0 ? 1 : 0);
  return countedRooms(rooms)
    .flatMap((room) => entriesOf(room))
    .filter((entry) => isWanted(entry, filter))
    .toSorted((a, b) => rank(b) - rank(a) || b.timestamp - a.timestamp || (a.key < b.key ? -1 : 1));
}
