import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";

const IGNORED = new Set(["node_modules", "dist", "dist-page", "coverage", ".vite"]);

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !IGNORED.has(entry.name) && !entry.name.includes(".test."))
      .map((entry) => filesUnder(join(path, entry.name))),
  );
  return nested.flat();
}

/**
 * One hash for the content of files and folders, the same wherever the project lies.
 * Tests and build output do not count.
 */
export async function hashSources(root: string, sources: readonly string[]): Promise<string> {
  const files = (await Promise.all(sources.map((source) => filesUnder(join(root, source))))).flat();
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    hash
      .update(relative(root, file))
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex");
}
