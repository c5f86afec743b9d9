import { keyOfItem, migrationItemSchema, migrationKindSchema } from "@plenum/model/migration";
import type { MigrationItem, MigrationKind } from "@plenum/model/migration";
import type { Line } from "./lines.ts";

/** Why a line cannot be sent. */
export interface BadItem {
  /** From 1. */
  readonly line: number;
  readonly reason: "encoding" | "tooLong" | "json" | "kind" | "field";
  /** With `field`: which one, as a path, e.g. `members.3`. */
  readonly field?: string;
}

/** A line that holds one item of the contract. */
export interface GoodItem {
  readonly line: number;
  readonly kind: MigrationKind;
  /** Tells it from all others. */
  readonly id: string;
  /** As it stands in the file. */
  readonly text: string;
  readonly bytes: number;
  /** Files that its messages name by their hashes, once for each message. */
  readonly files: readonly { readonly sha256: string; readonly name: string }[];
}

const LONGEST_FIELD = 100;
const NO_FILES: GoodItem["files"] = [];

/** Checks one line of a file as the server will. */
export function readItem(line: Line): GoodItem | BadItem {
  if ("trouble" in line) return { line: line.number, reason: line.trouble };
  let raw: unknown;
  try {
    raw = JSON.parse(line.text);
  } catch {
    return { line: line.number, reason: "json" };
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { line: line.number, reason: "json" };
  }
  const parsed = migrationItemSchema.safeParse(raw);
  if (parsed.success) {
    const item = parsed.data;
    return {
      line: line.number,
      kind: item.kind,
      id: `${item.kind}\n${keyOfItem(item)}`,
      text: line.text,
      bytes: line.bytes,
      files: filesIn(item),
    };
  }
  const kind = migrationKindSchema.safeParse("kind" in raw ? raw.kind : undefined);
  if (!kind.success) return { line: line.number, reason: "kind" };
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  return { line: line.number, reason: "field", field: field.slice(0, LONGEST_FIELD) };
}

export function isGood(read: GoodItem | BadItem): read is GoodItem {
  return "text" in read;
}

function filesIn(item: MigrationItem): GoodItem["files"] {
  if (item.kind !== "history") return NO_FILES;
  return item.messages.flatMap(({ file }) =>
    file?.sha256 === undefined ? [] : [{ sha256: file.sha256, name: file.name }],
  );
}
