import { parse } from "csv-parse/sync";
import { conferenceKindSchema, MOST_ROOMS, type BadLine } from "@plenum/model";
import { z } from "zod";
import { instantOf } from "./wall-time.ts";

/** An entry of a file, and in which line it stands. */
export interface FileEntry {
  readonly line: number;
  /** The fields of a wish, not yet checked. */
  readonly wish: Readonly<Record<string, unknown>>;
}

/** Names of columns, as people and programs write them, for the fields of a wish. */
const COLUMNS: Readonly<Record<string, string>> = {
  titel: "title",
  title: "title",
  name: "title",
  bezeichnung: "title",
  art: "kind",
  kind: "kind",
  vorlage: "template",
  template: "template",
  verschlüsselt: "encrypted",
  verschluesselt: "encrypted",
  encrypted: "encrypted",
  wartebereich: "lobby",
  lobby: "lobby",
  teilnehmende: "invite",
  einladen: "invite",
  invite: "invite",
  beginn: "startsAt",
  start: "startsAt",
  startsat: "startsAt",
  ende: "endsAt",
  end: "endsAt",
  endsat: "endsAt",
  verantwortlich: "owner",
  leitung: "owner",
  owner: "owner",
  kennung: "externalKey",
  schlüssel: "externalKey",
  schluessel: "externalKey",
  key: "externalKey",
  externalkey: "externalKey",
};

const KINDS: Readonly<Record<string, string>> = {
  besprechung: "meeting",
  vortrag: "lecture",
  gremium: "committee",
  schulung: "training",
};
const YES: ReadonlySet<string> = new Set(["ja", "j", "yes", "y", "true", "wahr", "1", "x"]);
const NO: ReadonlySet<string> = new Set(["nein", "n", "no", "false", "falsch", "0", "-"]);

const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Reads a file of wishes: a header, then a line each; semicolons, commas or tabs, quotes as usual.
 * @param timeZone of times without one, IANA name
 * @returns entries and the lines that are wrong by themselves; whether a wish can be carried out is
 *   decided elsewhere
 */
export function readConferenceFile(
  text: string,
  timeZone: string,
): { readonly entries: readonly FileEntry[]; readonly bad: readonly BadLine[] } {
  let records: z.infer<typeof recordsSchema>;
  try {
    records = recordsSchema.parse(
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        to: MOST_ROOMS + 2,
      }),
    );
  } catch (error) {
    const line = z.looseObject({ lines: z.number() }).safeParse(error);
    return {
      entries: [],
      bad: [{ line: line.success ? line.data.lines : 1, reason: "not-valid" }],
    };
  }
  const [header, ...lines] = records;
  const fields = header?.record.map((name) => fieldOf(name)) ?? [];
  const unknown = fields.some((field) => field === undefined);
  if (header === undefined || unknown || !fields.includes("title")) {
    return {
      entries: [],
      bad: [
        {
          line: 1,
          ...(unknown ? {} : { field: "title" }),
          reason: unknown ? "unknown-column" : "missing",
        },
      ],
    };
  }
  if (new Set(fields).size < fields.length) {
    return { entries: [], bad: [{ line: 1, reason: "columns" }] };
  }
  const entries: FileEntry[] = [];
  const bad: BadLine[] = [];
  for (const { record, info } of lines) {
    const line = info.lines;
    if (record.every((value) => value === "")) continue;
    if (record.length > fields.length) {
      bad.push({ line, reason: "columns" });
      continue;
    }
    const wish: Record<string, unknown> = {};
    for (const [index, value] of record.entries()) {
      const field = fields[index];
      if (field === undefined || value === "") continue;
      const read = valueOf(field, value, timeZone);
      if ("reason" in read) bad.push({ line, field, reason: read.reason });
      else wish[field] = read.value;
    }
    if (bad.at(-1)?.line !== line) entries.push({ line, wish });
  }
  return { entries, bad };
}

function fieldOf(name: string): string | undefined {
  const key = name
    .toLowerCase()
    .normalize("NFC")
    .replaceAll(/[\s_-]/g, "");
  return Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
}

function valueOf(
  field: string,
  value: string,
  timeZone: string,
): { readonly value: unknown } | { readonly reason: BadLine["reason"] } {
  const word = value.toLowerCase();
  switch (field) {
    case "kind": {
      const kind = conferenceKindSchema.safeParse(Object.hasOwn(KINDS, word) ? KINDS[word] : word);
      return kind.success ? { value: kind.data } : { reason: "not-valid" };
    }
    case "encrypted":
    case "lobby":
      if (YES.has(word)) return { value: true };
      return NO.has(word) ? { value: false } : { reason: "not-valid" };
    case "invite":
      return { value: value.split(/[\s,;]+/).filter((part) => part !== "") };
    case "startsAt":
    case "endsAt": {
      const instant = instantOf(value, timeZone);
      return instant === undefined ? { reason: "not-a-time" } : { value: instant };
    }
    default:
      return { value };
  }
}

/** What stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (sign: string): number => first.split(sign).length;
  return [";", ",", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ";";
}
