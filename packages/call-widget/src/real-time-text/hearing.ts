/** Somebody else's line as it comes in. Pure. */
import type { RttMessage } from "@plenum/model";
import { applyEdits } from "./edits.ts";

export interface Heard {
  readonly line: number;
  /** Number of the message that is expected next. */
  readonly next: number;
  readonly text: string;
  /** False after a gap: what comes now may belong to places that are not there. */
  readonly whole: boolean;
  readonly done: boolean;
}

/**
 * A line after another message of its writer. What is older than what is known changes nothing; after
 * a gap the text stays as it is until the whole line comes.
 * @param before undefined for whoever has written nothing yet
 */
export function hear(before: Heard | undefined, message: RttMessage): Heard | undefined {
  const { line, seq } = message;
  if (before && (line < before.line || (line === before.line && before.done))) return before;
  const same = before?.line === line ? before : undefined;
  if (same && seq < same.next) return before;
  const next = seq + 1;
  if ("text" in message) {
    return { line, next, text: message.text, whole: true, done: message.done };
  }
  const whole = same ? same.whole && seq === same.next : seq === 0;
  const text = same?.text ?? "";
  return { line, next, text: whole ? applyEdits(text, message.edits) : text, whole, done: false };
}
