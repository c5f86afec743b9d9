/** One's own line on its way to the others. Pure. */
import { RTT_MESSAGE, type RttMessage } from "@plenum/model";
import { editsBetween, fitting } from "./edits.ts";

/** What of a line has been told. */
export interface Writing {
  readonly line: number;
  /** Messages of this line so far. */
  readonly seq: number;
  readonly told: string;
}

export const NOTHING_WRITTEN: Writing = { line: 0, seq: 0, told: "" };

interface Told {
  readonly writing: Writing;
  readonly message: RttMessage;
}

/** Tells what changed since the last message. @returns undefined where nothing did */
export function tellEdits(writing: Writing, text: string, caption = false): Told | undefined {
  const now = fitting(text);
  const edits = editsBetween(writing.told, now);
  if (edits.length === 0) return undefined;
  const { line, seq } = writing;
  return {
    writing: { line, seq: seq + 1, told: now },
    message: { type: RTT_MESSAGE, line, seq, caption, edits: [...edits] },
  };
}

/** Tells the whole line: for whoever came later or has missed something. */
export function tellWhole(writing: Writing, text: string, caption = false): Told {
  const now = fitting(text);
  const { line, seq } = writing;
  return {
    writing: { line, seq: seq + 1, told: now },
    message: { type: RTT_MESSAGE, line, seq, caption, text: now, done: false },
  };
}

/** Ends the line; the next one begins empty. */
export function tellEnd(writing: Writing, text: string, caption = false): Told {
  const { line, seq } = writing;
  return {
    writing: { line: line + 1, seq: 0, told: "" },
    message: { type: RTT_MESSAGE, line, seq, caption, text: fitting(text), done: true },
  };
}
