import { LARGEST_FILE } from "@plenum/model/migration";
import { breather } from "../breather.ts";

/** A file that messages name by its hash. */
export interface NamedFile {
  readonly sha256: string;
  /** As the first message calls it. */
  readonly name: string;
  readonly messages: number;
}

/** A named file that lies on this device. */
export interface FoundFile {
  readonly sha256: string;
  readonly name: string;
  readonly file: File;
}

/** What came out of looking at files. */
export interface LookedAt {
  readonly found: ReadonlyMap<string, FoundFile>;
  /** Names of those that are larger than the server takes. */
  readonly tooLarge: readonly string[];
  readonly unreadable: readonly string[];
}

export const NOTHING_LOOKED_AT: LookedAt = { found: new Map(), tooLarge: [], unreadable: [] };

/**
 * Looks which files are named, by their content and one at a time, since each is in memory meanwhile.
 * @param before what came out of other files; what was found stays found
 * @param onProgress is told how many are looked at
 * @throws only the signal's reason
 */
export async function lookAtFiles(
  files: readonly File[],
  named: ReadonlyMap<string, NamedFile>,
  {
    before,
    signal,
    onProgress,
  }: {
    before: LookedAt;
    signal: AbortSignal;
    onProgress: (done: number) => void;
  },
): Promise<LookedAt> {
  const found = new Map(before.found);
  const tooLarge: string[] = [];
  const unreadable: string[] = [];
  const breathe = breather();
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    onProgress(index);
    if (found.size === named.size) break;
    if (file.size > LARGEST_FILE) {
      tooLarge.push(file.name);
      continue;
    }
    const sha256 = await hashOf(file);
    if (sha256 === undefined) unreadable.push(file.name);
    const wanted = sha256 === undefined ? undefined : named.get(sha256);
    if (wanted !== undefined) {
      found.set(wanted.sha256, { sha256: wanted.sha256, name: wanted.name, file });
    }
    await breathe();
  }
  signal.throwIfAborted();
  onProgress(files.length);
  return { found, tooLarge, unreadable };
}

/** SHA-256 of a file, hexadecimal. @returns nothing where it cannot be read */
async function hashOf(file: Blob): Promise<string | undefined> {
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
      "",
    );
  } catch {
    return undefined;
  }
}
