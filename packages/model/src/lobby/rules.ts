import { nameSkeleton } from "../guests/names.ts";

/** Who knocks: of the room's own agency, of another one, or through a guest link. */
export type LobbyKind = "colleague" | "external" | "guest";

/** Hours for which somebody who was admitted counts as admitted before. */
export const RETURNING_HOURS = 12;

/** Whether somebody is let in without being looked at. */
export function passesLobby(
  who: { readonly kind: LobbyKind; readonly admittedBefore: boolean },
  rules: { readonly colleagues: boolean; readonly returning: boolean },
): boolean {
  if (who.kind === "colleague" && rules.colleagues) return true;
  return who.admittedBefore && rules.returning;
}

/**
 * Join rule of a room when its lobby is turned on or off. Whoever may enter by himself through a
 * space keeps that; a rule that has nothing to do with knocking stays when the lobby goes.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroomjoin_rules
 */
export function joinRuleWithLobby(rule: string, on: boolean): string {
  // A room that is locked stays so: nobody knocks there either.
  if (rule === "private") return rule;
  if (on) {
    if (rule === "restricted" || rule === "knock_restricted") return "knock_restricted";
    return "knock";
  }
  if (rule === "knock") return "invite";
  return rule === "knock_restricted" ? "restricted" : rule;
}

/** Somebody who was refused at this room. */
export interface Refusal {
  readonly at: Date;
  readonly name: string;
  /** Not to come back at all. */
  readonly banned: boolean;
}

/** Seconds for which one does not knock after the first refusal, the second, and all others. */
const PAUSES = [60, 300, 900] as const;
/** Refusals of one address under other names from which on the address itself pauses. */
const MANY_NAMES = 3;

/**
 * Until when somebody may not knock again.
 * @param refusals of the same account, or of the same address at the same room
 * @param name under which he knocks now; undefined for an account, which is one person whatever its name
 * @returns undefined where knocking is fine, `"never"` for somebody who is not to come back
 */
export function knockPause(
  refusals: readonly Refusal[],
  name: string | undefined,
  now: Date,
): Date | "never" | undefined {
  const skeleton = name === undefined ? undefined : nameSkeleton(name);
  const own = refusals.filter(
    (refusal) => skeleton === undefined || nameSkeleton(refusal.name) === skeleton,
  );
  if (own.some((refusal) => refusal.banned)) return "never";
  // Behind one address may be a school; behind many refused names is one person.
  const counted = own.length > 0 || refusals.length < MANY_NAMES ? own : refusals;
  if (counted.length === 0) return undefined;
  const last = Math.max(...counted.map((refusal) => refusal.at.getTime()));
  const seconds = PAUSES[Math.min(counted.length, PAUSES.length) - 1] ?? PAUSES[0];
  const until = new Date(last + seconds * 1000);
  return until > now ? until : undefined;
}
