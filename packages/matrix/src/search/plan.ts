import { fold, wordsOf } from "./fold.ts";

/** A word of a query: found as a whole, or by all of its parts. */
export interface Term {
  readonly whole: string;
  readonly parts: readonly string[];
}

/** What a text has to have to be found. */
export interface Plan {
  readonly terms: readonly Term[];
  /** From between quotation marks: word after word, in a folded text. */
  readonly phrases: readonly RegExp[];
}

/** A query that is longer is cut: nobody types that, and every word costs time. */
const LONGEST_QUERY = 1000;
const MOST_TERMS = 20;
/** Shorter ones are looked for at the beginning of words only; "ei" is in every German word. */
const SHORTEST_INSIDE = 4;
/** Scripts that put no blanks between words. */
const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** The plan for what was typed; quotation marks (also „German“ ones) make a phrase. */
export function planOf(query: string): Plan {
  const text = query.slice(0, LONGEST_QUERY);
  const phrases: RegExp[] = [];
  const terms: Term[] = [];
  for (const [index, part] of text.split(/["“”„«»]/).entries()) {
    const words = [...wordsOf(part)].filter(({ whole }) => whole !== "");
    // Without its second mark a quotation is still being typed.
    if (index % 2 === 1 && words.length > 1) phrases.push(phraseOf(part));
    for (const { whole, parts } of words) terms.push({ whole, parts });
  }
  return { terms: terms.slice(0, MOST_TERMS), phrases: phrases.slice(0, MOST_TERMS) };
}

/** Finds the words of a phrase one after the other, whatever signs stand between them. */
function phraseOf(text: string): RegExp {
  // Letters and digits only: nothing of what was typed is a sign of the expression.
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new RegExp(words.join("[^\\p{L}\\p{N}]+"), "u");
}

/** Whether a term is looked for inside of words too: German builds long ones. */
export function looksInside(term: string): boolean {
  return term.length >= SHORTEST_INSIDE || WITHOUT_BLANKS.test(term);
}

/** Whether a token is what was meant. */
export function isMatch(token: string, term: string): boolean {
  return looksInside(term) ? token.includes(term) : token.startsWith(term);
}

/** Wrong letters that a term may have: none in short ones. */
export function allowedErrors(term: string): number {
  if (/\d/.test(term) || term.length < 5) return 0;
  return term.length < 9 ? 1 : 2;
}

/** Whether a token is what was probably meant: the first letter is right, few others are wrong. */
export function isNear(token: string, term: string, errors = allowedErrors(term)): boolean {
  if (errors === 0 || token[0] !== term[0]) return false;
  if (Math.abs(token.length - term.length) > errors) return false;
  return distance(token, term, errors) <= errors;
}

/** Optimal string alignment distance; anything above `most` counts as `most + 1`. */
function distance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let lowest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      lowest = Math.min(lowest, cost);
    }
    if (lowest > most) return most + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? most + 1;
}

/**
 * Whether a text with these tokens is found.
 * @param near takes what was probably meant too; for when nothing else is found
 */
export function isFound(
  plan: Plan,
  tokens: ReadonlySet<string>,
  text: string,
  near: boolean,
): boolean {
  const has = (term: string): boolean => {
    for (const token of tokens) {
      if (isMatch(token, term) || (near && isNear(token, term))) return true;
    }
    return false;
  };
  const terms = plan.terms.every(
    ({ whole, parts }) => has(whole) || (parts.length > 0 && parts.every(has)),
  );
  return terms && hasPhrases(plan, text);
}

export function hasPhrases(plan: Plan, text: string): boolean {
  if (plan.phrases.length === 0) return true;
  const folded = fold(text);
  return plan.phrases.every((phrase) => phrase.test(folded));
}
