/** A piece of plain text: words, or an address to show as a link. */
export type TextPiece = { readonly text: string; readonly href?: string };

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/** Links in one message; more are a bomb and stay words. */
const MOST_LINKS = 200;
const SENTENCE_END = ".,;:!?";

/** Takes plain text apart at its web addresses; punctuation that ends a sentence stays outside. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (links === MOST_LINKS) break;
    links += 1;
    const href = withoutTail(match[0]);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: href, href });
    end = match.index + href.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Walks back once from the end: an address of 60,000 brackets must not take longer than that. */
function withoutTail(address: string): string {
  let closing = count(address, ")") - count(address, "(");
  let { length } = address;
  for (; length > 0; length -= 1) {
    const last = address.charAt(length - 1);
    // A closing bracket belongs to the sentence unless the address opened it.
    const spare = last === ")" && closing > 0;
    if (!spare && !SENTENCE_END.includes(last)) break;
    if (spare) closing -= 1;
  }
  return address.slice(0, length);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
