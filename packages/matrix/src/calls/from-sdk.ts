import { CALL_MEMBER_EVENT } from "@plenum/model";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { stateOf } from "../members/from-sdk.ts";
import { field } from "../untrusted/guards.ts";
import { type ActiveCallMember, activeCallMembers } from "./membership.ts";

/** Who is in the call of a room right now; whoever left the room left its call. */
export function callMembersOf(room: Room, now: number): readonly ActiveCallMember[] {
  const events = room.currentState.getStateEvents(CALL_MEMBER_EVENT).map((event) => ({
    sender: event.getSender() ?? "",
    stateKey: event.getStateKey() ?? "",
    content: event.getContent() as unknown,
    timestamp: event.getTs() as unknown,
  }));
  return activeCallMembers(events, now).filter((member) => {
    const membership = field(stateOf(room, "m.room.member", member.userId), "membership");
    // Unknown as long as the members are not all loaded: then the server has let them write it.
    return membership === undefined || membership === "join";
  });
}
