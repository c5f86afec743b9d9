import { isGuestUserId } from "@plenum/model";
import type { Member } from "../contract.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName, localpartOf, serverOf } from "../untrusted/names.ts";

/** What a room knows of a person, as it came. */
export interface MemberFacts {
  readonly userId: string;
  readonly displayName?: unknown;
  readonly avatarUrl?: unknown;
  readonly membership?: unknown;
  readonly powerLevel: number;
  readonly reason?: unknown;
}

const LONGEST_REASON = 500;
const MEMBERSHIPS = new Set(["join", "invite", "knock", "leave", "ban"]);

function membershipOf(value: unknown): Member["membership"] {
  return typeof value === "string" && MEMBERSHIPS.has(value)
    ? (value as Member["membership"])
    : "leave";
}

/** A person in a room, fit to be shown. */
export function toMember(facts: MemberFacts): Member {
  const server = serverOf(facts.userId);
  const avatarMxc = validMxc(facts.avatarUrl);
  const reason = cleanName(facts.reason, LONGEST_REASON);
  return {
    userId: facts.userId,
    displayName: cleanName(facts.displayName) || localpartOf(facts.userId),
    ...(avatarMxc === undefined ? {} : { avatarMxc }),
    membership: membershipOf(facts.membership),
    powerLevel: facts.powerLevel,
    isGuest: isGuestUserId(facts.userId, server),
    ...(reason === "" ? {} : { reason }),
    server,
  };
}
