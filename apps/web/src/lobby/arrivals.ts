import type { LobbyPerson } from "@plenum/model";

/** Names that a line shows; of more it says that there are others. */
export const SHOWN_NAMES = 3;

/** The names of a line: the first few, and whether there are more. */
export function namesOf(waiting: readonly LobbyPerson[]): {
  readonly names: readonly string[];
  readonly more: boolean;
} {
  return {
    names: waiting.slice(0, SHOWN_NAMES).map(({ displayName }) => displayName),
    more: waiting.length > SHOWN_NAMES,
  };
}

/**
 * Who has come since the last look. Only arrivals are worth a word or a sound: nobody needs to hear
 * that somebody was let in by whoever did it.
 */
export function arrivals(
  known: ReadonlySet<string>,
  waiting: readonly LobbyPerson[],
): readonly LobbyPerson[] {
  return waiting.filter(({ id }) => !known.has(id));
}
