import type {
  RoomSummary,
  TimelineItem,
  TimelineSnapshot,
  UnreadConversation,
} from "../contract.ts";
import { isRecord } from "../untrusted/guards.ts";

/**
 * Raised whenever what is kept changes its shape (a field of `RoomSummary` or `TimelineItem` with
 * another meaning): what an older version kept is then left out.
 */
const VERSION = 1;

export interface Profile {
  readonly displayName: string;
  readonly avatarMxc?: string;
}

/** What the list showed last. */
export interface KeptRooms {
  /** Milliseconds since the epoch: from when it is. */
  readonly at: number;
  readonly profile: Profile;
  readonly rooms: readonly RoomSummary[];
}

/** The newest messages of a room as they were seen last. */
export interface KeptTimeline {
  readonly items: readonly TimelineItem[];
  readonly canLoadOlder: boolean;
  readonly readUpTo?: string;
}

/** Messages kept of a room: more than a screen of them. */
const NEWEST = 40;

type Kind = "string" | "number" | "boolean" | "list";
type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
/** A shape that names every field which has to be there: a new one does not go unnoticed. */
type Shape<T> = { readonly [K in RequiredKeys<T>]: Kind };

const SUMMARY: Shape<RoomSummary> = {
  id: "string",
  name: "string",
  isSpace: "boolean",
  isDirect: "boolean",
  membership: "string",
  encrypted: "boolean",
  isConference: "boolean",
  unread: "number",
  mentions: "number",
  conversations: "list",
  countsExact: "boolean",
  muted: "boolean",
  notifications: "string",
  markedUnread: "boolean",
  favourite: "boolean",
  lowPriority: "boolean",
  lastActivity: "number",
  spaces: "list",
  children: "list",
  callMembers: "list",
};

function is(value: unknown, kind: Kind): boolean {
  return kind === "list" ? Array.isArray(value) : typeof value === kind;
}

function has(value: unknown, shape: Readonly<Record<string, Kind>>): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(shape).every(
    ([key, kind]) => Object.hasOwn(value, key) && is(value[key], kind),
  );
}

const CONVERSATION: Shape<UnreadConversation> = {
  unread: "number",
  mentions: "number",
  lastTimestamp: "number",
  messages: "list",
};

function isSummary(value: unknown): value is RoomSummary {
  if (!has(value, SUMMARY) || !isRecord(value)) return false;
  const { conversations } = value;
  return Array.isArray(conversations) && conversations.every((one) => has(one, CONVERSATION));
}

function isItem(value: unknown): value is TimelineItem {
  if (!has(value, { kind: "string", key: "string", timestamp: "number" }) || !isRecord(value)) {
    return false;
  }
  if (!has(value["sender"], { userId: "string", displayName: "string", server: "string" })) {
    return false;
  }
  if (value["kind"] === "change") return has(value["change"], { type: "string" });
  if (value["kind"] !== "message" || !has(value, { own: "boolean", reactions: "list" })) {
    return false;
  }
  return has(value["body"], { kind: "string" }) && has(value["send"], { kind: "string" });
}

/** What is known now, as it is kept. */
export function keepRooms(
  rooms: ReadonlyMap<string, RoomSummary>,
  profile: Profile,
  now: number,
): unknown {
  // Who is in a call, and who waits, changes too fast to be shown from memory.
  const kept = Array.from(rooms.values(), (room) => {
    const { waiting, ...rest } = room;
    return room.callMembers.length === 0 && waiting === undefined
      ? room
      : { ...rest, callMembers: [] };
  });
  return { version: VERSION, at: now, profile, rooms: kept };
}

/** What was kept, or undefined if it is damaged or of another version. Single rooms may be missing. */
export function readRooms(value: unknown): KeptRooms | undefined {
  if (!has(value, { version: "number", at: "number", rooms: "list" }) || !isRecord(value)) {
    return undefined;
  }
  const { version, at, profile, rooms } = value;
  if (version !== VERSION || !isRecord(profile) || typeof profile["displayName"] !== "string") {
    return undefined;
  }
  const avatar = profile["avatarMxc"];
  return {
    at: Number(at),
    profile: {
      displayName: profile["displayName"],
      ...(typeof avatar === "string" ? { avatarMxc: avatar } : {}),
    },
    rooms: Array.isArray(rooms) ? rooms.filter(isSummary) : [],
  };
}

/** The newest messages of a room as they are kept: only what has reached the server. */
export function keepTimeline(snapshot: TimelineSnapshot): unknown {
  const there = snapshot.items.filter(
    (item) => item.kind === "change" || (item.send.kind === "sent" && item.eventId !== undefined),
  );
  const items = there.slice(-NEWEST);
  return {
    version: VERSION,
    items,
    canLoadOlder: snapshot.canLoadOlder || items.length < there.length,
    ...(snapshot.readUpTo === undefined ? {} : { readUpTo: snapshot.readUpTo }),
  };
}

/** The kept messages of a room, or undefined if they are damaged or of another version. */
export function readTimeline(value: unknown): KeptTimeline | undefined {
  if (!has(value, { version: "number", items: "list", canLoadOlder: "boolean" })) return undefined;
  if (!isRecord(value) || value["version"] !== VERSION) return undefined;
  const { items, canLoadOlder, readUpTo } = value;
  if (!Array.isArray(items) || !items.every(isItem)) return undefined;
  return {
    items,
    canLoadOlder: canLoadOlder === true,
    ...(typeof readUpTo === "string" ? { readUpTo } : {}),
  };
}
