import { MatrixFailure } from "../errors/failure.ts";
import { encryptAttachment } from "../media/attachment.ts";
import { largestUpload, upload } from "../media/upload.ts";
import type { Engine } from "../session/engine.ts";
import { fileMessageType } from "./sending.ts";

/** Width and height of a picture, where the browser can tell. */
async function dimensionsOf(file: File): Promise<{ w: number; h: number } | undefined> {
  if (fileMessageType(file.type) !== "m.image" || typeof createImageBitmap !== "function") {
    return undefined;
  }
  try {
    const bitmap = await createImageBitmap(file);
    const size = { w: bitmap.width, h: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    // Not a picture after all: it goes as it is.
    return undefined;
  }
}

/**
 * Uploads a file, encrypted first if the room is, and makes the message for it.
 * @param onProgress from 0 to 1
 * @returns the content of the `m.room.message`
 * @throws MatrixFailure `too-large` before anything is sent; an AbortError when `signal` stopped it
 */
export async function sendFileTo(
  engine: Engine,
  encrypted: boolean,
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const limit = await largestUpload(engine.api, signal);
  if (limit !== undefined && file.size > limit) {
    throw new MatrixFailure("too-large", "The file is larger than the server takes");
  }
  const type = fileMessageType(file.type);
  const dimensions = await dimensionsOf(file);
  const info = {
    mimetype: file.type === "" ? "application/octet-stream" : file.type,
    size: file.size,
    ...dimensions,
  };
  const message = { msgtype: type, body: file.name, filename: file.name, info, "m.mentions": {} };
  const send = (data: Blob): Promise<string> =>
    upload(engine.api, engine.tokens, data, onProgress, signal);
  if (!encrypted) return { ...message, url: await send(new Blob([file], { type: info.mimetype })) };
  const { data, describe } = await encryptAttachment(await file.arrayBuffer());
  // The server learns neither name nor kind.
  const mxc = await send(new Blob([data], { type: "application/octet-stream" }));
  return { ...message, file: describe(mxc) };
}
