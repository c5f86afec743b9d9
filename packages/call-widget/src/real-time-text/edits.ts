/** Changes of a line of text, in Unicode code points as T.140 counts. Pure. */
import { RTT_MAX_LINE, type RttEdit } from "@plenum/model";

/**
 * The changes that make one text of another: what stands between their common beginning and their
 * common end is taken away, and what is there instead is put in.
 */
export function editsBetween(before: string, after: string): readonly RttEdit[] {
  const old = Array.from(before);
  const now = Array.from(after);
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const erased = old.length - end - start;
  const inserted = now.slice(start, now.length - end).join("");
  return [
    ...(erased > 0 ? [{ at: start + erased, erase: erased }] : []),
    ...(inserted === "" ? [] : [{ at: start, insert: inserted }]),
  ];
}

/** A text after a change. A place beyond the end is the end, and no line gets longer than it may. */
export function applyEdit(text: string, edit: RttEdit): string {
  const points = Array.from(text);
  const at = Math.min(edit.at, points.length);
  if ("insert" in edit) points.splice(at, 0, ...Array.from(edit.insert));
  else points.splice(Math.max(0, at - edit.erase), Math.min(at, edit.erase));
  return points.slice(0, RTT_MAX_LINE).join("");
}

export function applyEdits(text: string, edits: readonly RttEdit[]): string {
  return edits.reduce(applyEdit, text);
}

/** The first so many code points that a line may have. */
export function fitting(text: string): string {
  if (text.length <= RTT_MAX_LINE) return text;
  return Array.from(text).slice(0, RTT_MAX_LINE).join("");
}
