import { MODERATOR_POWER, PRESENTER_POWER } from "./roles.ts";

/**
 * Who may do what in a room, as numbers: whoever has at least that power.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroompower_levels
 */
export interface RoomRights {
  readonly usersDefault: number;
  /** To write messages. */
  readonly eventsDefault: number;
  /** To change a setting that is not named in `events`. */
  readonly stateDefault: number;
  readonly invite: number;
  readonly kick: number;
  readonly ban: number;
  readonly redact: number;
  readonly events: ReadonlyMap<string, number>;
}

function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function level(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  // Rooms before version 10 may hold them as text.
  if (typeof value === "string" && /^-?[0-9]{1,15}$/.test(value)) return Number(value);
  return undefined;
}

/**
 * Reads the rights of a room.
 * @param content of `m.room.power_levels`, untrusted; undefined where the room has none
 */
export function readRoomRights(content: unknown): RoomRights {
  const events = new Map<string, number>();
  const listed = own(content, "events");
  if (typeof listed === "object" && listed !== null) {
    for (const [type, value] of Object.entries(listed).slice(0, 500)) {
      const needed = level(value);
      if (needed !== undefined) events.set(type, needed);
    }
  }
  const number = (key: string, otherwise: number): number => level(own(content, key)) ?? otherwise;
  return {
    usersDefault: number("users_default", 0),
    eventsDefault: number("events_default", 0),
    stateDefault: number("state_default", content === undefined ? 0 : 50),
    invite: number("invite", 0),
    kick: number("kick", 50),
    ban: number("ban", 50),
    redact: number("redact", 50),
    events,
  };
}

/** Power that a setting of the room asks for. @param type of the state event, e.g. `m.room.name` */
export function powerForState(rights: RoomRights, type: string): number {
  return rights.events.get(type) ?? rights.stateDefault;
}

/** Power that a message asks for. @param type e.g. `m.room.message` */
export function powerForMessage(rights: RoomRights, type = "m.room.message"): number {
  return rights.events.get(type) ?? rights.eventsDefault;
}

/** A person before the rules of a room. */
export interface Standing {
  readonly userId: string;
  /** `Infinity` for a creator since room version 12. */
  readonly power: number;
  readonly membership: "join" | "invite" | "knock" | "leave" | "ban";
}

/** What one person may do to another. */
export interface ActionsOnMember {
  /** Let in somebody who asks to join. */
  readonly admit: boolean;
  /** Refuse somebody who asks, take back an invitation, or remove somebody. */
  readonly remove: boolean;
  readonly ban: boolean;
  readonly unban: boolean;
  /** Highest power that may be given; undefined where the role cannot be changed. */
  readonly highestRole: number | undefined;
}

const NOTHING: ActionsOnMember = {
  admit: false,
  remove: false,
  ban: false,
  unban: false,
  highestRole: undefined,
};

/**
 * The rules by which servers judge, asked beforehand so that nobody is offered what would be
 * refused.
 * @see https://spec.matrix.org/v1.16/rooms/v12/#authorization-rules
 */
export function actionsOn(me: Standing, other: Standing, rights: RoomRights): ActionsOnMember {
  if (me.membership !== "join") return NOTHING;
  const self = me.userId === other.userId;
  const above = me.power > other.power;
  const present = other.membership === "join" || other.membership === "invite";
  const mayKick = !self && above && me.power >= rights.kick;
  const mayBan = !self && above && me.power >= rights.ban;
  const mayChangeRoles = me.power >= powerForState(rights, "m.room.power_levels");
  // A creator stands outside the numbers and cannot be given one.
  const hasNumber = Number.isFinite(other.power);
  const changeable = present && hasNumber && mayChangeRoles && (self || above);
  return {
    admit: !self && other.membership === "knock" && me.power >= rights.invite,
    remove: mayKick && (present || other.membership === "knock"),
    ban: mayBan && other.membership !== "ban",
    // Lifting a ban is a change from "banned" to "gone": servers ask for both powers.
    unban: mayBan && me.power >= rights.kick && other.membership === "ban",
    highestRole: changeable ? Math.min(me.power, Number.MAX_SAFE_INTEGER) : undefined,
  };
}

export type RoleName =
  | "creator"
  | "moderator"
  | "presenter"
  | "participant"
  | "listener"
  | "custom";

/** The role that a power level stands for; a number between the usual ones is `custom`. */
export function roleNameOf(power: number, usersDefault = 0): RoleName {
  if (power === Number.POSITIVE_INFINITY) return "creator";
  if (power === MODERATOR_POWER) return "moderator";
  if (power === PRESENTER_POWER) return "presenter";
  if (power < 0) return "listener";
  return power === usersDefault || power === 0 ? "participant" : "custom";
}

/**
 * Powers that somebody may be given, from the highest: the three roles as far as one's own power
 * reaches, and the present number, which is never lost by looking at it.
 */
export function rolesToChoose(
  highest: number,
  present: number,
  usersDefault: number,
): readonly number[] {
  const powers = new Set(
    [MODERATOR_POWER, PRESENTER_POWER, usersDefault].filter((power) => power <= highest),
  );
  if (Number.isFinite(present)) powers.add(present);
  return [...powers].toSorted((a, b) => b - a);
}

/**
 * True where giving that power cannot be taken back: whoever has as much as oneself can no longer
 * be set back, and whoever lowers oneself cannot climb again.
 */
export function isIrrevocable(me: Standing, other: Standing, power: number): boolean {
  if (me.userId === other.userId) return power < other.power;
  return power >= me.power && power > other.power;
}

/**
 * Content of `m.room.power_levels` with another power for one person. Whatever else stands there
 * survives; a person with the default needs no entry.
 */
export function withRole(
  content: unknown,
  userId: string,
  power: number,
): Readonly<Record<string, unknown>> {
  const before = typeof content === "object" && content !== null ? content : {};
  const listed = own(before, "users");
  const users = new Map(
    typeof listed === "object" && listed !== null ? Object.entries(listed) : [],
  );
  if (power === readRoomRights(before).usersDefault) users.delete(userId);
  else users.set(userId, power);
  return { ...before, users: Object.fromEntries(users) };
}

/**
 * True if nobody who can change roles is left once the person goes: the room would stay as it is
 * for ever.
 */
export function leavesNobodyInCharge(
  userId: string,
  members: readonly Standing[],
  rights: RoomRights,
): boolean {
  const needed = powerForState(rights, "m.room.power_levels");
  const inCharge = members.filter(
    (member) => member.membership === "join" && member.power >= needed,
  );
  const others = members.some(
    (member) => member.userId !== userId && ["join", "invite"].includes(member.membership),
  );
  return others && inCharge.length === 1 && inCharge[0]?.userId === userId;
}
