import type { JoinRule, RoomAccess } from "@plenum/matrix";

/** Room versions since which a rule exists. */
const SINCE: Readonly<Record<JoinRule, number>> = {
  invite: 1,
  public: 1,
  knock: 7,
  restricted: 8,
  knock_restricted: 10,
};

/** True if rooms of that version know the rule; versions that are no number are taken as new. */
export function knowsRule(version: string, rule: JoinRule): boolean {
  const number = Number(version);
  return !Number.isFinite(number) || number >= SINCE[rule];
}

/** A rule chosen anew: spaces that were chosen before stay, or the first that is offered. */
export function withRule(
  access: RoomAccess,
  rule: JoinRule,
  offered: readonly string[],
): RoomAccess {
  if (rule !== "restricted" && rule !== "knock_restricted") return { rule, spaces: [] };
  const first = offered[0];
  if (access.spaces.length > 0 || first === undefined) return { rule, spaces: access.spaces };
  return { rule, spaces: [first] };
}

/** A space more or less; the last one stays, or the rule would let nobody in. */
export function withSpace(access: RoomAccess, spaceId: string, on: boolean): RoomAccess {
  const others = access.spaces.filter((id) => id !== spaceId);
  if (on) return { ...access, spaces: [...others, spaceId] };
  return others.length === 0 ? access : { ...access, spaces: others };
}
