import type { RoomSummary } from "@plenum/matrix";

/** A room for tables of cases; its id is its name with the sigil of a room. */
export function room(name: string, changes: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id: `!${name}`,
    name,
    isSpace: false,
    isDirect: false,
    membership: "join",
    encrypted: true,
    isConference: false,
    unread: 0,
    mentions: 0,
    conversations: [],
    countsExact: true,
    muted: false,
    notifications: "default",
    markedUnread: false,
    children: [],
    favourite: false,
    lowPriority: false,
    lastActivity: 0,
    spaces: [],
    callMembers: [],
    ...changes,
  };
}

export function mapOf(rooms: readonly RoomSummary[]): ReadonlyMap<string, RoomSummary> {
  return new Map(rooms.map((entry) => [entry.id, entry]));
}
