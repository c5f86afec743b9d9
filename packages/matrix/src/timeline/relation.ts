import { field, record, text } from "../untrusted/guards.ts";

export type Relation =
  | { readonly kind: "none" }
  | { readonly kind: "edit"; readonly eventId: string }
  | { readonly kind: "reaction"; readonly eventId: string; readonly key: string }
  | { readonly kind: "reply"; readonly eventId: string }
  /** `replyTo` only where it answers a message of the thread, not for the sake of older clients. */
  | { readonly kind: "thread"; readonly rootId: string; readonly replyTo?: string };

const LONGEST_REACTION = 64;

/** What an event says it belongs to. @see https://spec.matrix.org/v1.16/client-server-api/#forming-relationships-between-events */
export function relationOf(type: string, content: unknown): Relation {
  const relates = record(content, "m.relates_to");
  const eventId = text(relates, "event_id", 255);
  const kind = text(relates, "rel_type", 64);
  if (kind === "m.replace") {
    return eventId === undefined ? { kind: "none" } : { kind: "edit", eventId };
  }
  if (type === "m.reaction") {
    const key = text(relates, "key", LONGEST_REACTION)?.trim();
    const valid =
      kind === "m.annotation" && eventId !== undefined && key !== undefined && key !== "";
    return valid ? { kind: "reaction", eventId, key } : { kind: "none" };
  }
  const replied = text(record(relates, "m.in_reply_to"), "event_id", 255);
  if (kind === "m.thread" && eventId !== undefined && eventId !== "") {
    const answers = replied !== undefined && field(relates, "is_falling_back") !== true;
    return { kind: "thread", rootId: eventId, ...(answers ? { replyTo: replied } : {}) };
  }
  return replied === undefined ? { kind: "none" } : { kind: "reply", eventId: replied };
}
