/** Names that are told before the others become a number. */
const TOLD = 8;

/**
 * Who did something, in one line: "Anna, Ben and 3 more".
 * @param count of all, also of those whose names are not known here
 * @param more words for the others, e.g. "3 more"
 */
export function namesText(
  names: readonly string[],
  count: number,
  language: string,
  more: (count: number) => string,
): string {
  const told = names.slice(0, TOLD);
  const others = Math.max(0, count - told.length);
  const parts = others > 0 ? [...told, more(others)] : told;
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
}
