import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { Member } from "../contract.ts";
import { field } from "../untrusted/guards.ts";
import { toMember } from "./member.ts";
import { powerOf, type PowerSource } from "./power.ts";

/** Content of a state event of a room, undefined where there is none. */
export function stateOf(room: Room, type: string, stateKey = ""): unknown {
  const content: unknown = room.currentState.getStateEvents(type, stateKey)?.getContent();
  return content;
}

export function powerSourceOf(room: Room): PowerSource {
  const create = room.currentState.getStateEvents("m.room.create", "");
  return {
    create: create?.getContent(),
    creator: create?.getSender() ?? "",
    levels: stateOf(room, "m.room.power_levels"),
  };
}

export function memberOf(room: Room, userId: string, power: PowerSource): Member {
  const content = stateOf(room, "m.room.member", userId);
  return toMember({
    userId,
    displayName: field(content, "displayname"),
    avatarUrl: field(content, "avatar_url"),
    membership: field(content, "membership"),
    reason: field(content, "reason"),
    powerLevel: powerOf(userId, power),
  });
}

/** One collator: making one for each comparison takes longer than comparing. */
const BY_NAME = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** All that are in the room or on their way into it, as far as they are loaded. */
export function membersOf(room: Room): readonly Member[] {
  const power = powerSourceOf(room);
  return room.currentState
    .getStateEvents("m.room.member")
    .map((event) => event.getStateKey())
    .filter((userId): userId is string => userId !== undefined && userId !== "")
    .map((userId) => memberOf(room, userId, power))
    .filter((member) => ["join", "invite", "knock"].includes(member.membership))
    .toSorted(
      (a, b) => BY_NAME.compare(a.displayName, b.displayName) || (a.userId < b.userId ? -1 : 1),
    );
}
