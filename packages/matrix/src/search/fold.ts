/** Direction marks, joiners and other signs that nobody sees: they must not hide a word. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;
// oxlint-disable-next-line no-control-regex -- the whole of ASCII is meant
const PLAIN = /^[\u0000-\u007F]*$/;
const PARTS = /[\p{L}\p{N}\p{M}]+/gu;
const EDGES =
  /^[^\p{L}\p{N}\p{Extended_Pictographic}]+|[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+$/gu;
const PICTOGRAPHS = /\p{Extended_Pictographic}/gu;
const CAMEL = /\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})/gu;
/** Longer than any word; what goes beyond is noise (a key, an address with parameters). */
const LONGEST_TOKEN = 64;
/** Different words of one message that are looked at; nobody writes more, a bomb does. */
const MOST_TOKENS = 2000;

/**
 * Writing that reads the same becomes the same: lower case, no accents, `ß` as `ss`, `ä` and `ae`
 * both as `a` (and so on), invisible characters gone. `ue` stays after a vowel or q: in "Steuer",
 * "neue" and "Quelle" it is no umlaut.
 */
export function fold(text: string): string {
  const plain = PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .replaceAll(INVISIBLE, "")
        .normalize("NFKD")
        .replaceAll(/\p{M}/gu, "")
        .toLowerCase()
        .replaceAll("ß", "ss")
        .replaceAll("ı", "i")
        .replaceAll("ø", "o")
        .replaceAll("ł", "l")
        .replaceAll("æ", "ae")
        .replaceAll("œ", "oe");
  return plain.includes("e") ? plain.replaceAll(/([ao]|(?<![aeiouyq])u)e/g, "$1") : plain;
}

/** One stretch without blanks, as `whole` and in its parts. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** Folded; with the signs inside: "iv-3.2-1234/26". */
  readonly whole: string;
  /** Folded parts between the signs, and between small and capital letters. */
  readonly parts: readonly string[];
}

/** The words of a text, with their places in it. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(/\S+/g)) {
    const run = match[0];
    const trimmed = run.replaceAll(EDGES, "");
    if (trimmed === "") continue;
    const start = match.index + run.indexOf(trimmed);
    yield { start, end: start + trimmed.length, ...takeApart(trimmed) };
  }
}

function takeApart(run: string): { whole: string; parts: readonly string[] } {
  if (run.length > LONGEST_TOKEN * 16) return { whole: "", parts: [] };
  const pieces = run.match(PARTS) ?? [];
  // Taken apart by NFKD, some signs leave a blank behind.
  const whole = cutToken(fold(run).replaceAll(/\s+/g, ""));
  const parts: string[] = [];
  for (const piece of pieces) {
    if (pieces.length > 1) parts.push(cutToken(fold(piece)));
    if (!/\p{Ll}\p{Lu}/u.test(piece)) continue;
    for (const hump of piece.match(CAMEL) ?? []) if (hump.length > 1) parts.push(fold(hump));
  }
  if (pieces.length === 0 || !PLAIN.test(run)) parts.push(...(run.match(PICTOGRAPHS) ?? []));
  return { whole, parts: parts.filter((part) => part !== "" && part !== whole) };
}

function cutToken(token: string): string {
  return token.length > LONGEST_TOKEN ? token.slice(0, LONGEST_TOKEN) : token;
}

/** What a text is found by. */
export function tokensOf(text: string): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const { whole, parts } of wordsOf(text)) {
    if (tokens.size >= MOST_TOKENS) break;
    if (whole !== "") tokens.add(whole);
    for (const part of parts) tokens.add(part);
  }
  return tokens;
}
