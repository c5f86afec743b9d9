import { breather } from "../breather.ts";
import { outcomeKindSchema } from "./check-report.ts";
import { csvRecords } from "./csv-records.ts";
import {
  checkedPeople,
  searchedOf,
  wordsOf,
  type CheckedPeople,
  type CheckedPerson,
  type Words,
} from "./people.ts";

/** Columns of `people.csv` that are read; the order is that of the file, others may stand between. */
const COLUMNS = [
  "outcome",
  "code",
  "sipAddress",
  "displayName",
  "userId",
  "department",
  "wave",
  "reason_de",
  "mend_de",
  "reason_en",
  "mend_en",
  "file",
  "line",
] as const;
type Column = (typeof COLUMNS)[number];

/** What was written before a text so that no spreadsheet runs it. */
const GUARD = /^'(?=[=+\-@\t\r])/;

export interface PeopleTable {
  readonly people: CheckedPeople;
  /** Lines that say nothing of anybody: too short, or with an outcome that is not there. */
  readonly bad: number;
}

/**
 * Reads `people.csv` as `migrate check` writes it, also where a spreadsheet program has saved it anew.
 * @param onProgress is told the lines that are read, now and then
 * @returns the columns that are missing where it is another table
 * @throws BrokenTable, whatever reading throws, or the signal's reason
 */
export async function readPeople(
  file: Blob,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal; onProgress?: ((lines: number) => void) | undefined } = {},
): Promise<PeopleTable | { readonly missing: readonly string[] }> {
  const breathe = breather();
  let places: ReadonlyMap<string, number> | undefined;
  let take: ((cells: readonly string[]) => CheckedPerson | undefined) | undefined;
  const list: CheckedPerson[] = [];
  let bad = 0;
  for await (const records of csvRecords(file)) {
    signal?.throwIfAborted();
    for (const cells of records) {
      if (take === undefined) {
        places = new Map(cells.map((cell, index) => [cell.trim(), index]));
        const missing = COLUMNS.filter((column) => places?.has(column) !== true);
        if (missing.length > 0) return { missing };
        take = takerOf(places);
        continue;
      }
      const person = take(cells);
      if (person === undefined) bad += 1;
      else list.push(person);
      if (list.length % 500 === 0) {
        await breathe();
        signal?.throwIfAborted();
      }
    }
    onProgress?.(list.length);
    await breathe();
  }
  if (take === undefined) return { missing: COLUMNS };
  return { people: checkedPeople(list), bad };
}

/** Makes people of lines; what many have in common is kept once. */
function takerOf(places: ReadonlyMap<string, number>) {
  const index = (column: Column): number => places.get(column) ?? -1;
  const at = {
    outcome: index("outcome"),
    code: index("code"),
    address: index("sipAddress"),
    name: index("displayName"),
    userId: index("userId"),
    department: index("department"),
    wave: index("wave"),
    reasonDe: index("reason_de"),
    mendDe: index("mend_de"),
    reasonEn: index("reason_en"),
    mendEn: index("mend_en"),
    file: index("file"),
    line: index("line"),
  };
  const all = new Map<string, Words>();
  return (cells: readonly string[]): CheckedPerson | undefined => {
    const cell = (place: number): string => (cells[place] ?? "").replace(GUARD, "");
    const outcome = outcomeKindSchema.safeParse(cells[at.outcome]);
    if (!outcome.success || cells.length < places.size) return undefined;
    const reason = { de: cell(at.reasonDe), en: cell(at.reasonEn) };
    const mend = { de: cell(at.mendDe), en: cell(at.mendEn) };
    const key = `${reason.de}\n${mend.de}\n${reason.en}`;
    let words = all.get(key);
    if (words === undefined) {
      words = wordsOf(mend.de === "" && mend.en === "" ? { reason } : { reason, mend });
      all.set(key, words);
    }
    const line = cell(at.line);
    const file = cell(at.file);
    const said = {
      name: cell(at.name),
      address: cell(at.address),
      userId: cell(at.userId),
      department: cell(at.department),
      wave: cell(at.wave),
      place: line === "" ? file : `${file}:${line}`,
    };
    return {
      ...said,
      kind: outcome.data,
      code: cell(at.code),
      words,
      searched: searchedOf(said),
    };
  };
}
