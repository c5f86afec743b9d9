/** Characters of the longest line that is one; more come together only where a quotation mark is missing. */
const LONGEST = 1_000_000;

/** Why a table cannot be read to its end. */
export class BrokenTable extends Error {
  constructor(readonly reason: "encoding" | "cutOff") {
    super(`table: ${reason}`);
    this.name = "BrokenTable";
  }
}

/** Lines of a table, each with its cells. */
type Records = (readonly string[])[];

/**
 * Reads a table (RFC 4180) in UTF-8, a piece at a time. What parts its cells (comma, semicolon, tab) is taken
 * from the first line, as spreadsheet programs save it in their own way.
 * @returns the lines of each piece; blank ones are left out
 * @throws BrokenTable where it is not in UTF-8 or ends inside quotation marks
 */
export async function* csvRecords(file: Blob): AsyncGenerator<Records, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = file.stream().getReader();
  let rest = "";
  let separator: string | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoded(decoder, value, done);
      separator ??= separatorOf(rest, done);
      if (separator !== undefined) {
        const { records, end } = recordsIn(rest, separator, done);
        rest = rest.slice(end);
        if (records.length > 0) yield records;
      }
      if (rest.length > LONGEST) throw new BrokenTable("cutOff");
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array | undefined, isLast: boolean): string {
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch {
    throw new BrokenTable("encoding");
  }
}

function separatorOf(text: string, isWhole: boolean): string | undefined {
  const end = text.indexOf("\n");
  if (end < 0 && !isWhole) return undefined;
  const head = end < 0 ? text : text.slice(0, end);
  const [most] = [",", ";", "\t"].toSorted(
    (one, other) => head.split(other).length - head.split(one).length,
  );
  return most;
}

/** All lines that are whole, and where the first one begins that is not. */
function recordsIn(
  text: string,
  separator: string,
  isWhole: boolean,
): { readonly records: Records; readonly end: number } {
  const stop = new RegExp(`[${separator}\r\n]`, "g");
  const records: Records = [];
  let begin = 0;
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at, stop);
    // The end of a piece is not the end of a cell: a further mark or the end of the line may follow.
    if (cell === undefined || (!isWhole && cell.end + 1 >= text.length)) break;
    cells.push(cell.text);
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      // Nothing after the last separator is an empty cell.
      if (at < text.length || !isWhole) continue;
      cells.push("");
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    if (cells.length > 1 || cells[0] !== "") records.push(cells);
    cells = [];
    begin = at;
  }
  if (isWhole && begin < text.length) throw new BrokenTable("cutOff");
  return { records, end: begin };
}

interface Cell {
  readonly text: string;
  /** Where the separator or the end of the line stands. */
  readonly end: number;
}

function plainAt(text: string, at: number, stop: RegExp): Cell {
  stop.lastIndex = at;
  const end = stop.exec(text)?.index ?? text.length;
  return { text: text.slice(at, end), end };
}

/** @returns nothing where the closing mark is not there */
function quotedAt(text: string, at: number): Cell | undefined {
  let from = at + 1;
  for (;;) {
    const mark = text.indexOf('"', from);
    if (mark < 0) return undefined;
    if (text[mark + 1] !== '"') {
      return { text: text.slice(at + 1, mark).replaceAll('""', '"'), end: mark + 1 };
    }
    from = mark + 2;
  }
}
