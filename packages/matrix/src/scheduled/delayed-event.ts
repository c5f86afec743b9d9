import type { ScheduledMessage } from "../contract.ts";
import { amount, field, isRecord, record, text, texts } from "../untrusted/guards.ts";

/** A waiting event of the server's list. */
export interface DelayedEvent {
  readonly id: string;
  readonly roomId: string;
  readonly type: string;
  readonly sendAt: number;
  readonly content: unknown;
}

const LONGEST_TEXT = 100_000;
const MOST_MENTIONS = 500;

/**
 * The waiting messages of the server's answer; states that wait (a call's end) are left out.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4140
 */
export function readDelayedEvents(answer: unknown): readonly DelayedEvent[] {
  // Older drafts of the proposal, which servers still speak, and the newest one.
  const list = field(answer, "delayed_events") ?? field(answer, "scheduled");
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (!isRecord(entry) || typeof field(entry, "state_key") === "string") return [];
    const id = text(entry, "delay_id", 255);
    const roomId = text(entry, "room_id", 255);
    const type = text(entry, "type", 255);
    const delay = amount(entry, "delay");
    const since = amount(entry, "running_since");
    if (id === undefined || roomId === undefined || type === undefined) return [];
    if (delay === undefined || since === undefined) return [];
    return [{ id, roomId, type, sendAt: since + delay, content: field(entry, "content") }];
  });
}

/**
 * A waiting event as a message.
 * @param clear type and content after decryption; undefined where there is no key
 */
export function toScheduled(
  event: DelayedEvent,
  clear: { readonly type: string; readonly content: unknown } | undefined,
): ScheduledMessage | undefined {
  if (clear !== undefined && clear.type !== "m.room.message") return undefined;
  const content = clear?.content;
  const relates = record(event.content, "m.relates_to") ?? record(content, "m.relates_to");
  const answered = text(record(relates, "m.in_reply_to"), "event_id", 255);
  const rootId =
    text(relates, "rel_type", 64) === "m.thread" ? text(relates, "event_id", 255) : undefined;
  const fallback = rootId !== undefined && field(relates, "is_falling_back") === true;
  const body = text(content, "body", LONGEST_TEXT);
  const html = text(content, "formatted_body", LONGEST_TEXT);
  const mentions = record(content, "m.mentions");
  return {
    id: event.id,
    roomId: event.roomId,
    ...(rootId === undefined
      ? {}
      : { thread: { rootId, lastEventId: fallback ? (answered ?? rootId) : rootId } }),
    ...(answered === undefined || fallback ? {} : { replyTo: answered }),
    sendAt: event.sendAt,
    ...(body === undefined ? {} : { text: body }),
    ...(html === undefined ? {} : { html }),
    ...(field(content, "msgtype") === "m.emote" ? { emote: true } : {}),
    mentions: {
      userIds: texts(mentions, "user_ids", MOST_MENTIONS),
      ...(field(mentions, "room") === true ? { room: true } : {}),
    },
  };
}
