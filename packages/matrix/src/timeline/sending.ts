import { record } from "../untrusted/guards.ts";

export interface TextOptions {
  readonly html?: string;
  readonly replyTo?: string;
  readonly emote?: boolean;
  readonly mentions?: readonly string[];
}

/** The content of a text message. @see https://spec.matrix.org/v1.16/client-server-api/#mtext */
export function textContent(text: string, options: TextOptions = {}): Record<string, unknown> {
  return {
    msgtype: options.emote === true ? "m.emote" : "m.text",
    body: text,
    ...(options.html === undefined
      ? {}
      : { format: "org.matrix.custom.html", formatted_body: options.html }),
    // Always there: its absence would make others guess from the text.
    "m.mentions":
      options.mentions === undefined || options.mentions.length === 0
        ? {}
        : { user_ids: [...options.mentions] },
    ...(options.replyTo === undefined
      ? {}
      : { "m.relates_to": { "m.in_reply_to": { event_id: options.replyTo } } }),
  };
}

/**
 * The content of an edit; what the message was a reply to stays.
 * @see https://spec.matrix.org/v1.16/client-server-api/#event-replacements
 */
export function editContent(
  eventId: string,
  original: unknown,
  text: string,
  html: string | undefined,
): Record<string, unknown> {
  const style = { emote: record({ original }, "original")?.["msgtype"] === "m.emote" };
  const content = textContent(text, { ...style, ...(html === undefined ? {} : { html }) });
  return {
    ...textContent(`* ${text}`, { ...style, ...(html === undefined ? {} : { html: `* ${html}` }) }),
    "m.new_content": content,
    "m.relates_to": { rel_type: "m.replace", event_id: eventId },
  };
}

/** Which kind of message a file becomes. */
export function fileMessageType(mimeType: string): "m.image" | "m.video" | "m.audio" | "m.file" {
  if (/^image\/(?:jpeg|png|gif|webp|avif|apng)$/.test(mimeType)) return "m.image";
  if (mimeType.startsWith("video/")) return "m.video";
  if (mimeType.startsWith("audio/")) return "m.audio";
  return "m.file";
}
