import { createHash } from "node:crypto";
import { LARGEST_FILE, sentFileSchema } from "@plenum/model/migration";
import type { ExportFile } from "@plenum/skype-export";
import type { LedgerClient } from "./ledger-client.ts";

/** What people send most; everything else is bytes. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["pdf", "application/pdf"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["txt", "text/plain"],
  ["csv", "text/csv"],
  ["doc", "application/msword"],
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xls", "application/vnd.ms-excel"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt", "application/vnd.ms-powerpoint"],
  ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["zip", "application/zip"],
]);

/** Files that messages name: how many there are, and how many bytes. */
export class KeptFiles {
  count = 0;
  bytes = 0;

  constructor(
    /** Undefined where nothing is sent. */
    private readonly client: LedgerClient | undefined,
  ) {}

  /** Sends a file before the message that names it. @returns its hash; undefined where it cannot come along */
  readonly keep = async (file: ExportFile, name: string): Promise<string | undefined> => {
    if (file.bytes > LARGEST_FILE) return undefined;
    const sha256 = await hashOf(file);
    if (sha256 === undefined) return undefined;
    this.count += 1;
    this.bytes += file.bytes;
    if (this.client === undefined) return sha256;
    const type = TYPES.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase());
    const query = new URLSearchParams({
      name: Array.from(name.trim() || "Datei")
        .slice(0, 120)
        .join(""),
      type: type ?? "application/octet-stream",
    });
    const path = `/api/v1/migration/files/${sha256}?${query}`;
    await this.client.ask({ method: "PUT", path, bytes: file.open }, sentFileSchema);
    return sha256;
  };
}

async function hashOf(file: ExportFile): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const piece of file.open()) hash.update(piece);
  } catch {
    // Told by the readers of the folder; its message keeps the name.
    return undefined;
  }
  return hash.digest("hex");
}
