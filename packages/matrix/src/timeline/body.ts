import { isRing } from "../calls/ring-log.ts";
import type { MediaSource, MessageBody } from "../contract.ts";
import { amount, field, record, text, type Untrusted } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName } from "../untrusted/names.ts";
import { safeMimeType } from "../media/mime.ts";
import { isPollStart, parsePoll } from "../polls/poll.ts";
import { cleanText } from "../untrusted/text.ts";
import type { RawEvent } from "./raw-event.ts";

/** Longer than any event of the protocol (65 kB), so only nonsense is cut. */
const LONGEST_TEXT = 70_000;
const LARGEST_PICTURE = 100_000;

/** @see https://spec.matrix.org/v1.16/client-server-api/#mroommessagemkeyverificationrequest */
export const VERIFICATION_REQUEST = "m.key.verification.request";

type FileBody = Extract<MessageBody, { kind: "file" }>;

const MEDIA_OF: Readonly<Record<string, FileBody["media"]>> = {
  "m.image": "image",
  "m.video": "video",
  "m.audio": "audio",
  "m.file": "file",
};

/** A reply's quotation of older clients, in front of the text. */
function withoutQuotation(body: string): string {
  if (!body.startsWith("> ")) return body;
  const lines = body.split("\n");
  const end = lines.findIndex((line) => !line.startsWith(">"));
  if (end < 0) return body;
  return lines.slice(lines[end] === "" ? end + 1 : end).join("\n");
}

function withoutHtmlQuotation(html: string): string {
  const end = html.indexOf("</mx-reply>");
  return html.startsWith("<mx-reply>") && end > 0 ? html.slice(end + "</mx-reply>".length) : html;
}

function sourceOf(content: Untrusted): MediaSource | undefined {
  const encrypted = record(content, "file");
  if (encrypted !== undefined) {
    const mxc = validMxc(field(encrypted, "url"));
    return mxc === undefined ? undefined : { mxc, encrypted };
  }
  const mxc = validMxc(field(content, "url"));
  return mxc === undefined ? undefined : { mxc };
}

function mimeTypeOf(info: Untrusted | undefined): string {
  const type = text(info, "mimetype", 255);
  return type !== undefined && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type)
    ? type.toLowerCase()
    : "application/octet-stream";
}

function pixels(info: Untrusted | undefined, key: "w" | "h"): number | undefined {
  const value = amount(info, key);
  return value !== undefined && value > 0 && value <= LARGEST_PICTURE
    ? Math.round(value)
    : undefined;
}

/** A day: no recording of a message is longer. */
const LONGEST_DURATION = 86_400_000;

function durationOf(content: Untrusted, info: Untrusted | undefined): number | undefined {
  const value =
    amount(info, "duration") ?? amount(record(content, "org.matrix.msc1767.audio"), "duration");
  return value !== undefined && value > 0 && value <= LONGEST_DURATION
    ? Math.round(value)
    : undefined;
}

const MOST_LEVELS = 256;
const LOUDEST = 1024;

/** How loud a voice message is over its time. @see https://github.com/matrix-org/matrix-spec-proposals/pull/3245 */
function voiceOf(content: Untrusted): readonly number[] | undefined {
  if (record(content, "org.matrix.msc3245.voice") === undefined) return undefined;
  const levels = field(record(content, "org.matrix.msc1767.audio"), "waveform");
  if (!Array.isArray(levels)) return [];
  return levels
    .slice(0, MOST_LEVELS)
    .map((level: unknown) =>
      typeof level === "number" && level >= 0 ? Math.min(1, level / LOUDEST) : 0,
    );
}

function thumbnailOf(info: Untrusted | undefined): FileBody["thumbnail"] {
  const encrypted = record(info, "thumbnail_file");
  const mxc = validMxc(field(encrypted ?? info, encrypted === undefined ? "thumbnail_url" : "url"));
  if (mxc === undefined) return undefined;
  return {
    source: encrypted === undefined ? { mxc } : { mxc, encrypted },
    mimeType: mimeTypeOf(record(info, "thumbnail_info")),
  };
}

/** The text beside a file, if the sender wrote one. @see https://spec.matrix.org/v1.16/client-server-api/#media-captions */
function captionOf(
  content: Untrusted,
  filename: string | undefined,
  body: string,
): Pick<FileBody, "caption" | "captionHtml"> {
  if (filename === undefined || body === filename) return {};
  const caption = cleanText(body);
  if (caption === "") return {};
  const captionHtml =
    text(content, "format", 64) === "org.matrix.custom.html"
      ? text(content, "formatted_body", LONGEST_TEXT)
      : undefined;
  return captionHtml === undefined ? { caption } : { caption, captionHtml };
}

/** A picture of a kind that is never shown (SVG, say) is a file like any other. */
function shownAs(media: FileBody["media"], mimeType: string): FileBody["media"] {
  const unknown = mimeType === "application/octet-stream";
  return media === "image" && !unknown && !safeMimeType(mimeType).startsWith("image/")
    ? "file"
    : media;
}

function fileBody(content: Untrusted, claimed: FileBody["media"]): MessageBody | undefined {
  const source = sourceOf(content);
  if (source === undefined) return undefined;
  const info = record(content, "info");
  const body = text(content, "body", LONGEST_TEXT) ?? "";
  const filename = text(content, "filename", 255);
  const size = amount(info, "size");
  const width = pixels(info, "w");
  const height = pixels(info, "h");
  const duration = durationOf(content, info);
  const thumbnail = thumbnailOf(info);
  const mimeType = mimeTypeOf(info);
  const media = shownAs(claimed, mimeType);
  const voice = media === "audio" ? voiceOf(content) : undefined;
  return {
    kind: "file",
    media,
    name: cleanName(filename ?? body, 255),
    ...captionOf(content, filename, body),
    mimeType,
    ...(size === undefined ? {} : { size: Math.trunc(size) }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(duration === undefined ? {} : { duration }),
    ...(thumbnail === undefined ? {} : { thumbnail }),
    ...(voice === undefined ? {} : { voice }),
    source,
  };
}

function textBody(content: Untrusted, type: string, isReply: boolean): MessageBody | undefined {
  const body = text(content, "body", LONGEST_TEXT);
  if (body === undefined) return undefined;
  const html =
    text(content, "format", 64) === "org.matrix.custom.html"
      ? text(content, "formatted_body", LONGEST_TEXT)
      : undefined;
  const style = type === "m.notice" ? "notice" : type === "m.emote" ? "emote" : "normal";
  return {
    kind: "text",
    style,
    body: isReply ? withoutQuotation(body) : body,
    ...(html === undefined ? {} : { html: isReply ? withoutHtmlQuotation(html) : html }),
  };
}

/** The content of an `m.room.message`, or of the new content of an edit. */
export function messageBody(content: unknown, isReply: boolean): MessageBody {
  const message = typeof content === "object" && content !== null ? (content as Untrusted) : {};
  const type = text(message, "msgtype", 64) ?? "";
  // Its words are for clients that cannot confirm, in English.
  const fallback = type === VERIFICATION_REQUEST ? undefined : text(message, "body", 1000);
  const unsupported: MessageBody = {
    kind: "unsupported",
    type: cleanName(type),
    ...(fallback === undefined ? {} : { fallback }),
  };
  // `Object.hasOwn`: a message type may be called "constructor".
  const media = Object.hasOwn(MEDIA_OF, type) ? MEDIA_OF[type] : undefined;
  if (media !== undefined) return fileBody(message, media) ?? unsupported;
  if (type === "m.text" || type === "m.notice" || type === "m.emote") {
    return textBody(message, type, isReply) ?? unsupported;
  }
  return unsupported;
}

/**
 * What a room shows of an event that is not state; undefined for what nobody is meant to see
 * (reactions, edits, signalling, unknown machine talk).
 */
export function bodyOf(event: RawEvent, isReply: boolean): MessageBody | undefined {
  if (event.decryption !== undefined && event.decryption !== "pending") {
    return { kind: "undecryptable", reason: event.decryption };
  }
  const visible =
    event.type === "m.room.message" ||
    event.type === "m.sticker" ||
    event.type === "m.room.encrypted";
  if (event.redacted) return visible || isPollStart(event.type) ? { kind: "redacted" } : undefined;
  if (event.type === "m.room.message") return messageBody(event.content, isReply);
  if (event.type === "m.sticker") {
    const content = typeof event.content === "object" ? event.content : {};
    return messageBody({ ...content, msgtype: "m.image" }, false);
  }
  if (isPollStart(event.type)) {
    const poll = parsePoll(event.content);
    return poll === undefined ? { kind: "unsupported", type: "m.poll" } : { kind: "poll", poll };
  }
  // What became of it stands elsewhere in the room.
  if (isRing(event)) return { kind: "call", outcome: "ringing" };
  return undefined;
}

const LONGEST_PREVIEW = 200;

/** One line that stands for a message in a list; empty for what has none. */
export function previewOf(body: MessageBody): string {
  if (body.kind === "text") return cleanName(body.body, LONGEST_PREVIEW);
  if (body.kind === "file") return cleanName(body.caption ?? body.name, LONGEST_PREVIEW);
  if (body.kind === "poll") return cleanName(body.poll.question, LONGEST_PREVIEW);
  if (body.kind === "unsupported") return cleanName(body.fallback ?? "", LONGEST_PREVIEW);
  return "";
}
