/** How many tints the style sheet has. */
export const TINTS = 8;

/** Words that stand before a family name and give no initial. */
const PARTICLES = new Set([
  "von",
  "van",
  "der",
  "den",
  "de",
  "zu",
  "zur",
  "und",
  "and",
  "dr.",
  "prof.",
]);

/**
 * One or two letters for a name: first and last word that count. Emoji and symbols give none,
 * so "🚀 Launch" is "L"; a name without letters is shown by its first character.
 */
export function initials(name: string): string {
  const words = name
    .replace(/\([^)]*\)/g, " ")
    .split(/[\s\-–_/,#:@]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const counting = words.filter((word) => !PARTICLES.has(word.toLowerCase()));
  const chosen = counting.length > 0 ? counting : words;
  const first = chosen[0];
  if (first === undefined) return Array.from(name.trim())[0] ?? "?";
  const last = chosen.length > 1 ? chosen[chosen.length - 1] : undefined;
  return (firstLetter(first) + (last === undefined ? "" : firstLetter(last))).toUpperCase();
}

/** The tint of an id: the same for everybody and on every device. */
export function tintOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % TINTS;
}

function firstLetter(word: string): string {
  return Array.from(word)[0] ?? "";
}
