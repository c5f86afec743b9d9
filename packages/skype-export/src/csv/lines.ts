/** Longest line that is kept; whatever is longer is nothing that an export holds in one line. */
export const LONGEST_LINE = 1_000_000;

/** A physical line, without its end. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Cut off, because it was longer than `LONGEST_LINE`. */
  readonly cut: boolean;
  /** What stood at its end: part of the text where a quoted field goes on in the next line. */
  readonly end: "" | "\n" | "\r\n";
}

/** Cuts pieces of text into lines, some at a time, and holds no more than one line. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let held = "";
  let cut = false;
  let number = 1;
  for await (const piece of pieces) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", from)) {
      const whole = held + piece.slice(from, at);
      const carriage = whole.endsWith("\r");
      const text = carriage ? whole.slice(0, -1) : whole;
      const tooLong = cut || text.length > LONGEST_LINE;
      lines.push({
        number,
        text: tooLong ? text.slice(0, LONGEST_LINE) : text,
        cut: tooLong,
        end: carriage ? "\r\n" : "\n",
      });
      held = "";
      cut = false;
      number += 1;
      from = at + 1;
    }
    if (!cut) held += piece.slice(from);
    if (!cut && held.length > LONGEST_LINE) {
      // What may still be a carriage return before the line's end is of no use any more.
      held = held.slice(0, LONGEST_LINE);
      cut = true;
    }
    if (lines.length > 0) yield lines;
  }
  if (held !== "") yield [{ number, text: held, cut, end: "" }];
}
