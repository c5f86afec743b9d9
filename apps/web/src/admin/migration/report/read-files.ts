import { readReport, type CheckReport } from "./check-report.ts";
import { BrokenTable } from "./csv-records.ts";
import { readPeople, type PeopleTable } from "./people-csv.ts";

/** Bytes of the largest `people.csv` that is opened; that of 70,000 people has about 30 millions. */
const LARGEST_TABLE = 400 * 1024 * 1024;
/** Bytes that tell what a file is. */
const BEGINNING = 1_024;

/** Why a file is not shown. Each has a sentence that says what to do. */
export type FileTrouble =
  | "empty"
  | "tooLarge"
  | "unreadable"
  | "page"
  | "archive"
  | "noReport"
  | "cutOff"
  | "newer"
  | "otherTable"
  | "encoding";

/** What a file turned out to be. */
export type ReadFile =
  | { readonly report: CheckReport }
  | { readonly table: PeopleTable }
  | { readonly trouble: FileTrouble; readonly missing?: readonly string[] };

/**
 * Reads a file that `migrate check` has written, whatever it is called. Anything else gets its reason.
 * @throws only the signal's reason
 */
export async function readCheckFile(
  file: Blob,
  {
    signal,
    onProgress,
  }: { signal: AbortSignal; onProgress?: ((lines: number) => void) | undefined },
): Promise<ReadFile> {
  try {
    const beginning = (await file.slice(0, BEGINNING).text()).replace(/^\uFEFF/, "").trimStart();
    signal.throwIfAborted();
    if (beginning === "") return { trouble: "empty" };
    if (beginning.startsWith("<")) return { trouble: "page" };
    // Also what spreadsheet programs write of their own.
    if (beginning.startsWith("PK\u0003\u0004")) return { trouble: "archive" };
    if (beginning.startsWith("{") || beginning.startsWith("[")) {
      const report = await readReport(file);
      return typeof report === "string" ? { trouble: report } : { report };
    }
    if (file.size > LARGEST_TABLE) return { trouble: "tooLarge" };
    const table = await readPeople(file, { signal, onProgress });
    if ("people" in table) return { table };
    return { trouble: "otherTable", missing: table.missing };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BrokenTable) return { trouble: error.reason };
    // The browser's own error: the file was changed, moved, or is on a drive that is gone.
    return { trouble: "unreadable" };
  }
}
