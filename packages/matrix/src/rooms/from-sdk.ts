import { CONFERENCE_EVENT, LOBBY_WAITING_EVENT } from "@plenum/model";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { callMembersOf } from "../calls/from-sdk.ts";
import { memberOf, powerSourceOf, stateOf } from "../members/from-sdk.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { newestStretch } from "../timeline/history.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { powerOf, type PowerSource } from "../members/power.ts";
import { amount, field, record } from "../untrusted/guards.ts";
import { keywordsOf } from "./mentions.ts";
import { notificationsOf } from "./notifications.ts";
import { type OlderEvents, withOlder } from "./older-events.ts";
import type { ReceiptBook, RoomReceipts } from "./receipts.ts";
import type { RoomFacts } from "./summary.ts";
import type { CountFacts } from "./unread.ts";
import type { Tombstone } from "./upgrade.ts";

/** Where counting finds what it needs. */
export interface CountSource {
  readonly client: MatrixClient;
  readonly ownUserId: string;
  readonly receipts: ReceiptBook;
  readonly older: OlderEvents;
}

/** Power that calling everybody needs where a room says nothing else. */
const CALL_ALL = 50;

/** Events looked at for the preview. */
const NEWEST = 100;
/** Events looked at for counting where no receipt says how far it is enough. */
const COUNTED = 500;

/** matrix-js-sdk opens only what it takes for unread, and knows nothing of threads here. */
function decryptUnread(
  client: MatrixClient,
  events: readonly MatrixEvent[],
  receipts: RoomReceipts,
): void {
  const read = new Set(receipts.main.map((receipt) => receipt.eventId));
  const upTo = events.findLastIndex((event) => read.has(event.getId() ?? ""));
  events.forEach((event, index) => {
    const relates = record(event.getWireContent(), "m.relates_to");
    if (index <= upTo && field(relates, "rel_type") !== "m.thread") return;
    if (!event.shouldAttemptDecryption()) return;
    // Whether it worked is told through the event.
    client.decryptEventIfNeeded(event).catch(() => undefined);
  });
}

/** The newest stretch of a room as far as anything in it can be unread, oldest first. */
function newestEvents(
  { client, ownUserId }: CountSource,
  room: Room,
  receipts: RoomReceipts,
): {
  readonly events: readonly RawEvent[];
  /** All that is loaded. */
  readonly whole: boolean;
  readonly fromBeginning: boolean;
} {
  const { events: loaded, token } = newestStretch(room);
  const read = new Set(receipts.unthreaded.map((receipt) => receipt.eventId));
  const upTo = loaded.findLastIndex((event) => read.has(event.getId() ?? ""));
  const start = Math.max(0, upTo < 0 ? loaded.length - COUNTED : upTo);
  const from = Math.min(start, Math.max(0, loaded.length - NEWEST));
  decryptUnread(client, loaded.slice(start), receipts);
  const events = [...loaded.slice(from), ...room.getPendingEvents()];
  return {
    events: events.map((event) => toRawEvent(event, ownUserId)),
    whole: from === 0,
    fromBeginning: from === 0 && token === undefined,
  };
}

function tombstoneOf(room: Room, power: PowerSource): Tombstone | undefined {
  const event = room.currentState.getStateEvents("m.room.tombstone", "");
  const sender = event?.getSender();
  if (event === null || sender === undefined) return undefined;
  return {
    content: event.getContent(),
    sender,
    senderPower: powerOf(sender, power),
    levels: power.levels,
  };
}

/** Whether somebody may call everybody in a room. */
function mayCallAll(power: PowerSource): (userId: string) => boolean {
  const needed = amount(record(power.levels, "notifications"), "room") ?? CALL_ALL;
  return (userId) => powerOf(userId, power) >= needed;
}

/** Everything that decides what is unread in a room. */
export function countFactsOf(engine: CountSource, room: Room, now: number): CountFacts {
  const { client, ownUserId } = engine;
  const receipts = engine.receipts.of(room.roomId);
  const newest = newestEvents(engine, room, receipts);
  const older = engine.older.of(room);
  const own = room.currentState.getStateEvents("m.room.member", ownUserId);
  return {
    ownUserId,
    now,
    events: older === undefined ? newest.events : withOlder(older, room, newest.events, ownUserId),
    fromBeginning:
      newest.fromBeginning || (older !== undefined && older.token === undefined && newest.whole),
    threadsComplete: older?.threadsComplete === true,
    receipts,
    ...(own === null ? {} : { joinedAt: own.getTs() }),
    keywords: keywordsOf(client.pushRules?.global.content),
    mayCallAll: mayCallAll(powerSourceOf(room)),
  };
}

/** A room of matrix-js-sdk as plain data for the list. */
export function roomFactsOf(
  engine: CountSource,
  room: Room,
  context: {
    readonly now: number;
    readonly directUserId: string | undefined;
    readonly spaces: readonly string[];
    readonly children: readonly string[];
  },
): RoomFacts {
  const { client, ownUserId } = engine;
  const own = room.currentState.getStateEvents("m.room.member", ownUserId);
  const membership = field(own?.getContent(), "membership") ?? room.getMyMembership();
  const invitedBy = membership === "invite" ? own?.getSender() : undefined;
  // An invitation says itself that it is meant for two.
  const invitedDirectly =
    membership === "invite" && field(own?.getContent(), "is_direct") === true
      ? invitedBy
      : undefined;
  const direct = context.directUserId ?? invitedDirectly;
  const power = powerSourceOf(room);
  return {
    ...countFactsOf(engine, room, context.now),
    id: room.roomId,
    name: room.name,
    membership,
    ...(invitedBy === undefined ? {} : { invitedBy }),
    encrypted: room.hasEncryptionStateEvent(),
    create: stateOf(room, "m.room.create"),
    topic: stateOf(room, "m.room.topic"),
    avatar: stateOf(room, "m.room.avatar"),
    conference: stateOf(room, CONFERENCE_EVENT),
    lobby: stateOf(room, LOBBY_WAITING_EVENT),
    ...(direct === undefined
      ? {}
      : {
          directUserId: direct,
          directAvatar: field(stateOf(room, "m.room.member", direct), "avatar_url"),
        }),
    tags: room.tags,
    notifications: notificationsOf(client.pushRules?.global, room.roomId),
    marked:
      room.getAccountData("m.marked_unread")?.getContent() ??
      room.getAccountData("com.famedly.marked_unread")?.getContent(),
    alias: stateOf(room, "m.room.canonical_alias"),
    tombstone: tombstoneOf(room, power),
    levels: power.levels,
    ownPower: powerOf(ownUserId, power),
    spaces: context.spaces,
    children: context.children,
    callMembers: [...new Set(callMembersOf(room, context.now).map((member) => member.userId))],
    nameOf: (userId) => memberOf(room, userId, power).displayName,
  };
}
