import {
  CALL_MEMBER_EVENT,
  conferenceContentSchema,
  lobbyWaitingSchema,
  MODERATOR_POWER,
  powerForMessage,
  readRoomRights,
} from "@plenum/model";
import type {
  NotificationLevel,
  RoomSummary,
  UnreadConversation,
  UnreadMessage,
} from "../contract.ts";
import { isRing } from "../calls/ring-log.ts";
import { bodyOf, previewOf } from "../timeline/body.ts";
import { isMessage } from "../timeline/build.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { relationOf } from "../timeline/relation.ts";
import { clampTime, field, text } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName } from "../untrusted/names.ts";
import { type CountFacts, type UnreadEvent, unreadOf, type UnreadPart } from "./unread.ts";
import { closedBy, predecessorOf, type Tombstone } from "./upgrade.ts";

/** Everything that the list has to know of a room, free of matrix-js-sdk. */
export interface RoomFacts extends CountFacts {
  readonly id: string;
  /** Name of the room, or made from the people in it. */
  readonly name: unknown;
  /** Own `membership`, as it stands in the room's state. */
  readonly membership: unknown;
  readonly invitedBy?: string;
  readonly encrypted: boolean;
  /** Contents of state events; undefined where there is none. */
  readonly create: unknown;
  readonly topic: unknown;
  readonly avatar: unknown;
  readonly conference: unknown;
  /** Content of `chat.plenum.lobby.waiting`. */
  readonly lobby: unknown;
  readonly directUserId?: string;
  /** Picture of the other person of a direct message. */
  readonly directAvatar?: unknown;
  readonly tags: unknown;
  readonly notifications: NotificationLevel;
  /** Content of `m.marked_unread`. */
  readonly marked: unknown;
  /** Content of `m.room.canonical_alias`. */
  readonly alias: unknown;
  readonly tombstone: Tombstone | undefined;
  /** Content of `m.room.power_levels`, and one's own power by it. */
  readonly levels: unknown;
  readonly ownPower: number;
  readonly spaces: readonly string[];
  readonly children: readonly string[];
  readonly callMembers: readonly string[];
  nameOf(userId: string): string;
}

function membershipOf(value: unknown): RoomSummary["membership"] {
  if (value === "join" || value === "invite" || value === "knock") return value;
  return "leave";
}

function mayWrite({ levels, ownPower, encrypted }: RoomFacts): boolean {
  const type = encrypted ? "m.room.encrypted" : "m.room.message";
  return ownPower >= powerForMessage(readRoomRights(levels), type);
}

/** How many wait, for whoever moderates a conference room; nobody where there is nothing to decide. */
function waitingIn(facts: RoomFacts, isConference: boolean): number {
  if (!isConference || facts.membership !== "join" || facts.ownPower < MODERATOR_POWER) return 0;
  const waiting = lobbyWaitingSchema.safeParse(facts.lobby);
  return waiting.success ? waiting.data.count : 0;
}

function lastActivityOf(events: readonly RawEvent[], now: number): number {
  const newest = (wanted: (event: RawEvent) => boolean): RawEvent | undefined =>
    events.findLast(wanted);
  // A call renews its memberships for hours: that must not push a room to the top.
  const event =
    newest(isMessage) ?? newest((entry) => entry.type !== CALL_MEMBER_EVENT) ?? events.at(-1);
  return clampTime(event?.timestamp, now);
}

function previewFrom(facts: RoomFacts): RoomSummary["preview"] {
  // A call has no words; how it went says the room.
  const event = facts.events.findLast((entry) => isMessage(entry) && !isRing(entry));
  const body = event === undefined ? undefined : bodyOf(event, false);
  if (event === undefined || body === undefined) return undefined;
  const line = previewOf(body);
  return line === "" ? undefined : { sender: facts.nameOf(event.sender), text: line };
}

const NOTHING_UNREAD = { parts: [], unread: 0, mentions: 0, exact: true };
/** Unread messages that are shown of a conversation. */
const SHOWN = 3;

/** The newest ones; the newest mention takes the place of the oldest where none is among them. */
function shownOf(events: readonly UnreadEvent[]): readonly UnreadEvent[] {
  const newest = events.slice(-SHOWN);
  const mention = events.findLast((entry) => entry.mention);
  if (mention === undefined || newest.includes(mention)) return newest;
  return [mention, ...newest.slice(1)];
}

function unreadMessage({ event, mention }: UnreadEvent, facts: RoomFacts): UnreadMessage {
  const body = bodyOf(event, relationOf(event.type, event.content).kind !== "none");
  return {
    eventId: event.eventId ?? "",
    senderId: event.sender,
    senderName: facts.nameOf(event.sender),
    text: body === undefined ? "" : previewOf(body),
    timestamp: clampTime(event.timestamp, facts.now),
    mention: mention && facts.notifications !== "none",
    ...(isRing(event) ? { missedCall: true as const } : {}),
  };
}

function conversationOf(part: UnreadPart, facts: RoomFacts): UnreadConversation {
  const { threadId } = part;
  const root =
    threadId === undefined
      ? undefined
      : facts.events.find((event) => event.eventId === threadId && isMessage(event));
  const rootBody = root === undefined ? undefined : bodyOf(root, false);
  const title = rootBody === undefined ? "" : previewOf(rootBody);
  const first = part.events[0]?.event.eventId;
  return {
    ...(threadId === undefined ? {} : { threadId }),
    ...(title === "" ? {} : { threadTitle: title }),
    unread: part.unread,
    mentions: facts.notifications === "none" ? 0 : part.mentions,
    ...(first === undefined ? {} : { firstEventId: first }),
    lastTimestamp: clampTime(part.events.at(-1)?.event.timestamp, facts.now),
    messages: shownOf(part.events).map((entry) => unreadMessage(entry, facts)),
  };
}

/** A room as the list shows it. Pure. */
export function summarise(facts: RoomFacts): RoomSummary {
  const membership = membershipOf(facts.membership);
  const direct = facts.directUserId;
  const avatarMxc =
    validMxc(field(facts.avatar, "url")) ??
    (direct === undefined ? undefined : validMxc(facts.directAvatar));
  const topic = cleanName(text(facts.topic, "topic", 4000), 500);
  const preview = membership === "join" ? previewFrom(facts) : undefined;
  const counts = membership === "join" ? unreadOf(facts) : NOTHING_UNREAD;
  const alias = text(facts.alias, "alias", 255);
  const closed = closedBy(facts.id, facts.tombstone);
  const predecessor = predecessorOf(facts.id, facts.create);
  const silent = facts.notifications === "none";
  const conference = conferenceContentSchema.safeParse(facts.conference);
  const waiting = waitingIn(facts, conference.success);
  return {
    id: facts.id,
    name: cleanName(facts.name, 255),
    ...(avatarMxc === undefined ? {} : { avatarMxc }),
    ...(topic === "" ? {} : { topic }),
    isSpace: field(facts.create, "type") === "m.space",
    isDirect: direct !== undefined,
    ...(direct === undefined ? {} : { directUserId: direct }),
    membership,
    ...(facts.invitedBy === undefined
      ? {}
      : { invitedBy: facts.invitedBy, inviterName: facts.nameOf(facts.invitedBy) }),
    encrypted: facts.encrypted,
    isConference: conference.success,
    ...(conference.data?.attendance === true ? { keepsAttendance: true as const } : {}),
    unread: counts.unread,
    // Whoever silences a room altogether is not called there by name either, nowhere.
    mentions: silent ? 0 : counts.mentions,
    conversations: counts.parts.map((part) => conversationOf(part, facts)),
    countsExact: counts.exact,
    muted: silent || facts.notifications === "mentions",
    notifications: facts.notifications,
    markedUnread: membership === "join" && field(facts.marked, "unread") === true,
    favourite: field(facts.tags, "m.favourite") !== undefined,
    lowPriority: field(facts.tags, "m.lowpriority") !== undefined,
    lastActivity: lastActivityOf(facts.events, facts.now),
    ...(preview === undefined ? {} : { preview }),
    spaces: facts.spaces,
    children: facts.children,
    ...(alias?.startsWith("#") === true ? { alias } : {}),
    ...(closed === undefined ? {} : { closed }),
    ...(predecessor === undefined ? {} : { predecessor }),
    ...(membership === "join" && !mayWrite(facts) ? { readOnly: true } : {}),
    ...(waiting === 0 ? {} : { waiting }),
    callMembers: facts.callMembers,
  };
}
