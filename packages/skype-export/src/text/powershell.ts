/**
 * A string of PowerShell in single quotes. It takes typographic quotation marks for straight ones,
 * so those are doubled too.
 */
export function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201B]/g, "$&$&")}'`;
}
