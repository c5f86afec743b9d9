import type { RoomSummary } from "@plenum/matrix";

/** A message that has come since one last looked. */
export interface Arrival {
  readonly roomId: string;
  readonly roomName: string;
  readonly threadId?: string;
  readonly eventId: string;
  readonly senderName: string;
  readonly text: string;
  readonly important: boolean;
  readonly muted: boolean;
  /** A call that nobody answered. */
  readonly missedCall?: true;
}

type Rooms = ReadonlyMap<string, RoomSummary>;

/**
 * What is unread now and was not known before; invitations count as messages to one in person.
 * Pure but for `known`, into which everything seen is written.
 * @param known ids that have been told of already
 */
export function arrivalsIn(rooms: Rooms, known: Set<string>): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  for (const room of rooms.values()) {
    if (room.membership === "invite" && !room.isSpace) {
      const id = `invitation ${room.id}`;
      if (known.has(id)) continue;
      known.add(id);
      arrivals.push({
        roomId: room.id,
        roomName: room.name,
        eventId: "",
        senderName: room.inviterName ?? "",
        text: "",
        important: true,
        muted: false,
      });
      continue;
    }
    for (const conversation of room.conversations) {
      for (const message of conversation.messages) {
        if (known.has(message.eventId)) continue;
        known.add(message.eventId);
        arrivals.push({
          roomId: room.id,
          roomName: room.name,
          ...(conversation.threadId === undefined ? {} : { threadId: conversation.threadId }),
          eventId: message.eventId,
          senderName: message.senderName,
          text: message.text,
          ...(message.missedCall === true ? { missedCall: true as const } : {}),
          important: message.mention || room.isDirect,
          muted: room.muted,
        });
      }
    }
  }
  return arrivals;
}

/** Rooms with anything unread: notifications of all others have had their time. */
export function roomsWithNews(rooms: Rooms): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const room of rooms.values()) {
    if (room.membership === "invite" || room.conversations.length > 0) ids.add(room.id);
  }
  return ids;
}
