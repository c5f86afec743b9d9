import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
export type WebManifest = z.infer<typeof manifestSchema>;

/**
 * What the client loads on demand but every signed-in person needs before the list of rooms can be
 * worked with: the frame, the texts of one language, the session and its cryptography.
 */
const SIGNED_IN_CHUNKS = [
  "src/shell/Workspace.tsx",
  "src/i18n/de.json",
  "packages/matrix/src/index.ts",
  "packages/matrix/src/session/session.ts",
  "matrix-js-sdk/lib/rust-crypto/index.js",
  "matrix-sdk-crypto-wasm/index.mjs",
];

/** The page of a call (a widget in other clients): its texts in one language come by themselves. */
export const CALL_PAGE_CHUNKS: readonly string[] = ["src/i18n/texts-de.ts"];

/** And what it loads besides while its preview is looked at, for a call that is joined. */
export const JOINED_CALL_CHUNKS: readonly string[] = [
  ...CALL_PAGE_CHUNKS,
  // Not a file of its own: whispering has it too.
  "session",
  "src/views/running.tsx",
  "src/preview/more-settings.tsx",
];

/** A part of the signed-in client that the build does not know: the budget would measure too little. */
export class MissingChunkError extends Error {
  constructor(readonly chunk: string) {
    super(`The build has no chunk ${chunk}: name its successor in web-bundle.ts.`);
    this.name = "MissingChunkError";
  }
}

/**
 * Scripts that a browser has loaded when a signed-in person can work: the entry, the chunks named
 * above, and all they import statically; each once.
 * @throws MissingChunkError
 */
export function initialScripts(
  manifest: WebManifest,
  onDemand: readonly string[] = SIGNED_IN_CHUNKS,
): string[] {
  const keys = Object.keys(manifest);
  const pending = keys.filter((key) => manifest[key]?.isEntry);
  for (const chunk of onDemand) {
    const key = keys.find(
      (candidate) => candidate.endsWith(chunk) || manifest[candidate]?.name === chunk,
    );
    if (key === undefined) throw new MissingChunkError(chunk);
    pending.push(key);
  }
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
 * Bytes of the initial JavaScript of a built page, compressed.
 * @param dist folder of the build, with `.vite/manifest.json`
 * @param onDemand what the page loads by itself; by default that of the client with somebody signed in
 */
export async function initialScriptBytes(
  dist: string,
  onDemand: readonly string[] = SIGNED_IN_CHUNKS,
): Promise<number> {
  const text = await readFile(join(dist, ".vite", "manifest.json"), "utf8");
  const scripts = initialScripts(manifestSchema.parse(JSON.parse(text)), onDemand);
  const sizes = await Promise.all(scripts.map((file) => gzipSize(join(dist, file))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
