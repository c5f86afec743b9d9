/** Lower case without accents; `ae` and `ä`, `ss` and `ß` are the same. */
export function foldName(text: string): string {
  return text
    .slice(0, 500)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/([ao]|(?<![aeiouyq])u)e/g, "$1")
    .trim();
}

/**
 * How well a name fits what was typed: 3 for its beginning, 2 for the beginning of one of its
 * words, 1 for anywhere, 0 for not at all. Every typed word has to fit; the worst one counts.
 */
export function fitOf(name: string, typed: string): number {
  const folded = foldName(name);
  const words = foldName(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return 0;
  if (folded.startsWith(words.join(" "))) return 3;
  let worst = 2;
  for (const word of words) {
    const at = folded.indexOf(word);
    if (at < 0) return 0;
    const begins = folded.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
    worst = Math.min(worst, begins ? 2 : 1);
  }
  return worst;
}

/** The entries that fit, best first; equal ones keep their order. */
export function bestOf<T>(
  entries: Iterable<T>,
  typed: string,
  namesOf: (entry: T) => readonly string[],
  most: number,
): readonly T[] {
  const fitting: { readonly entry: T; readonly fit: number }[] = [];
  for (const entry of entries) {
    const fit = Math.max(0, ...namesOf(entry).map((name) => fitOf(name, typed)));
    if (fit > 0) fitting.push({ entry, fit });
  }
  return fitting
    .toSorted((a, b) => b.fit - a.fit)
    .slice(0, most)
    .map(({ entry }) => entry);
}
