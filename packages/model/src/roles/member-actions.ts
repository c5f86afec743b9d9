import { obstacleTo, roleMay, type Actor } from "./acts.ts";
import { POWER_OF_ROLE, givenRoleSchema, type GivenRole } from "./moderation.ts";
import { roleOf } from "./roles.ts";
import type { RoomRights, Standing } from "./room-rights.ts";

/** A person before the rules of a conference room. */
export interface ConferenceStanding extends Standing {
  readonly isGuest: boolean;
}

/** What one person may do to another in a conference room, by the table of roles and the room. */
export interface ConferenceActions {
  readonly report: boolean;
  /** Also refuses an invitation that still stands. */
  readonly remove: boolean;
  readonly ban: boolean;
  readonly unban: boolean;
  /** Roles that may be given; empty where the role cannot be changed. */
  readonly roles: readonly GivenRole[];
}

/**
 * What a menu offers about somebody in a conference room. The appservice asks the same table, so nobody is
 * offered what would be refused.
 */
export function conferenceActions(
  me: ConferenceStanding,
  other: ConferenceStanding,
  rights: RoomRights,
): ConferenceActions {
  const actor: Actor = me;
  const self = me.userId === other.userId;
  const here = me.membership === "join";
  const may = (act: string, towards: number | undefined): boolean =>
    here && obstacleTo(act, actor, rights, towards) === undefined;
  const present = other.membership === "join" || other.membership === "invite";
  const changeable =
    other.membership === "join" &&
    Number.isFinite(other.power) &&
    may("change-role", self ? undefined : other.power);
  return {
    report: here && !self && roleMay("report", roleOf(me.power, me.isGuest)),
    remove: !self && present && may("remove", other.power),
    ban: !self && other.membership !== "ban" && may("ban", other.power),
    unban: other.membership === "ban" && may("unban", undefined),
    roles: changeable
      ? givenRoleSchema.options.filter((role) => powerOfRole(role, rights) <= me.power)
      : [],
  };
}

/** Power that a role stands for in a room. */
export function powerOfRole(role: GivenRole, rights: Pick<RoomRights, "usersDefault">): number {
  return role === "participant" ? Math.max(0, rights.usersDefault) : POWER_OF_ROLE[role];
}

/** The role that a power comes to, among those that can be given. */
export function givenRoleOf(power: number): GivenRole {
  const role = roleOf(power, false);
  return role === "guest" ? "participant" : role;
}
