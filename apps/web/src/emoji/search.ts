import type { EmojiEntry } from "./data.ts";

/** Worse than any rank of `rankOf`. */
const OTHER_LETTERS = 10;

/** Without accents, so that "lacheln" finds "lächeln". */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss");
}

/**
 * The emoji that a word means, best first: its name begins so, then one of its words, then
 * somewhere inside.
 * @param preferred emoji used before, newest first: they come before what fits a little better
 */
export function findEmoji(
  all: readonly EmojiEntry[],
  query: string,
  preferred: readonly string[],
  limit: number,
): readonly EmojiEntry[] {
  const wanted = query.trim().toLowerCase().replaceAll("_", " ");
  const plainWanted = plain(wanted);
  if (!/[\p{L}\p{N}]/u.test(wanted)) return [];
  const ranked: { entry: EmojiEntry; rank: number; index: number }[] = [];
  for (const [index, entry] of all.entries()) {
    const words = [entry.label.toLowerCase(), ...entry.tags.map((tag) => tag.toLowerCase())];
    const rank = rankOf(words, wanted) ?? withOtherLetters(rankOf(words.map(plain), plainWanted));
    if (rank === undefined) continue;
    const used = preferred.indexOf(entry.emoji);
    ranked.push(
      used < 0
        ? { entry, rank, index: preferred.length + index }
        : { entry, rank: Math.min(rank, 1), index: used },
    );
  }
  return ranked
    .toSorted((left, right) => left.rank - right.rank || left.index - right.index)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function withOtherLetters(rank: number | undefined): number | undefined {
  return rank === undefined ? undefined : rank + OTHER_LETTERS;
}

function rankOf([label = "", ...words]: readonly string[], wanted: string): number | undefined {
  if (label === wanted) return 0;
  if (words.includes(wanted)) return 1;
  if (label.startsWith(wanted)) return 2;
  if (words.some((word) => word.startsWith(wanted))) return 3;
  if (label.includes(` ${wanted}`)) return 4;
  return wanted.length > 2 && words.some((word) => word.includes(wanted)) ? 5 : undefined;
}
