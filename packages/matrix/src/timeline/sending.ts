import type { Mentions, SendTextOptions, ThreadPlace } from "../contract.ts";
import { field, record, texts } from "../untrusted/guards.ts";

/** More people than anybody mentions; a limit against what others write. */
const MOST_MENTIONS = 500;

/** The content of a text message. @see https://spec.matrix.org/v1.16/client-server-api/#mtext */
export function textContent(text: string, options: SendTextOptions = {}): Record<string, unknown> {
  const relation = relationTo(options.thread, options.replyTo);
  return {
    msgtype: options.emote === true ? "m.emote" : "m.text",
    body: wellFormed(text),
    ...(options.html === undefined
      ? {}
      : { format: "org.matrix.custom.html", formatted_body: wellFormed(options.html) }),
    // Always there: its absence would make others guess from the text.
    "m.mentions": mentionsContent(options.mentions),
    ...(relation === undefined ? {} : { "m.relates_to": relation }),
  };
}

/** Half characters, which no server takes, become the sign for a broken one. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

/**
 * What a message belongs to: a thread, an answered message, or an answer within a thread.
 * @see https://spec.matrix.org/v1.16/client-server-api/#fallback-for-unthreaded-clients
 */
export function relationTo(
  thread: ThreadPlace | undefined,
  replyTo?: string,
): Record<string, unknown> | undefined {
  if (thread !== undefined) {
    return {
      rel_type: "m.thread",
      event_id: thread.rootId,
      is_falling_back: replyTo === undefined,
      "m.in_reply_to": { event_id: replyTo ?? thread.lastEventId },
    };
  }
  return replyTo === undefined ? undefined : { "m.in_reply_to": { event_id: replyTo } };
}

/**
 * The content of an edit; what the message was a reply to stays. Outside stand only those who were
 * not mentioned before: nobody is notified twice.
 * @param original content of the message as it was first sent; untrusted
 * @see https://spec.matrix.org/v1.16/client-server-api/#event-replacements
 */
export function editContent(
  eventId: string,
  original: unknown,
  text: string,
  { html, mentions }: { readonly html?: string; readonly mentions?: Mentions } = {},
): Record<string, unknown> {
  const content = record({ original }, "original");
  const style = { emote: content?.["msgtype"] === "m.emote" };
  return {
    ...textContent(`* ${text}`, {
      ...style,
      ...(html === undefined ? {} : { html: `* ${html}` }),
      ...(mentions === undefined ? {} : { mentions: newlyMentioned(content, mentions) }),
    }),
    "m.new_content": textContent(text, {
      ...style,
      ...(html === undefined ? {} : { html }),
      ...(mentions === undefined ? {} : { mentions }),
    }),
    "m.relates_to": { rel_type: "m.replace", event_id: eventId },
  };
}

function mentionsContent(mentions: Mentions | undefined): Record<string, unknown> {
  return {
    ...(mentions === undefined || mentions.userIds.length === 0
      ? {}
      : { user_ids: [...new Set(mentions.userIds)] }),
    ...(mentions?.room === true ? { room: true } : {}),
  };
}

function newlyMentioned(original: unknown, mentions: Mentions): Mentions {
  const before = record(original, "m.mentions");
  const known = new Set(texts(before, "user_ids", MOST_MENTIONS));
  return {
    userIds: mentions.userIds.filter((userId) => !known.has(userId)),
    room: mentions.room === true && field(before, "room") !== true,
  };
}

/** Which kind of message a file becomes. */
export function fileMessageType(mimeType: string): "m.image" | "m.video" | "m.audio" | "m.file" {
  if (/^image\/(?:jpeg|png|gif|webp|avif|apng)$/.test(mimeType)) return "m.image";
  if (mimeType.startsWith("video/")) return "m.video";
  if (mimeType.startsWith("audio/")) return "m.audio";
  return "m.file";
}
