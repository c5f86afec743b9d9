import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
export type WebManifest = z.infer<typeof manifestSchema>;

/** Scripts that a browser loads before anything is shown: the entry and all it imports statically. */
export function initialScripts(manifest: WebManifest): string[] {
  const pending = Object.entries(manifest)
    .filter(([, chunk]) => chunk.isEntry)
    .map(([key]) => key);
  const seen = new Set<string>();
  for (const key of pending) {
    if (seen.has(key)) continue;
    seen.add(key);
    pending.push(...(manifest[key]?.imports ?? []));
  }
  return [...seen].map((key) => manifest[key]?.file ?? "").filter((file) => /\.m?js$/.test(file));
}

/** Bytes of a file after gzip, as the origin sends it. */
export async function gzipSize(file: string): Promise<number> {
  return (await promisify(gzip)(await readFile(file), { level: 9 })).length;
}

/**
 * Bytes of the initial JavaScript of a built client, compressed.
 * @param dist folder of the build, with `.vite/manifest.json`
 */
export async function initialScriptBytes(dist: string): Promise<number> {
  const text = await readFile(join(dist, ".vite", "manifest.json"), "utf8");
  const scripts = initialScripts(manifestSchema.parse(JSON.parse(text)));
  const sizes = await Promise.all(scripts.map((file) => gzipSize(join(dist, file))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
