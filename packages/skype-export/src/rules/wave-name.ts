/** Longest name of a wave in addresses. @see waveNameSchema */
const LONGEST = 64;

/** Letters that do not come apart into a letter and its mark, and those that German writes as two. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["ä", "ae"],
  ["ö", "oe"],
  ["ü", "ue"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["ø", "oe"],
  ["œ", "oe"],
  ["ł", "l"],
  ["đ", "d"],
]);

/**
 * The name of a wave as it stands in addresses and commands: `Welle 2 (Süd)` is `welle-2-sued`.
 * @returns empty where no letter and no digit is left
 */
export function waveApiName(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\0-\x7F]/gu, (letter) => LETTERS.get(letter) ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
}
