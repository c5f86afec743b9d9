import type { SnippetPart } from "../contract.ts";
import { wordsOf } from "./fold.ts";
import { isMatch, isNear, type Plan } from "./plan.ts";

/** Characters before the first word that was found. */
const LEAD = 60;
const LONGEST = 280;

/** The part of a text in which the words of a query stand, with those words marked. */
export function snippetOf(text: string, plan: Plan, near = false): readonly SnippetPart[] {
  const places: { start: number; end: number }[] = [];
  for (const { start, end, whole, parts } of wordsOf(text)) {
    const tokens = [whole, ...parts];
    const hit = plan.terms.some((term) =>
      [term.whole, ...term.parts].some((wanted) =>
        tokens.some((token) => isMatch(token, wanted) || (near && isNear(token, wanted))),
      ),
    );
    if (hit) places.push({ start, end });
    if (places.length > 200) break;
  }
  const first = places[0]?.start ?? 0;
  const from = first > LEAD + 20 ? wordStart(text, first - LEAD) : 0;
  const to = text.length > from + LONGEST ? wordStart(text, from + LONGEST) : text.length;
  const parts: SnippetPart[] = [];
  const add = (start: number, end: number, hit: boolean): void => {
    const piece = text.slice(Math.max(start, from), Math.min(end, to)).replaceAll(/\s+/g, " ");
    if (piece !== "" && start < to && end > from) parts.push({ text: piece, hit });
  };
  if (from > 0) parts.push({ text: "… ", hit: false });
  let at = from;
  for (const { start, end } of places) {
    add(at, start, false);
    add(start, end, true);
    at = Math.max(at, end);
  }
  add(at, to, false);
  if (to < text.length) parts.push({ text: " …", hit: false });
  return parts;
}

/** The beginning of a word near a place, so that none is cut in half. */
function wordStart(text: string, near: number): number {
  const blank = text.slice(near, near + 40).search(/\s/);
  if (blank >= 0) return near + blank + 1;
  const code = text.charCodeAt(near);
  return code >= 0xdc00 && code <= 0xdfff ? near + 1 : near;
}
