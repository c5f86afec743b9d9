/** Whether a text may contain markdown at all; spares loading the renderer for plain words. */
export function mayBeMarkdown(text: string): boolean {
  return /[*_`~[\]#>|]|^\s*(?:[-+]|\d+[.)])\s|https?:\/\/|\n\s*\n/m.test(text);
}
