/** Whether a text is a command: a stroke and a word. Paths are text, and `//` is a stroke. */
export function isCommand(text: string): boolean {
  return /^\/[\p{L}\p{N}-]+(?:\s|$)/u.test(text);
}
