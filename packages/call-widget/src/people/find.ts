/** Searching and sorting the list of people. Pure. */

interface Named {
  readonly name: string;
  readonly isLocal: boolean;
  /** Place among the raised hands, from 1; absent without a hand. */
  readonly hand?: number | undefined;
  /** Has the floor. */
  readonly holder?: boolean;
}

/** Behind every hand that is up. */
const LAST = Number.MAX_SAFE_INTEGER;

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase();
}

/**
 * Whose name has all the words of a search somewhere, whatever accents they are written with. Raised
 * hands come first in their order, then who has the floor, then oneself, then everybody by name.
 */
export function findPeople<T extends Named>(people: readonly T[], search: string): readonly T[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return people
    .filter(({ name }) => {
      const text = plain(name);
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (left, right) =>
        (left.hand ?? LAST) - (right.hand ?? LAST) ||
        Number(right.holder === true) - Number(left.holder === true) ||
        Number(right.isLocal) - Number(left.isLocal) ||
        left.name.localeCompare(right.name),
    );
}
