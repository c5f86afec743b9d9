import type { TimelineItem } from "@plenum/matrix";
import type { Translate } from "../i18n/keys.ts";
import { summaryOf } from "../timeline/summary.ts";
import type { ComposerTarget } from "./target.ts";

/** The last own message that can be edited. */
export function lastOwnText(
  items: readonly TimelineItem[],
): { eventId: string; text: string; html?: string } | undefined {
  for (const item of items.toReversed()) {
    if (item.kind !== "message" || !item.own || item.eventId === undefined) continue;
    if (item.body.kind === "text" && item.send.kind === "sent") {
      const { body, html } = item.body;
      return { eventId: item.eventId, text: body, ...(html === undefined ? {} : { html }) };
    }
  }
  return undefined;
}

/** The target "reply to this event", if the event is in sight. */
export function replyTarget(
  items: readonly TimelineItem[],
  eventId: string,
  t: Translate,
): ComposerTarget | undefined {
  const item = items.find(
    (candidate) => candidate.kind === "message" && candidate.eventId === eventId,
  );
  if (item?.kind !== "message") return undefined;
  return {
    kind: "reply",
    eventId,
    sender: item.sender.displayName,
    preview: summaryOf(item.body, t),
  };
}
