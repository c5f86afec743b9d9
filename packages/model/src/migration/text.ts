import { z } from "zod";

/** Controls (bidi ones too), private use, lone surrogates, and whatever is drawn as nothing. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** The same in a text of several lines, where joiners and variation selectors belong to emoji. */
const UNWANTED_IN_TEXT =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Cs}]/gu;

/** A name on one line, composed, without controls, at most so many characters; may be empty. */
export function cleanLine(raw: string, longest: number): string {
  const line = raw
    .slice(0, longest * 4)
    .normalize("NFC")
    .replaceAll(/[\p{Zs}\p{Zl}\p{Zp}\t\r\n]+/gu, " ")
    .replaceAll(INVISIBLE, "")
    // More than two marks on one letter climb over the lines above and below.
    .replaceAll(/(\p{M}{2})\p{M}+/gu, "$1")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return Array.from(line).slice(0, longest).join("").trim();
}

/** A text of several lines without anything that steers a reader; markup in it stays text. */
export function cleanText(raw: string): string {
  return raw
    .replaceAll(/\r\n|[\r\u0085\u2028\u2029]/gu, "\n")
    .replaceAll(UNWANTED_IN_TEXT, "")
    .normalize("NFC");
}

/** A name that people will see; refused where nothing is left of it. */
export function lineSchema(longest: number) {
  return z
    .string()
    .max(longest * 20)
    .transform((raw) => cleanLine(raw, longest))
    .pipe(z.string().min(1));
}

/** A text that people will read; may be empty. @param longest characters */
export function textSchema(longest: number) {
  return z.string().max(longest).transform(cleanText);
}

/** Characters of a key, at most. */
const LONGEST_KEY = 300;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const KEY = /^[^\p{Cc}\p{Cs}]+$/u;

/**
 * A name that another system has given to a thing: any text on one line that a database and a URL can
 * carry. Nobody sees it.
 */
export const keySchema = z.string().min(1).max(LONGEST_KEY).regex(KEY);

/** What `keySchema` says, for millions of texts. */
export function isKey(text: string): boolean {
  return text.length <= LONGEST_KEY && KEY.test(text);
}
