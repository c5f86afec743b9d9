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
  return room.conversations.flatMap((conversation) => conversationEntry(room, conversation));
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
