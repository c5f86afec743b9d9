import {
  getFileNameLowLevel,
  openPromise,
  validateFileName,
  type Entry,
  type ZipFile,
} from "yauzl";
import type { Finding } from "../findings/finding.ts";
import type { Limits } from "./limits.ts";
import type { FolderCode } from "./words.ts";

/** A file inside an archive that may be read. */
export interface ZipMember {
  /** Inside the archive, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970, as the archive says it; old ones mean the clock of this machine. May be no number. */
  readonly modified: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface OpenZip {
  readonly members: readonly ZipMember[];
  readonly close: () => void;
}

type TellOf = (code: FolderCode, file: string, facts?: Finding["facts"]) => void;

const ARCHIVES = /\.(?:zip|7z|rar|cab|gz|tgz|bz2|xz|tar)$/i;
const FILE_TYPE = 0o17_00_00;
const SYMBOLIC_LINK = 0o12_00_00;

/**
 * Looks into an archive. Members that may do harm are told and left out, the others can be opened;
 * an archive that is harmful as a whole, or broken, has none.
 * @param name how findings call the archive
 */
export async function openZip(
  path: string,
  name: string,
  size: number,
  limits: Limits,
  tell: TellOf,
): Promise<OpenZip> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    tell("zip-broken", name, { detail: messageOf(error) });
    return { members: [], close: () => undefined };
  }
  zip.on("error", () => undefined);
  const members = await membersOf(zip, name, size, limits, tell);
  return { members, close: () => zip.close() };
}

async function membersOf(
  zip: ZipFile,
  name: string,
  size: number,
  limits: Limits,
  tell: TellOf,
): Promise<readonly ZipMember[]> {
  if (zip.entryCount > limits.entries) {
    tell("zip-entries", name, { entries: zip.entryCount, most: limits.entries });
    return [];
  }
  const members: ZipMember[] = [];
  const names = new Set<string>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const inside = memberName(entry);
      const file = `${name}/${inside}`;
      if (inside.endsWith("/")) continue;
      const refusal = refused(entry, inside, names, limits);
      if (refusal !== undefined) {
        tell(refusal, file, { bytes: entry.uncompressedSize });
        continue;
      }
      total += entry.uncompressedSize;
      if (total > limits.total || (total > limits.freely && total > size * limits.ratio)) {
        tell("zip-bomb", name, { bytes: total, size });
        return [];
      }
      names.add(inside.toLowerCase());
      members.push({
        name: inside,
        bytes: entry.uncompressedSize,
        modified: entry.getLastModDate().getTime(),
        open: () => stream(zip, entry),
      });
    }
  } catch (error) {
    tell("zip-broken", name, { detail: messageOf(error) });
  }
  return members;
}

function refused(
  entry: Entry,
  inside: string,
  names: ReadonlySet<string>,
  limits: Limits,
): FolderCode | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (validateFileName(inside) !== null || /[\u0000-\u001F\u007F]/.test(inside)) return "zip-path";
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return "zip-link";
  if (entry.isEncrypted()) return "zip-encrypted";
  if (!entry.canDecodeFileData()) return "zip-method";
  if (ARCHIVES.test(inside)) return "zip-nested";
  if (names.has(inside.toLowerCase())) return "zip-twice";
  if (inside.split("/").length > limits.depth) return "folder-too-deep";
  const swollen = entry.uncompressedSize > entry.compressedSize * limits.ratio;
  return swollen && entry.uncompressedSize > limits.freely ? "zip-member-bomb" : undefined;
}

function memberName(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  // Backslashes, as older .NET writes them, become slashes; nothing is checked yet.
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** yauzl ends the stream with an error where there is more, or less, than the directory says. */
async function* stream(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : "";
}
