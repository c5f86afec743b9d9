import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

/** Answers with a file; calls `otherwise` when there is none. */
export type FileHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  otherwise: () => void,
) => void;

/** Files whose name carries a hash of their content never change. */
function isImmutable(path: string): boolean {
  return /\/assets\/.+-[\w-]{8}\.\w+$/.test(path);
}

/** What finds people in pictures; no list of types knows these endings. */
const MODEL = /\.(?:tflite|binarypb)$/;

/**
 * A folder of built files, with their compressed siblings. Looks at the disk on every request, so
 * that a build while the origin runs is seen.
 * @param headers go with every file
 */
export function folderHandler(
  folder: string,
  headers: Readonly<Record<string, string>>,
): FileHandler {
  return sirv(folder, {
    dev: true,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      const kept = isImmutable(path) ? "public, max-age=31536000, immutable" : "no-cache";
      response.setHeader("Cache-Control", kept);
      if (MODEL.test(path)) response.setHeader("Content-Type", "application/octet-stream");
    },
  });
}
