import type { Finding, Place } from "./finding.ts";

export type Language = "de" | "en";
export type Facts = Finding["facts"];

/** A code in words: what happened, what is safe, what to do. Place and severity stand elsewhere. */
export interface Sentence {
  readonly de: (facts: Facts) => string;
  readonly en: (facts: Facts) => string;
}

/** Every code of a feature has its sentences, which the compiler checks. */
export type Words<Code extends string> = Readonly<Record<Code, Sentence>>;

const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A piece of a file that can stand inside a sentence: whatever is not drawn (line ends, bidi
 * controls) is shown as a middle dot, long pieces are cut, marks that pile up on one letter go.
 */
export function quotable(text: string, longest = 160): string {
  const cut = Array.from(text.slice(0, longest * 4), (letter) => letter);
  const shown = cut
    .join("")
    .normalize("NFC")
    .replaceAll(INVISIBLE, "·")
    .replaceAll(/(\p{M}{3})\p{M}+/gu, "$1");
  const letters = Array.from(shown);
  return letters.length > longest || text.length > longest * 4
    ? `${letters.slice(0, longest).join("")}…`
    : shown;
}

/** Facts as they may be put into sentences. Commands are our own and stay whole. */
function quotableFacts(facts: Facts): Facts {
  const safe = new Map<string, string | number>();
  for (const [name, value] of Object.entries(facts)) {
    safe.set(name, typeof value === "string" && name !== "command" ? quotable(value) : value);
  }
  return Object.fromEntries(safe);
}

function isCodeOf<Code extends string>(words: Words<Code>, code: string): code is Code {
  return Object.hasOwn(words, code);
}

/**
 * The sentence of a finding.
 * @returns undefined where the code is not one of these words
 */
export function inWords<Code extends string>(
  words: Words<Code>,
  finding: Pick<Finding, "code" | "facts">,
  language: Language,
): string | undefined {
  if (!isCodeOf(words, finding.code)) return undefined;
  return words[finding.code][language](quotableFacts(finding.facts));
}

/** `CsUser.csv, Zeile 17`. */
export function placeInWords(place: Place, language: Language): string {
  const file = quotable(place.file);
  if (place.line === undefined) return file;
  return language === "de" ? `${file}, Zeile ${place.line}` : `${file}, line ${place.line}`;
}
