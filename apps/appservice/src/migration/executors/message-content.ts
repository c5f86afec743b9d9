import { createHash } from "node:crypto";
import type { HistoryMessage } from "@plenum/model/migration";

/** Key in the content of a message that was written in another system. */
export const IMPORTED = "chat.plenum.imported";
/** @see https://github.com/matrix-org/matrix-spec-proposals/pull/4144 */
export const PER_MESSAGE_PROFILE = "com.beeper.per_message_profile";

/** Bytes of text in one event, of which the homeserver takes 64 KiB with everything around it. */
const MOST_BYTES = 20_000;

/** One event of a message; a long message is several. */
export interface PlannedMessage {
  /** `<id of the message>#<part>`, by which it is found again in the room. */
  readonly mark: string;
  /** Milliseconds since 1970 that it is sent as of. */
  readonly sentAt: number;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface KeptFile {
  readonly mxc: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/**
 * What is written into the room for one message. The bot writes it, so the writer's name stands before the
 * text for clients that know nothing of it, and in a profile of the message for those that do. Plain text
 * alone: markup of the old system stays what it is.
 * @param files by their hashes
 */
export function plannedMessages(
  message: HistoryMessage,
  files: ReadonlyMap<string, KeptFile>,
): readonly PlannedMessage[] {
  const { name, userId } = message.sender;
  const file = message.file?.sha256 === undefined ? undefined : files.get(message.file.sha256);
  const lost = message.file !== undefined && file === undefined ? [`[${message.file.name}]`] : [];
  const text = [...(message.title === undefined ? [] : [message.title]), message.text, ...lost]
    .filter((part) => part !== "")
    .join("\n");
  const parts = text === "" && file !== undefined ? [] : piecesOf(text);
  const sentAt = Math.max(0, message.sentAt);
  const common = (part: number) => ({
    [PER_MESSAGE_PROFILE]: {
      id: createHash("sha256")
        .update(userId ?? name)
        .digest("base64url")
        .slice(0, 22),
      displayname: name,
      has_fallback: true,
    },
    [IMPORTED]: {
      id: message.id,
      part,
      ...(userId === undefined ? {} : { sender: userId }),
      ...(message.alert ? { alert: true } : {}),
      ...(message.title === undefined ? {} : { title: message.title }),
      ...(sentAt === message.sentAt ? {} : { sent_at: message.sentAt }),
    },
    // Names in old texts call nobody.
    "m.mentions": {},
  });
  const planned = parts.map((piece, part): PlannedMessage => ({
    mark: markOf(message.id, part),
    sentAt,
    content: { msgtype: "m.text", body: `${name}: ${piece}`, ...common(part) },
  }));
  if (file === undefined || message.file === undefined) return planned;
  const isPicture = /^image\/(?:png|jpeg|gif|webp)$/.test(file.mediaType);
  return [
    ...planned,
    {
      mark: markOf(message.id, parts.length),
      sentAt,
      content: {
        msgtype: isPicture ? "m.image" : "m.file",
        body: message.file.name,
        filename: message.file.name,
        url: file.mxc,
        info: { mimetype: file.mediaType, size: file.bytes },
        ...common(parts.length),
        [PER_MESSAGE_PROFILE]: {
          ...common(parts.length)[PER_MESSAGE_PROFILE],
          has_fallback: false,
        },
      },
    },
  ];
}

/** By which an event of an imported message is found again; undefined for any other event. */
export function markIn(content: Readonly<Record<string, unknown>>): string | undefined {
  const imported = content[IMPORTED];
  if (typeof imported !== "object" || imported === null) return undefined;
  const id: unknown = Reflect.get(imported, "id");
  const part: unknown = Reflect.get(imported, "part");
  return typeof id === "string" && typeof part === "number" ? markOf(id, part) : undefined;
}

function markOf(id: string, part: number): string {
  return `${part}#${id}`;
}

/** The text in pieces that events can hold, cut between lines where there are any. */
export function piecesOf(text: string): readonly string[] {
  if (Buffer.byteLength(text) <= MOST_BYTES) return [text];
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  const end = (): void => {
    if (piece !== "") pieces.push(piece);
    piece = "";
    bytes = 0;
  };
  for (const line of text.split(/(?<=\n)/u)) {
    const length = Buffer.byteLength(line);
    if (bytes + length > MOST_BYTES) end();
    if (length <= MOST_BYTES) {
      piece += line;
      bytes += length;
      continue;
    }
    for (const character of line) {
      const size = Buffer.byteLength(character);
      if (bytes + size > MOST_BYTES) end();
      piece += character;
      bytes += size;
    }
  }
  end();
  return pieces;
}
