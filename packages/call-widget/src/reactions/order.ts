/** Whose hand is up, and in which order. Pure. */
import type { RaisedHand } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";

interface Present {
  readonly id: string;
  readonly userId?: string;
}

/**
 * Reads what somebody says of their hand in their presence: since when it is up, as lib-jitsi-meet's
 * own clients write it.
 * @param now milliseconds since 1970; nobody raises a hand in the future
 * @returns undefined for a hand that is down
 */
export function raisedSince(said: string, now: number): number | undefined {
  if (said === "true") return now;
  if (!/^[1-9]\d{0,15}$/.test(said)) return undefined;
  return Math.min(Number(said), now);
}

/**
 * What presences say of hands, without those for which somebody has had the floor: a gateway for
 * telephones, or a window that has missed it, goes on saying so.
 * @param said by endpoint
 * @param speaking endpoints whose person has the floor
 * @param served by endpoint, what it said when its person had the floor; is kept up to date here
 */
export function unserved(
  said: ReadonlyMap<string, string>,
  speaking: ReadonlySet<string>,
  served: Map<string, string>,
): readonly (readonly [endpoint: string, said: string])[] {
  for (const id of speaking) served.set(id, said.get(id) ?? "");
  return [...said].filter(([id, value]) => served.get(id) !== value);
}

/**
 * Keys of the people who are here and have a hand up, first raised first. What the room says counts
 * before what a device says: the server's clock is the same for all.
 */
export function orderOfHands(
  present: readonly Present[],
  inRoom: readonly RaisedHand[],
  said: ReadonlyMap<string, number>,
): readonly string[] {
  const since = new Map<string, number>();
  const byUser = new Map(inRoom.map((hand) => [hand.userId, hand.since]));
  for (const person of present) {
    const at =
      (person.userId === undefined ? undefined : byUser.get(person.userId)) ?? said.get(person.id);
    if (at === undefined) continue;
    const key = personKey(person);
    since.set(key, Math.min(at, since.get(key) ?? at));
  }
  return [...since]
    .toSorted(([left, one], [right, other]) => one - other || left.localeCompare(right))
    .map(([key]) => key);
}
