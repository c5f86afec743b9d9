import { CONFERENCE_EVENT } from "@plenum/model";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { callMembersOf } from "../calls/from-sdk.ts";
import { memberOf, powerSourceOf, stateOf } from "../members/from-sdk.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { field } from "../untrusted/guards.ts";
import type { RoomFacts } from "./summary.ts";
import type { ReadUpTo } from "./unread.ts";

/** Events looked at for preview and count: a number beyond says only "many". */
const NEWEST = 100;

function newestEvents(room: Room, ownUserId: string): readonly RawEvent[] {
  return [...room.getLiveTimeline().getEvents().slice(-NEWEST), ...room.getPendingEvents()].map(
    (event) => toRawEvent(event, ownUserId),
  );
}

/** Own read receipt, public or private, whichever is newer; matrix-js-sdk knows which. */
export function readUpToOf(room: Room, ownUserId: string): ReadUpTo {
  const eventId = room.getEventReadUpTo(ownUserId);
  const at = room.getReadReceiptForUserId(ownUserId)?.data.ts;
  return {
    ...(eventId === null ? {} : { eventId }),
    ...(typeof at === "number" ? { at } : {}),
  };
}

function silences(rule: { enabled: boolean; actions: unknown[] } | undefined): boolean {
  return rule !== undefined && rule.enabled && !rule.actions.includes("notify");
}

function isMuted(client: MatrixClient, roomId: string): boolean {
  const rules = client.pushRules?.global;
  return (
    silences(rules?.override?.find((rule) => rule.rule_id === roomId)) ||
    silences(rules?.room?.find((rule) => rule.rule_id === roomId))
  );
}

/** A room of matrix-js-sdk as plain data for the list. */
export function roomFactsOf(
  client: MatrixClient,
  room: Room,
  context: {
    readonly ownUserId: string;
    readonly now: number;
    readonly directUserId: string | undefined;
    readonly spaces: readonly string[];
  },
): RoomFacts {
  const own = room.currentState.getStateEvents("m.room.member", context.ownUserId);
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
    id: room.roomId,
    ownUserId: context.ownUserId,
    now: context.now,
    name: room.name,
    membership,
    ...(invitedBy === undefined ? {} : { invitedBy }),
    encrypted: room.hasEncryptionStateEvent(),
    create: stateOf(room, "m.room.create"),
    topic: stateOf(room, "m.room.topic"),
    avatar: stateOf(room, "m.room.avatar"),
    conference: stateOf(room, CONFERENCE_EVENT),
    ...(direct === undefined
      ? {}
      : {
          directUserId: direct,
          directAvatar: field(stateOf(room, "m.room.member", direct), "avatar_url"),
        }),
    tags: room.tags,
    muted: isMuted(client, room.roomId),
    events: newestEvents(room, context.ownUserId),
    read: readUpToOf(room, context.ownUserId),
    spaces: context.spaces,
    callMembers: [...new Set(callMembersOf(room, context.now).map((member) => member.userId))],
    nameOf: (userId) => memberOf(room, userId, power).displayName,
  };
}
