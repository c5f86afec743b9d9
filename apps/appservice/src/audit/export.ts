import { CSV_BEGINNING, csvLine, type AuditEntry } from "@plenum/model";

const COLUMNS = [
  "number",
  "at",
  "actor",
  "act",
  "room",
  "subject",
  "details",
  "previous",
  "hash",
] as const;

/** Entries a line each, as the API has them: with `auditText` the chain can be recomputed from it. */
export async function* asJsonLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/** Entries as a table for spreadsheets. Texts that would be run as formulas get an apostrophe before them. */
export async function* asCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield CSV_BEGINNING + csvLine(COLUMNS);
  for await (const entry of entries) {
    yield csvLine([
      entry.number,
      entry.at,
      entry.actor,
      entry.act,
      entry.roomId,
      entry.subject,
      JSON.stringify(entry.details),
      entry.previous,
      entry.hash,
    ]);
  }
}
