import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "./read.ts";

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const NAMES = ["A", "B", "C"];

const noTell = () => undefined;

async function read(text: string, size = 1000): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readCsv(pieces(text, size), "a.csv", { needed: NAMES }, noTell)) {
    rows.push(NAMES.map((name) => row.rawCell(name)));
  }
  return rows;
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const letters = Array.from("ab,;\t\"'\n=ü ");
const anything = fc.string({ unit: fc.constantFrom(...letters, "\r\n"), maxLength: 12 });
/** The first column of every export is an identity: it is there, and begins with a letter. */
const identity = anything.map((rest) => `C${rest}`);
const record = fc.tuple(identity, anything, anything);
const file = (rows: readonly (readonly string[])[]) =>
  [NAMES, ...rows].map((row) => row.map(quote).join(",")).join("\r\n");

const plainFile = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.join(",")}\n`).join("");

test("What csv-parse reads of a sound file is read here, however it arrives", async () => {
  const size = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 6 }), size, async (rows, pieceSize) => {
      const text = file(rows);
      const theirs = parse(text, { from_line: 2, relax_column_count: true });
      expect(await read(text, pieceSize)).toEqual(theirs);
      expect(theirs).toEqual(rows);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("Whatever one line is broken into, all other records are read", async () => {
  const garbage = fc.string({
    unit: fc.constantFrom(...letters.filter((one) => one !== "\n"), '"', '","', ',"'),
  });
  const some = fc.array(record, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(some, garbage, some, async (before, line, after) => {
      const text = `${file(before)}\r\n${line}\r\n${file(after).split("\r\n").slice(1).join("\r\n")}`;
      const rows = await read(text);
      expect(rows.slice(0, before.length)).toEqual(before);
      expect(rows.slice(rows.length - after.length)).toEqual(after);
    }),
    { numRuns: 2000 },
  );
}, 60_000);

test("In files without quotes too", async () => {
  const plain = fc.string({ unit: fc.constantFrom("a", "b", "ü", " "), maxLength: 6 });
  const some = fc.array(
    fc.tuple(
      identity.map((one) => one.replaceAll(/\W/g, "")),
      plain,
      plain,
    ),
    { maxLength: 5 },
  );
  const garbage = fc.string({ unit: fc.constantFrom("a", ",", '"', " ") });
  await fc.assert(
    fc.asyncProperty(some, garbage, some, async (before, line, after) => {
      const rows = await read(`${plainFile([NAMES, ...before])}${line}\n${plainFile(after)}`);
      expect(rows.slice(0, before.length)).toEqual(before);
      expect(rows.slice(rows.length - after.length)).toEqual(after);
    }),
    { numRuns: 500 },
  );
}, 60_000);
