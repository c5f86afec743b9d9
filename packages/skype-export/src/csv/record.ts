import type { Line } from "./lines.ts";

/** Lines that one record may have: texts of several lines are quoted, a lost quote is not. */
const MOST_LINES = 2000;
/** Letters that one record may have. */
const LONGEST_RECORD = 1_000_000;

/** Why no record begins at a line. */
export type Broken = "quote" | "columns" | "too-long";

export type Taken =
  | { readonly kind: "record"; readonly cells: readonly string[]; readonly lines: number }
  | { readonly kind: "broken"; readonly why: Broken; readonly columns: number }
  /** The lines at hand end inside of a quoted text. */
  | { readonly kind: "more" };

/** How the rows of a file are written, told by its header. */
export interface Shape {
  readonly delimiter: string;
  readonly columns: number;
  /** Every cell is quoted, as `Export-Csv` of Windows PowerShell does it. */
  readonly quoted: boolean;
}

/** The cells of one line as far as they are complete; `open` is a text that goes on. */
interface Scan {
  readonly cells: string[];
  readonly open: string | undefined;
  readonly broken: boolean;
}

/**
 * Goes through one line by the letter of RFC 4180: a quote stands at both ends of a cell or twice
 * inside of one, and nowhere else. `carried` is the text that began in lines before.
 */
function scan(text: string, delimiter: string, carried: string | undefined): Scan {
  const cells: string[] = [];
  let at = 0;
  let open = carried;
  for (;;) {
    if (open === undefined && text[at] !== '"') {
      const next = text.indexOf(delimiter, at);
      const cell = text.slice(at, next < 0 ? undefined : next);
      if (cell.includes('"')) return { cells, open: undefined, broken: true };
      cells.push(cell);
      if (next < 0) return { cells, open: undefined, broken: false };
      at = next + 1;
      continue;
    }
    if (open === undefined) at += 1;
    let value: string = open ?? "";
    open = undefined;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return { cells, open: value + text.slice(at), broken: false };
      value += text.slice(at, quote);
      if (text[quote + 1] !== '"') {
        at = quote + 1;
        break;
      }
      value += '"';
      at = quote + 2;
    }
    cells.push(value);
    if (at >= text.length) return { cells, open: undefined, broken: false };
    if (text[at] !== delimiter) return { cells, open: undefined, broken: true };
    at += 1;
  }
}

/**
 * True where a line is a whole record by itself, written as the header is. Its first cell has to say
 * something: read from within a text, what stands between the cells looks like cells, but has no letters.
 */
function isWhole(line: Line, shape: Shape): boolean {
  if (line.cut || !line.text.startsWith('"')) return false;
  const { cells, open, broken } = scan(line.text, shape.delimiter, undefined);
  return (
    !broken &&
    open === undefined &&
    cells.length === shape.columns &&
    /[\p{L}\p{N}]/u.test(cells[0] ?? "")
  );
}

/**
 * The record that begins with the first of these lines. Where a quote is missing it blames this one
 * line, never those that follow: they are read as records of their own.
 *
 * A quoted text that goes on in the next line is believed only if the whole record then has as many
 * cells as the header. In files that quote everything it is not believed either if the next line is
 * a whole record by itself: nobody writes that into a text, and a lost quote always looks so.
 */
export function takeRecord(
  lines: readonly Line[],
  from: number,
  shape: Shape,
  last: boolean,
): Taken {
  const first = lines[from];
  if (!first) return { kind: "more" };
  if (first.cut) return { kind: "broken", why: "too-long", columns: 0 };
  const cells: string[] = [];
  let open: string | undefined;
  let length = 0;
  for (let at = from; ; at += 1) {
    const line = lines[at];
    if (!line)
      return last ? { kind: "broken", why: "quote", columns: cells.length } : { kind: "more" };
    if (at > from) {
      length += line.text.length;
      if (at - from >= MOST_LINES || length > LONGEST_RECORD) {
        return { kind: "broken", why: "quote", columns: cells.length };
      }
      if (shape.quoted && isWhole(line, shape)) {
        return { kind: "broken", why: "quote", columns: cells.length };
      }
    }
    const found = scan(line.text, shape.delimiter, open);
    if (found.broken || (line.cut && found.open === undefined)) {
      return { kind: "broken", why: "quote", columns: cells.length };
    }
    for (const cell of found.cells) cells.push(cell);
    if (cells.length > shape.columns) {
      return { kind: "broken", why: "columns", columns: cells.length };
    }
    if (found.open === undefined) {
      const lineCount = at - from + 1;
      if (cells.length === shape.columns) return { kind: "record", cells, lines: lineCount };
      return { kind: "broken", why: lineCount > 1 ? "quote" : "columns", columns: cells.length };
    }
    open = found.open + line.end;
  }
}

/** The cells of a header, and how the file is written. */
export function headerOf(text: string): {
  readonly names: readonly string[];
  readonly shape: Shape;
} {
  let delimiter = ",";
  let names = scan(text, delimiter, undefined).cells;
  for (const other of [";", "\t"]) {
    const found = scan(text, other, undefined);
    if (!found.broken && found.cells.length > names.length) {
      delimiter = other;
      names = found.cells;
    }
  }
  const quoted = names.every((name) => text.includes(`"${name.replaceAll('"', '""')}"`));
  return { names, shape: { delimiter, columns: names.length, quoted } };
}
