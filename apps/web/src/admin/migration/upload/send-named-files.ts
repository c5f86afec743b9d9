import { sentFileSchema } from "@plenum/model/migration";
import { ApiError } from "../../../api/problem-error.ts";
import type { ApiClient } from "../../../api/client.ts";
import type { FoundFile } from "./named-files.ts";

/** Media types as the server takes them. */
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/;
const ANY_TYPE = "application/octet-stream";
/** Characters of the longest name that the server takes. */
const LONGEST_NAME = 255;

/** How far files are sent. */
export interface SentFiles {
  /** Hashes of those that the server has. */
  readonly there: ReadonlySet<string>;
  /** How many of them it had before. */
  readonly known: number;
  /** Those that it did not take, by their hashes: what lies there now has other bytes. */
  readonly refused: ReadonlyMap<string, string>;
}

export const NO_FILES_SENT: SentFiles = { there: new Set(), known: 0, refused: new Map() };

/**
 * Sends files one after the other, each as it lies on the disk. May be called again with what came out of the call
 * before that failed: nothing is sent twice.
 * @throws ApiError, whatever reading throws, or the signal's reason
 */
export async function sendNamedFiles(
  api: Pick<ApiClient, "authorised">,
  files: Iterable<FoundFile>,
  {
    from,
    onSent,
    signal,
  }: { from: SentFiles; onSent: (sent: SentFiles) => void; signal: AbortSignal },
): Promise<SentFiles> {
  let sent = from;
  for (const found of files) {
    signal.throwIfAborted();
    if (sent.there.has(found.sha256)) continue;
    sent = await sendOne(api, found, sent, signal);
    onSent(sent);
  }
  return sent;
}

async function sendOne(
  api: Pick<ApiClient, "authorised">,
  { sha256, name, file }: FoundFile,
  sent: SentFiles,
  signal: AbortSignal,
): Promise<SentFiles> {
  const refused = new Map(sent.refused);
  refused.delete(sha256);
  const type = MEDIA_TYPE.test(file.type) ? file.type : ANY_TYPE;
  const query = new URLSearchParams({ name: name.trim().slice(0, LONGEST_NAME) || "Datei", type });
  try {
    const { known } = await api.authorised({
      method: "PUT",
      path: `/api/v1/migration/files/${sha256}?${query.toString()}`,
      file: file.slice(0, file.size, ANY_TYPE),
      signal,
      answer: sentFileSchema,
    });
    return {
      there: new Set([...sent.there, sha256]),
      known: sent.known + (known ? 1 : 0),
      refused,
    };
  } catch (error) {
    const isRefused = error instanceof ApiError && error.code === "invalid-request";
    if (!isRefused) throw error;
    return { ...sent, refused: refused.set(sha256, name) };
  }
}
