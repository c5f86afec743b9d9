import { MIGRATION_KINDS, type MigrationKind } from "@plenum/model/migration";
import { breather } from "../breather.ts";
import { linesOf } from "./lines.ts";
import type { NamedFile } from "./named-files.ts";
import { isGood, readItem, type BadItem } from "./read-item.ts";

/** Wrong lines that are shown. */
const MOST_BAD = 100;

/** What is in a file of items, as far as somebody wants to know it before it is sent. */
export interface Preview {
  /** Lines that can be sent. */
  readonly good: number;
  /** In the order of making; kinds of which there is none are left out. */
  readonly kinds: readonly { readonly kind: MigrationKind; readonly number: number }[];
  readonly badCount: number;
  /** The first ones. */
  readonly bad: readonly BadItem[];
  /** Lines about something that a line before was about, and the first of them. */
  readonly twice: { readonly number: number; readonly first?: number };
  /** Files that messages name, by their hashes. */
  readonly files: ReadonlyMap<string, NamedFile>;
}

/**
 * Reads a file of items line by line. Of its content only numbers and keys are kept.
 * @param onProgress is told the bytes that are read, now and then
 * @throws whatever reading throws, or the signal's reason
 */
export async function checkFile(
  file: Blob,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (bytes: number) => void } = {},
): Promise<Preview> {
  const numbers = new Map<MigrationKind, number>();
  const seen = new Set<string>();
  const bad: BadItem[] = [];
  let badCount = 0;
  let good = 0;
  const files = new Map<string, NamedFile>();
  let twice: Preview["twice"] = { number: 0 };
  const breathe = breather();
  for await (const line of linesOf(file)) {
    signal?.throwIfAborted();
    const read = readItem(line);
    if (isGood(read)) {
      good += 1;
      for (const { sha256, name } of read.files) {
        const before = files.get(sha256);
        files.set(sha256, { name, ...before, sha256, messages: (before?.messages ?? 0) + 1 });
      }
      numbers.set(read.kind, (numbers.get(read.kind) ?? 0) + 1);
      if (seen.has(read.id)) {
        twice = { number: twice.number + 1, first: twice.first ?? read.line };
      }
      seen.add(read.id);
    } else {
      badCount += 1;
      if (bad.length < MOST_BAD) bad.push(read);
    }
    if ((good + badCount) % 200 === 0) onProgress?.(line.end);
    await breathe();
  }
  const kinds = MIGRATION_KINDS.flatMap((kind) => {
    const number = numbers.get(kind);
    return number === undefined ? [] : [{ kind, number }];
  });
  return { good, kinds, badCount, bad, twice, files };
}
