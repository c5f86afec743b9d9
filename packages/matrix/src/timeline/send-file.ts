import type { FileToSend } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { encryptAttachment } from "../media/attachment.ts";
import { describeMedia, type MediaDescription } from "../media/describe.ts";
import { upload } from "../media/upload.ts";
import type { Engine } from "../session/engine.ts";
import { fileMessageType, relationTo } from "./sending.ts";

export interface FileSending extends FileToSend {
  readonly encrypted: boolean;
  /** Bytes that the server takes; undefined when it does not say. */
  readonly limit: number | undefined;
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

type Uploaded = Readonly<Record<string, unknown>>;

async function send(
  engine: Engine,
  { encrypted, signal }: FileSending,
  data: Blob,
  onProgress: (fraction: number) => void,
  keys: { readonly url: string; readonly file: string },
): Promise<Uploaded> {
  const put = (blob: Blob): Promise<string> =>
    upload(engine.api, engine.tokens, blob, onProgress, signal);
  if (!encrypted) return { [keys.url]: await put(data) };
  const sealed = await encryptAttachment(await data.arrayBuffer());
  // The server learns neither name nor kind.
  const mxc = await put(new Blob([sealed.data], { type: "application/octet-stream" }));
  return { [keys.file]: sealed.describe(mxc) };
}

async function thumbnailInfo(
  engine: Engine,
  sending: FileSending,
  { thumbnail }: MediaDescription,
): Promise<Uploaded> {
  if (thumbnail === undefined) return {};
  const { blob, width, height } = thumbnail;
  const where = await send(engine, sending, blob, () => undefined, {
    url: "thumbnail_url",
    file: "thumbnail_file",
  });
  return {
    ...where,
    thumbnail_info: { mimetype: blob.type, size: blob.size, w: width, h: height },
  };
}

/** The parts that make an audio file a voice message. @see https://github.com/matrix-org/matrix-spec-proposals/pull/3245 */
export function voiceContent(voice: FileToSend["voice"]): Uploaded {
  if (voice === undefined) return {};
  const waveform = voice.waveform.map((level) =>
    Math.round(Math.min(1, Math.max(0, level)) * 1024),
  );
  return {
    "org.matrix.msc1767.audio": { duration: Math.round(voice.duration), waveform },
    "org.matrix.msc3245.voice": {},
  };
}

/**
 * Uploads a file and its thumbnail, encrypted first if the room is, and makes the message for it.
 * @returns the content of the `m.room.message`
 * @throws MatrixFailure `too-large` before anything is read; an AbortError when `signal` stopped it
 */
export async function fileContent(engine: Engine, sending: FileSending): Promise<Uploaded> {
  const { file, caption, voice, limit, thread } = sending;
  if (limit !== undefined && file.size > limit) {
    throw new MatrixFailure("too-large", "The file is larger than the server takes");
  }
  const mimetype = file.type === "" ? "application/octet-stream" : file.type;
  const msgtype = fileMessageType(file.type);
  const media = await describeMedia(file, msgtype, sending.signal);
  const thumbnail = await thumbnailInfo(engine, sending, media);
  const data = new Blob([file], { type: mimetype });
  const where = await send(engine, sending, data, sending.onProgress, { url: "url", file: "file" });
  const duration = voice?.duration ?? media.duration;
  const relation = relationTo(thread);
  return {
    msgtype,
    body: caption === undefined || caption === "" ? file.name : caption,
    filename: file.name,
    info: {
      mimetype,
      size: file.size,
      ...(media.width === undefined ? {} : { w: media.width, h: media.height }),
      ...(duration === undefined ? {} : { duration: Math.round(duration) }),
      ...thumbnail,
    },
    ...voiceContent(voice),
    ...where,
    "m.mentions": {},
    ...(relation === undefined ? {} : { "m.relates_to": relation }),
  };
}
