import { MOST_MEMBERS, type MigrationItemInput } from "@plenum/model/migration";
import type { Mover } from "./moves.ts";

/** Where and when a room is made. Everybody who is ever to be in it decides it, not one wave. */
export interface RoomPlace {
  readonly server: string;
  /** Place in the rules of the wave that makes it. */
  readonly home: number;
}

/**
 * A room is made on the server of most of its people, so that the other servers do not make it once more.
 * There it is made by the first wave with somebody in it, or by that in which most of them are.
 * @param people at least one
 * @param servers in their order, which decides where several have as many
 */
export function placeOf(
  people: readonly Mover[],
  servers: readonly string[],
  by: "first" | "most",
): RoomPlace {
  const server = most(
    people.map((one) => one.server),
    (one, other) => servers.indexOf(one) - servers.indexOf(other),
  );
  const waves = people.filter((one) => one.server === server).map(({ wave }) => wave);
  const home =
    by === "first" ? Math.min(...first(waves)) : most(waves, (one, other) => one - other);
  return { server, home };
}

/** `Math.min` takes only so many at once. */
function first(waves: readonly number[]): readonly number[] {
  return [...new Set(waves)];
}

/** What occurs most often; of several the first by their order. */
function most<Value>(values: readonly Value[], order: (one: Value, other: Value) => number): Value {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].toSorted(
    ([one, count], [other, others]) => others - count || order(one, other),
  );
  if (best === undefined) throw new Error("A room without people has no place.");
  return best[0];
}

/** Whom a wave brings: none before the room is made, then everybody so far, then each wave its own. */
export function comersOf(
  { people, home }: RoomPlace & { readonly people: readonly Mover[] },
  wave: number,
): readonly Mover[] {
  if (wave < home) return [];
  return people.filter((one) => one.wave === wave || (wave === home && one.wave < wave));
}

type RoomReference = Extract<MigrationItemInput, { kind: "members" }>["room"] & {
  readonly name: string;
};

/** The people of a wave for a room; more than one item takes come in several parts. */
export function* membersItems(
  { kind, key, name }: RoomReference,
  part: string,
  comers: readonly Mover[],
  isManager: (userId: string) => boolean = () => false,
): Generator<MigrationItemInput> {
  const ids = comers.map(({ userId }) => userId).toSorted();
  for (let start = 0; start < ids.length; start += MOST_MEMBERS) {
    const some = ids.slice(start, start + MOST_MEMBERS);
    yield {
      kind: "members",
      part: start === 0 ? part : `${part} ${start / MOST_MEMBERS + 1}`,
      room: { kind, key },
      name,
      members: some.filter((userId) => !isManager(userId)),
      managers: some.filter((userId) => isManager(userId)),
    };
  }
}
