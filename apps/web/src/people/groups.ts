import type { Member } from "@plenum/matrix";
import { conferenceRoleSchema, roleOf, type ConferenceRole } from "@plenum/model";

export type GroupName = ConferenceRole | "invited";

export interface Group {
  readonly name: GroupName;
  readonly people: readonly Member[];
}

const ORDER: readonly GroupName[] = [...conferenceRoleSchema.options, "invited"];

/** Members of a room by what they are in it, each group by name; empty groups are left out. */
export function groupsOf(members: readonly Member[]): readonly Group[] {
  const groups = new Map<GroupName, Member[]>();
  for (const member of members) {
    const name = groupOf(member);
    if (name === undefined) continue;
    const list = groups.get(name);
    if (list) list.push(member);
    else groups.set(name, [member]);
  }
  return ORDER.flatMap((name) => {
    const people = groups.get(name);
    return people
      ? [{ name, people: people.toSorted((a, b) => a.displayName.localeCompare(b.displayName)) }]
      : [];
  });
}

function groupOf(member: Member): GroupName | undefined {
  if (member.membership === "invite") return "invited";
  if (member.membership !== "join") return undefined;
  return roleOf(member.powerLevel, member.isGuest);
}
