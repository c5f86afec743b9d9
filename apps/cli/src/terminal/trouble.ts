/**
 * Something that the person at the keyboard can mend. Shown as one sentence, without a stack;
 * details belong in the log file that the sentence names.
 */
export class Trouble extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = "Trouble";
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
