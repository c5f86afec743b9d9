/** A piece of plain text: words, or an address to show as a link. */
export type TextPiece = { readonly text: string; readonly href?: string };

const ADDRESS = /https?:\/\/[^\s<>"']+/g;

/** Takes plain text apart at its web addresses; punctuation that ends a sentence stays outside. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = withoutTail(match[0]);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: href, href });
    end = match.index + href.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function withoutTail(address: string): string {
  let result = address.replace(/[.,;:!?]+$/, "");
  // A closing bracket belongs to the sentence unless the address opened it.
  while (result.endsWith(")") && count(result, ")") > count(result, "(")) {
    result = result.slice(0, -1).replace(/[.,;:!?]+$/, "");
  }
  return result;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
