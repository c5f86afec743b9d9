import { isRecord, record, text, type Untrusted } from "../untrusted/guards.ts";

/** What belongs to the place where a message stood, not to what it says. */
const LEFT_BEHIND = new Set(["m.relates_to", "m.new_content", "m.mentions", "m.in_reply_to"]);

/**
 * The content of a message as it goes on into another room: its newest wording, without what it
 * answered, and calling nobody.
 * @param edit content of the newest edit, if there is one
 */
export function forwardContent(content: unknown, edit?: unknown): Record<string, unknown> {
  const newest: Untrusted = record(edit, "m.new_content") ?? (isRecord(content) ? content : {});
  const kept = Object.entries(newest).filter(([key]) => !LEFT_BEHIND.has(key));
  const result: Record<string, unknown> = Object.fromEntries(kept);
  const wasReply = record(record(content, "m.relates_to"), "m.in_reply_to") !== undefined;
  const body = text(newest, "body", 70_000);
  const html = text(newest, "formatted_body", 70_000);
  if (wasReply && body !== undefined) result["body"] = body.replace(/^(?:>.*\n)+\n?/, "");
  if (wasReply && html !== undefined) {
    result["formatted_body"] = html.replace(/^<mx-reply>[\s\S]*?<\/mx-reply>/, "");
  }
  return { ...result, "m.mentions": {} };
}
