import { CALL_MEMBER_EVENT, callMemberContentSchema } from "@plenum/model";
import type { Member, TimelineItem } from "../contract.ts";
import { text } from "../untrusted/guards.ts";
import { cleanName } from "../untrusted/names.ts";
import type { RawEvent } from "./raw-event.ts";

export type Change = Extract<TimelineItem, { kind: "change" }>["change"];

/** State that only machines care for. */
const QUIET = new Set([
  "m.room.canonical_alias",
  "m.room.aliases",
  "m.room.guest_access",
  "m.room.pinned_events",
  "m.room.third_party_invite",
  "m.space.child",
  "m.space.parent",
]);

/** Another name of somebody who is in the room; a new picture is no news. */
function nameChange(event: RawEvent, target: Member): Change | undefined {
  const before = cleanName(text(event.prevContent, "displayname", 1000), 255);
  const now = cleanName(text(event.content, "displayname", 1000), 255);
  if (before === now || before === "" || now === "") return undefined;
  return { type: "named", target, before, now };
}

function membershipChange(
  event: RawEvent,
  memberOf: (userId: string) => Member,
): Change | undefined {
  const now = text(event.content, "membership", 16);
  const before = text(event.prevContent, "membership", 16);
  const target = memberOf(event.stateKey ?? "");
  const byThemselves = event.sender === event.stateKey;
  if (now === before) return now === "join" ? nameChange(event, target) : undefined;
  switch (now) {
    case "join":
      return { type: "joined", target };
    case "invite":
      return { type: "invited", target };
    case "knock":
      return { type: "knocked", target };
    case "ban":
      return { type: "removed", target };
    case "leave":
      return { type: byThemselves ? "left" : "removed", target };
    case undefined:
    default:
      return undefined;
  }
}

/** A membership is written again and again while a call lasts: only its ends are news. */
function callChange(event: RawEvent): Change | undefined {
  const now = callMemberContentSchema.safeParse(event.content).success;
  const before = callMemberContentSchema.safeParse(event.prevContent).success;
  if (now === before) return undefined;
  return { type: now ? "call-joined" : "call-left" };
}

/** What a state event tells the people in the room; undefined when it is none of their business. */
export function changeOf(
  event: RawEvent,
  memberOf: (userId: string) => Member,
): Change | undefined {
  switch (event.type) {
    case "m.room.member":
      return membershipChange(event, memberOf);
    case "m.room.name":
      return { type: "renamed", name: cleanName(text(event.content, "name", 1000), 255) };
    case "m.room.topic":
      return { type: "topic", topic: cleanName(text(event.content, "topic", 4000), 1000) };
    case "m.room.encryption":
      return { type: "encryption" };
    case "m.room.create":
      return { type: "created" };
    case CALL_MEMBER_EVENT:
      return callChange(event);
    default:
      // What a room is born with is not news; a later change of it is.
      if (QUIET.has(event.type) || event.prevContent === undefined) return undefined;
      return { type: "other", eventType: cleanName(event.type, 255) };
  }
}
