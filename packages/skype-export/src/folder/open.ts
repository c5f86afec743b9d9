import { constants } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Finding, Tell } from "../findings/finding.ts";
import { limited } from "../findings/limit.ts";
import { rootOf } from "../xml/read.ts";
import { baseName, kindByName, kindByRoot, type FileKind } from "./kinds.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { openZip, type OpenZip } from "./zip.ts";
import type { FolderCode } from "./words.ts";

/** A file of the export, on the disk or in an archive. */
export interface ExportFile {
  /** Relative to the folder, with `/`: `ExportedUserData.zip/DocItemSet.xml`. */
  readonly name: string;
  readonly bytes: number;
  readonly kind: FileKind;
  /** When it was written last, milliseconds since 1970; 0 where that is not known. */
  readonly modified: number;
  /** Reads it from its beginning; may be called several times. Rejects where it cannot be read on. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface ExportFolder {
  /** In the order of their names. */
  readonly files: readonly ExportFile[];
  readonly close: () => void;
}

const CHUNK = 64 * 1024;

/**
 * Looks at an export folder, or at a single archive or file of it. Nothing is written, no symbolic
 * link is followed. What cannot be looked at is told and left out.
 * @param where as somebody typed it; a link here is theirs
 */
export async function openExport(
  where: string,
  tell: Tell,
  limits: Limits = LIMITS,
): Promise<ExportFolder> {
  const limit = limited(tell, where);
  const look = new Look(limits, limit.tell);
  try {
    const root = await realpath(where);
    if ((await stat(root)).isDirectory()) await look.folder(root, "", 1);
    else await look.file(root, path.basename(root));
  } catch (error) {
    look.tell("folder-missing", where, { detail: messageOf(error) });
  }
  const files = look.files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  if (files.every(({ kind }) => kind === "other")) look.tell("folder-empty", where);
  limit.close();
  return {
    files,
    close: () => {
      for (const zip of look.zips) zip.close();
    },
  };
}

/**
 * Opens a file of an export that was looked at before, by its name; nothing else of the export is
 * looked at. Rejects where it is not there any more, or cannot be read on.
 * @param where the export, as it was looked at
 */
export async function* openAgain(where: string, name: string): AsyncGenerator<Uint8Array> {
  const root = await realpath(where);
  const base = (await stat(root)).isDirectory() ? root : path.dirname(root);
  const archive = await archiveOf(base, name);
  if (archive === undefined) {
    yield* fromDisk(path.join(base, name));
    return;
  }
  const at = path.join(base, archive);
  const zip = await openZip(at, archive, (await stat(at)).size, LIMITS, () => undefined);
  try {
    const member = zip.members.find((one) => `${archive}/${one.name}` === name);
    if (member === undefined) throw new Error(`${name} is not there any more`);
    yield* member.open();
  } finally {
    zip.close();
  }
}

/** The archive that a name leads into: a folder may be called like one. */
async function archiveOf(base: string, name: string): Promise<string | undefined> {
  for (let end = name.indexOf("/"); end > 0; end = name.indexOf("/", end + 1)) {
    const before = name.slice(0, end);
    if (kindByName(before) !== "zip") continue;
    if ((await stat(path.join(base, before))).isFile()) return before;
  }
  return undefined;
}

class Look {
  readonly files: ExportFile[] = [];
  readonly zips: OpenZip[] = [];
  private entries = 0;

  constructor(
    private readonly limits: Limits,
    private readonly hear: Tell,
  ) {}

  readonly tell = (code: FolderCode, file: string, facts: Finding["facts"] = {}): void => {
    this.hear({ code, severity: SEVERITIES[code] ?? "problem", place: { file }, facts });
  };

  async folder(folder: string, name: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      const inside = name === "" ? entry.name : `${name}/${entry.name}`;
      this.entries += 1;
      if (this.entries > this.limits.entries) {
        if (this.entries === this.limits.entries + 1) {
          this.tell("folder-entries", inside, { most: this.limits.entries });
        }
        return;
      }
      const at = path.join(folder, entry.name);
      if (entry.isSymbolicLink()) this.tell("folder-link", inside);
      else if (entry.isFile()) await this.file(at, inside);
      else if (entry.isDirectory()) {
        if (depth >= this.limits.depth) this.tell("folder-too-deep", inside);
        else await this.subfolder(at, inside, depth + 1);
      }
    }
  }

  async file(at: string, name: string): Promise<void> {
    const { size, mtimeMs } = await stat(at);
    const modified = sinceThen(mtimeMs);
    const kind = kindByName(name);
    if (kind === "zip") await this.zip(at, name, size, modified);
    else await this.add({ name, bytes: size, kind, modified, open: () => fromDisk(at) });
  }

  private async subfolder(at: string, name: string, depth: number): Promise<void> {
    try {
      await this.folder(at, name, depth);
    } catch (error) {
      this.tell("folder-missing", name, { detail: messageOf(error) });
    }
  }

  private async zip(at: string, name: string, size: number, written: number): Promise<void> {
    const zip = await openZip(at, name, size, this.limits, this.tell);
    this.zips.push(zip);
    let known = 0;
    for (const { name: inside, bytes, modified, open } of zip.members) {
      const kind = await this.add({
        name: `${name}/${inside}`,
        bytes,
        kind: kindByName(inside),
        modified: sinceThen(modified) || written,
        open,
      });
      if (kind !== "other") known += 1;
    }
    if (zip.members.length > 0 && known === 0) this.tell("zip-unknown", name);
  }

  private async add(file: ExportFile): Promise<FileKind> {
    const kind =
      file.kind === "xml" && baseName(file.name).toLowerCase() !== "[content_types].xml"
        ? (kindByRoot(await rootOf(file.open())) ?? this.unknownXml(file.name))
        : file.kind === "xml"
          ? "other"
          : file.kind;
    this.files.push({ ...file, kind });
    return kind;
  }

  private unknownXml(name: string): FileKind {
    // A document that is named for what it holds is read, so that its reader says what is wrong.
    if (/docitemset|homedresource/i.test(baseName(name))) return "user-data";
    this.tell("xml-unknown", name);
    return "other";
  }
}

const SEVERITIES: Partial<Record<FolderCode, Finding["severity"]>> = {
  "folder-missing": "stop",
  "folder-empty": "stop",
  "folder-entries": "stop",
  "zip-broken": "stop",
  "zip-entries": "stop",
  "zip-bomb": "stop",
  "zip-unknown": "note",
  "xml-unknown": "note",
};

/** Whole milliseconds since 1970, 0 for what is no time. */
function sinceThen(moment: number): number {
  return Number.isFinite(moment) && moment > 0 ? Math.floor(moment) : 0;
}

async function* fromDisk(at: string): AsyncGenerator<Uint8Array> {
  // It was a file when it was looked at; it must not have become a link since.
  const handle = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW);
  yield* handle.createReadStream({ highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : "";
}
