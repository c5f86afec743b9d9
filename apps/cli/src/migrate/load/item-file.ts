import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import type { MigrationItemInput } from "@plenum/model/migration";

/** It names everybody, so nobody but its owner reads it. */
const PRIVATE = 0o600;
/** Characters that are written at once. */
const PIECE = 256 * 1024;

/**
 * Writes items, one a line, as the administration takes them. Never over a file; what could not be finished is
 * removed.
 * @returns how many; undefined where the file is there already
 */
export async function writeItems(
  file: string,
  items: AsyncIterable<MigrationItemInput>,
): Promise<number | undefined> {
  const out = createWriteStream(file, { flags: "wx", mode: PRIVATE });
  try {
    await once(out, "open");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
  try {
    let count = 0;
    let piece = "";
    for await (const item of items) {
      piece += `${JSON.stringify(item)}\n`;
      count += 1;
      if (piece.length < PIECE) continue;
      if (!out.write(piece)) await once(out, "drain");
      piece = "";
    }
    out.end(piece);
    await finished(out);
    return count;
  } catch (error) {
    out.destroy();
    await rm(file, { force: true });
    throw error;
  }
}
