import { decodeText } from "../encoding/decode.ts";
import { commandFor } from "../encoding/commands.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import { linesOf, type Line } from "./lines.ts";
import { headerOf, takeRecord, type Broken, type Shape } from "./record.ts";

/** Places that are told one by one; then it is only counted. */
const TOLD = 200;
/** Longest cell that is handed out; what is longer is cut, and told. */
const LONGEST_CELL = 64_000;

/** Up to here there is nothing to compose; asking costs a tenth of composing. */
const COMPOSED = /^[\0-\u02FF]*$/;

/** What a reader wants of a file. Names are compared without regard to case. */
export interface Columns {
  /** Without one of these the file is refused. */
  readonly needed: readonly string[];
  /** Without these something is poorer, which is noted. */
  readonly useful?: readonly string[];
}

/** One record of a CSV file. Cells are asked for by name, so that no name can be a trap. */
export interface Row {
  /** Physical line where it begins, from 1; a `#TYPE` line is a line. */
  readonly line: number;
  /** Trimmed and in NFC; empty where there is no such column. */
  cell(name: string): string;
  /** As it stands in the file, for texts whose spaces matter. */
  rawCell(name: string): string;
}

/**
 * Records of a CSV file as they come, whatever encoding and separator it has. What is wrong is told,
 * and the rest goes on; after a finding of severity `stop` nothing more comes, and what came is not
 * to be used.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  columns: Columns,
  tell: Tell,
): AsyncGenerator<Row> {
  let stopped = false;
  const decoded = decodeText(bytes, file, (finding) => {
    if (finding.severity === "stop") stopped = true;
    tell(finding);
  });
  const reader = new Reader(file, columns, tell);
  for await (const lines of linesOf(decoded.text)) {
    if (stopped) return;
    yield* reader.read(lines, false);
    if (reader.refused) return;
  }
  if (stopped) return;
  yield* reader.read([], true);
  reader.end();
}

class Reader {
  refused = false;
  #lines: Line[] = [];
  #shape: Shape | undefined;
  #index: ReadonlyMap<string, number> = new Map();
  #columnOf = new ColumnOf(new Map());
  #broken:
    | { readonly line: number; readonly why: Broken; columns: number; count: number }
    | undefined;
  #told = 0;
  #untold = 0;
  #cut = 0;
  readonly #file: string;
  readonly #columns: Columns;
  readonly #tell: Tell;

  constructor(file: string, columns: Columns, tell: Tell) {
    this.#file = file;
    this.#columns = columns;
    this.#tell = tell;
  }

  *read(more: readonly Line[], last: boolean): Generator<Row> {
    const lines = this.#lines.length === 0 ? more : [...this.#lines, ...more];
    let at = 0;
    while (at < lines.length && !this.refused) {
      const line = lines[at];
      if (!line) break;
      if (!this.#shape) {
        this.#header(line);
        at += 1;
        continue;
      }
      if (line.text === "") {
        at += 1;
        continue;
      }
      const taken = takeRecord(lines, at, this.#shape, last);
      if (taken.kind === "more") break;
      if (taken.kind === "record") {
        this.#endBroken();
        yield this.#row(line.number, taken.cells);
        at += taken.lines;
        continue;
      }
      this.#blame(line.number, taken.why, taken.columns);
      at += 1;
    }
    this.#lines = lines.slice(at);
  }

  /** Tells what only the end of the file shows. */
  end(): void {
    if (this.refused) return;
    if (!this.#shape) return this.#refuse("csv-empty", 1, {});
    this.#endBroken();
    if (this.#untold > 0) {
      this.#note("csv-more-broken", "problem", { file: this.#file, count: this.#untold });
    }
    if (this.#cut > TOLD) {
      this.#note("csv-more-cut", "problem", { file: this.#file, count: this.#cut - TOLD });
    }
  }

  #note(code: string, severity: Finding["severity"], facts: Finding["facts"], line?: number): void {
    const place = line === undefined ? { file: this.#file } : { file: this.#file, line };
    this.#tell({ code, severity, place, facts });
  }

  #refuse(code: string, line: number, facts: Finding["facts"]): void {
    this.refused = true;
    const command = commandFor(this.#file);
    this.#note(code, "stop", { file: this.#file, command, ...facts }, line);
  }

  #header(line: Line): void {
    // `#TYPE` is from Windows PowerShell, `sep=` from spreadsheet programs.
    if (line.text === "" || /^(?:"?#TYPE |sep=.$)/i.test(line.text)) return;
    const { names, shape } = headerOf(line.text);
    const index = new Map<string, number>();
    const twice = new Set<string>();
    for (const [at, name] of names.entries()) {
      const key = keyOf(name);
      if (index.has(key)) twice.add(key);
      else index.set(key, at);
    }
    const useful = this.#columns.useful ?? [];
    const missing = this.#columns.needed.filter((name) => !index.has(keyOf(name)));
    if (missing.length > 0) {
      return this.#refuse("csv-columns-missing", line.number, { columns: missing.join(", ") });
    }
    const both = [...this.#columns.needed, ...useful].filter((name) => twice.has(keyOf(name)));
    if (both.length > 0) {
      return this.#refuse("csv-columns-twice", line.number, { columns: both.join(", ") });
    }
    const poorer = useful.filter((name) => !index.has(keyOf(name)));
    if (poorer.length > 0) {
      const facts = {
        file: this.#file,
        columns: poorer.join(", "),
        command: commandFor(this.#file),
      };
      this.#note("csv-columns-poorer", "note", facts, line.number);
    }
    this.#shape = shape;
    this.#index = index;
    this.#columnOf = new ColumnOf(index);
  }

  #row(line: number, cells: readonly string[]): Row {
    for (const [at, cell] of cells.entries()) {
      if (cell.length <= LONGEST_CELL) continue;
      this.#cut += 1;
      if (this.#cut > TOLD) break;
      const name = [...this.#index].find(([, where]) => where === at)?.[0] ?? String(at + 1);
      const facts = { file: this.#file, column: name, length: cell.length, longest: LONGEST_CELL };
      this.#note("csv-cell-cut", "problem", facts, line);
    }
    return new CsvRow(line, cells, this.#columnOf);
  }

  #blame(line: number, why: Broken, columns: number): void {
    // The end of a record whose beginning was broken is no second fault.
    if (this.#broken) this.#broken.count += 1;
    else this.#broken = { line, why, columns, count: 1 };
  }

  #endBroken(): void {
    const broken = this.#broken;
    if (!broken) return;
    this.#broken = undefined;
    this.#told += 1;
    if (this.#told > TOLD) {
      this.#untold += broken.count;
      return;
    }
    const { line, why, columns, count } = broken;
    const facts = { file: this.#file, count, columns, expected: this.#shape?.columns ?? 0 };
    this.#note(`csv-broken-${why}`, "problem", facts, line);
  }
}

/** Millions of cells are asked for by a few names. */
class ColumnOf {
  readonly #index: ReadonlyMap<string, number>;
  readonly #asked = new Map<string, number>();

  constructor(index: ReadonlyMap<string, number>) {
    this.#index = index;
  }

  at(name: string): number {
    const asked = this.#asked.get(name);
    if (asked !== undefined) return asked;
    const found = this.#index.get(keyOf(name)) ?? -1;
    this.#asked.set(name, found);
    return found;
  }
}

class CsvRow implements Row {
  readonly line: number;
  readonly #cells: readonly string[];
  readonly #columnOf: ColumnOf;

  constructor(line: number, cells: readonly string[], columnOf: ColumnOf) {
    this.line = line;
    this.#cells = cells;
    this.#columnOf = columnOf;
  }

  rawCell(name: string): string {
    const cell = this.#cells[this.#columnOf.at(name)] ?? "";
    return cell.length > LONGEST_CELL ? cell.slice(0, LONGEST_CELL) : cell;
  }

  cell(name: string): string {
    const cell = this.rawCell(name);
    return COMPOSED.test(cell) ? cell.trim() : cell.normalize("NFC").trim();
  }
}

function keyOf(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
