/** Controls (bidi ones too), private use, lone surrogates, and whatever is drawn as nothing. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** More marks on one letter than any script needs. */
const PILED_MARKS = /(\p{M}{5})\p{M}+/gu;

/**
 * Words from outside that are shown as text: no bidi or other invisible controls, no piles of marks,
 * composed, single spaces, lines where they are wanted, limited length. May be empty.
 * @param most characters, as code points
 */
export function shownWords(
  raw: string,
  most: number,
  { lines = false }: { readonly lines?: boolean } = {},
): string {
  const kept = raw
    // Whatever is cut off later need not be gone through.
    .slice(0, most * 20)
    .normalize("NFC")
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) =>
      line
        .replaceAll(/[\p{Zs}\t]+/gu, " ")
        .replaceAll(INVISIBLE, "")
        .replaceAll(PILED_MARKS, "$1")
        .replaceAll(/ {2,}/g, " ")
        .trim(),
    )
    .join(lines ? "\n" : " ")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return Array.from(lines ? kept : kept.replaceAll(/ {2,}/g, " "))
    .slice(0, most)
    .join("")
    .trim();
}
