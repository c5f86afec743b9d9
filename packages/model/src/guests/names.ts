/**
 * Names that people see. They come from outside, so they may try to reorder the text around
 * them, to hide characters, or to look like somebody else.
 */

/** Longest name that is shown, in characters as a reader counts them. */
export const MAX_SHOWN_NAME = 80;

/** Mark at the end of every guest's name; part of the name, so that every client shows it. */
export const GUEST_MARK = "(Gast)";

/** Controls (bidi ones too), private use, lone surrogates, and whatever is drawn as nothing. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A name that can be shown anywhere as text: no bidi or other invisible controls, single
 * spaces, composed form, limited length. May be empty.
 */
export function shownName(raw: string): string {
  const visible = raw
    .normalize("NFC")
    .replaceAll(/[\p{Zs}\p{Zl}\p{Zp}\t\r\n]+/gu, " ")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return Array.from(visible).slice(0, MAX_SHOWN_NAME).join("").trim();
}

/**
 * Letters of other scripts, and digits, that are drawn like a Latin letter. Not complete (that would be
 * Unicode's confusables table), but what a keyboard offers for passing off a name.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  е: "e",
  ё: "e",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  с: "c",
  т: "t",
  у: "y",
  х: "x",
  і: "i",
  ї: "i",
  ј: "j",
  ѕ: "s",
  ԁ: "d",
  ԛ: "q",
  ԝ: "w",
  һ: "h",
  ӏ: "l",
  ь: "b",
  α: "a",
  β: "b",
  γ: "y",
  ε: "e",
  η: "n",
  ι: "i",
  κ: "k",
  μ: "u",
  ν: "v",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ω: "w",
  ϲ: "c",
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ɑ: "a",
  ɡ: "g",
  ſ: "s",
  "0": "o",
  "1": "l",
  "|": "l",
};

/**
 * Folds a name to what the eye takes from it: case, accents, spacing, punctuation, marks of
 * guests and look-alike letters are gone. Two names with one skeleton pass for each other.
 */
export function nameSkeleton(name: string): string {
  const bare = shownName(name)
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/\(\s*(?:gast|guest)\s*\)/gu, "");
  const folded = Array.from(bare, (letter) => LOOKALIKES[letter] ?? letter).join("");
  return folded.replaceAll(/[^\p{L}\p{N}]/gu, "").replaceAll("i", "l");
}

/**
 * The name under which a guest is shown, always with the mark at its end.
 * @returns undefined where nothing readable is left of the name
 */
export function guestDisplayName(raw: string): string | undefined {
  const withoutMark = shownName(raw.replaceAll(/\(\s*(?:gast|guest)\s*\)/giu, " "));
  if (!/[\p{L}\p{N}]/u.test(withoutMark)) return undefined;
  return `${withoutMark} ${GUEST_MARK}`;
}

/** True where a guest's name would pass for one of those already in the room. */
export function passesForSomebody(name: string, others: Iterable<string>): boolean {
  const skeleton = nameSkeleton(name);
  for (const other of others) if (nameSkeleton(other) === skeleton) return true;
  return false;
}
