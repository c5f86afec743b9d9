import { CALL_MEMBER_EVENT } from "../conference/events.ts";
import { powerForMessage, readRoomRights, withRole } from "./room-rights.ts";
import { LISTENER_POWER, PRESENTER_POWER } from "./roles.ts";

type Content = Readonly<Record<string, unknown>>;

/** What people write with; in encrypted rooms everything written is of the second type. */
const WRITTEN = [
  "m.room.message",
  "m.room.encrypted",
  "m.sticker",
  "m.poll.start",
  "org.matrix.msc3381.poll.start",
] as const;

/**
 * Content of `m.room.power_levels` with the chat locked for all below presenters, or open again. What the
 * room asked for messages before is not remembered: open means that every participant writes.
 */
export function withChatLocked(content: Content, locked: boolean): Content {
  const events = new Map(entriesOf(content["events"]));
  const { usersDefault, eventsDefault } = readRoomRights(content);
  const everybody = Math.max(0, usersDefault);
  for (const type of WRITTEN) {
    if (locked) events.set(type, PRESENTER_POWER);
    else if (eventsDefault <= everybody) events.delete(type);
    else events.set(type, everybody);
  }
  return { ...content, events: Object.fromEntries(events) };
}

/** Whether participants may not write in a room. @param content of `m.room.power_levels` */
export function isChatLocked(content: unknown): boolean {
  const rights = readRoomRights(content);
  const everybody = Math.max(0, rights.usersDefault);
  return powerForMessage(rights, "m.room.message") > everybody;
}

/**
 * Content of `m.room.power_levels` with another power for somebody; who gets less than everybody may still
 * say that they are in the call.
 */
export function withPower(content: Content, userId: string, power: number): Content {
  const changed = withRole(content, userId, power);
  if (power >= 0) return changed;
  const events = new Map(entriesOf(changed["events"]));
  const present = events.get(CALL_MEMBER_EVENT);
  if (typeof present !== "number" || present > LISTENER_POWER) {
    events.set(CALL_MEMBER_EVENT, Math.min(LISTENER_POWER, power));
  }
  return { ...changed, events: Object.fromEntries(events) };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
