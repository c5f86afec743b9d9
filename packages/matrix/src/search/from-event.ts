import type { MessageBody } from "../contract.ts";
import { messageBody, bodyOf } from "../timeline/body.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { relationOf } from "../timeline/relation.ts";
import { clampTime, record } from "../untrusted/guards.ts";
import type { IndexedMessage } from "./message.ts";

/** Texts beyond are cut: nobody looks for the end of a log file. */
const LONGEST_TEXT = 20_000;
const EVENT_ID = /^\$[\u0021-\u007E]{1,254}$/;

function contentOf(body: MessageBody): Pick<IndexedMessage, "kind" | "text"> | undefined {
  if (body.kind === "text") return { kind: "text", text: body.body };
  if (body.kind === "file") {
    const text = [body.name, body.caption ?? ""].filter((part) => part !== "").join("\n");
    return { kind: body.media === "image" || body.media === "video" ? "picture" : "file", text };
  }
  if (body.kind === "poll") {
    const answers = body.poll.answers.map(({ text }) => text);
    return { kind: "poll", text: [body.poll.question, ...answers].join("\n") };
  }
  return undefined;
}

/**
 * An event as the index keeps it; undefined for what is not to be found: state, reactions, what is
 * deleted, not opened or not sent yet. An edit becomes its message, as the edit made it.
 * @param now milliseconds since the epoch; no time later than this is believed
 */
export function toIndexed(
  event: RawEvent,
  roomId: string,
  now: number,
): IndexedMessage | undefined {
  const { eventId, sender } = event;
  if (eventId === undefined || !EVENT_ID.test(eventId) || event.send.kind !== "sent")
    return undefined;
  if (event.redacted || event.decryption !== undefined || event.stateKey !== undefined)
    return undefined;
  const relation = relationOf(event.type, event.content);
  if (relation.kind === "reaction") return undefined;
  const timestamp = clampTime(event.timestamp, now);
  if (relation.kind !== "edit") {
    const body = bodyOf(event, relation.kind === "reply");
    const content = body === undefined ? undefined : contentOf(body);
    if (content === undefined) return undefined;
    return { eventId, roomId, sender, timestamp, ...cut(content) };
  }
  const edited = record(event.content, "m.new_content");
  if (edited === undefined || event.type !== "m.room.message") return undefined;
  if (!EVENT_ID.test(relation.eventId)) return undefined;
  const content = contentOf(messageBody(edited, false));
  if (content === undefined) return undefined;
  const edit = { eventId, timestamp };
  return { eventId: relation.eventId, roomId, sender, timestamp, ...cut(content), edit };
}

function cut(
  content: Pick<IndexedMessage, "kind" | "text">,
): Pick<IndexedMessage, "kind" | "text"> {
  return content.text.length <= LONGEST_TEXT
    ? content
    : { kind: content.kind, text: content.text.slice(0, LONGEST_TEXT) };
}
