import { CONFERENCE_EVENT } from "../conference/events.ts";
import { HAND_EVENT } from "../conference/floor.ts";
import { rankOf, roleOf, type ConferenceRole } from "./roles.ts";
import { powerForMessage, powerForState, type RoomRights } from "./room-rights.ts";

/** Who may do one thing in a conference. */
interface ActRule {
  /** The lowest role that may. */
  readonly from: ConferenceRole;
  /** Power that the homeserver asks for besides; absent where it has no say in it. */
  readonly server?: (rights: RoomRights) => number;
  /** Not with a guest account, whatever its role: the homeserver refuses it. */
  readonly colleaguesOnly?: true;
  /** Only towards somebody with less power than oneself. */
  readonly towardsLess?: true;
}

const state =
  (type: string) =>
  (rights: RoomRights): number =>
    powerForState(rights, type);

/**
 * Who may do what in a conference: the one table that client, appservice and handbook use. A role
 * may what it says, as far as the room lets that person; a room never gives more than the table.
 */
export const ACT_RULES = {
  listen: { from: "listener" },
  report: { from: "listener" },
  speak: { from: "guest" },
  "show-camera": { from: "guest" },
  "share-screen": { from: "guest" },
  write: { from: "guest", server: (rights) => powerForMessage(rights) },
  "raise-hand": { from: "guest", server: state(HAND_EVENT) },
  "speak-when-locked": { from: "presenter" },
  "write-when-locked": { from: "presenter", server: (rights) => powerForMessage(rights) },
  present: { from: "presenter", server: state("chat.plenum.presentation") },
  pin: { from: "presenter", server: state("m.room.pinned_events"), colleaguesOnly: true },
  invite: { from: "presenter", server: (rights) => rights.invite, colleaguesOnly: true },
  admit: { from: "moderator", server: (rights) => rights.invite, colleaguesOnly: true },
  "give-floor": { from: "moderator" },
  mute: { from: "moderator" },
  "mute-all": { from: "moderator" },
  "ask-to-unmute": { from: "moderator" },
  "stop-share": { from: "moderator" },
  "remove-from-call": { from: "moderator", towardsLess: true },
  remove: { from: "moderator", server: (rights) => rights.kick, towardsLess: true },
  ban: { from: "moderator", server: (rights) => rights.ban, towardsLess: true },
  unban: {
    from: "moderator",
    server: (rights) => Math.max(rights.ban, rights.kick),
    colleaguesOnly: true,
  },
  "change-role": {
    from: "moderator",
    server: state("m.room.power_levels"),
    colleaguesOnly: true,
    towardsLess: true,
  },
  "lock-room": { from: "moderator", server: state("m.room.join_rules"), colleaguesOnly: true },
  "lock-chat": { from: "moderator", server: state("m.room.power_levels"), colleaguesOnly: true },
  "lock-microphones": { from: "moderator", server: state(CONFERENCE_EVENT) },
  "lock-cameras": { from: "moderator", server: state(CONFERENCE_EVENT) },
  "lock-screens": { from: "moderator", server: state(CONFERENCE_EVENT) },
  lecture: { from: "moderator", server: state(CONFERENCE_EVENT) },
  "delete-message": {
    from: "moderator",
    server: (rights) => rights.redact,
  },
  "read-log": { from: "moderator", colleaguesOnly: true },
  "see-reports": { from: "moderator", colleaguesOnly: true },
} as const satisfies Readonly<Record<string, ActRule>>;

export type ConferenceAct = keyof typeof ACT_RULES;

/** Somebody who wants to do something, as the room and the account say; never as they say themselves. */
export interface Actor {
  /** `Infinity` for a creator since room version 12. */
  readonly power: number;
  readonly isGuest: boolean;
}

/** Why somebody may not: the role is too low, the account is a guest's, the room asks for more power, or the other has as much. */
export type ActObstacle = "unknown" | "role" | "guest" | "room" | "rank";

/**
 * What stands in the way of an act.
 * @param act of the table; an unknown one is refused
 * @param towards power of the person that it is done to, where it is done to a person
 * @returns undefined where nothing does
 */
export function obstacleTo(
  act: string,
  actor: Actor,
  rights: RoomRights,
  towards?: number,
): ActObstacle | undefined {
  const rule = ruleOf(act);
  if (rule === undefined) return "unknown";
  if (!roleMay(act, roleOf(actor.power, actor.isGuest))) return "role";
  if (rule.colleaguesOnly === true && actor.isGuest) return "guest";
  if (rule.server !== undefined && actor.power < rule.server(rights)) return "room";
  if (rule.towardsLess === true && towards !== undefined && towards >= actor.power) return "rank";
  return undefined;
}

/** Whether somebody may do something. Arguments as of `obstacleTo`. */
export function mayAct(act: string, actor: Actor, rights: RoomRights, towards?: number): boolean {
  return obstacleTo(act, actor, rights, towards) === undefined;
}

/** Whether a role may do something by the table alone, whatever the room says. */
export function roleMay(act: string, role: ConferenceRole): boolean {
  const rule = ruleOf(act);
  return rule !== undefined && rankOf(role) <= rankOf(rule.from);
}

/** Whether it needs an account of a colleague, of this agency or another one. */
export function needsColleague(act: ConferenceAct): boolean {
  return ruleOf(act)?.colleaguesOnly === true;
}

function ruleOf(act: string): ActRule | undefined {
  return Object.hasOwn(ACT_RULES, act) ? ACT_RULES[act as ConferenceAct] : undefined;
}

/** All acts, in the order of the table. */
export const CONFERENCE_ACTS = Object.keys(ACT_RULES) as readonly ConferenceAct[];
