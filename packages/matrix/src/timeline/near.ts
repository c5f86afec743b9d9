import type { TimelineItem } from "../contract.ts";
import type { RawEvent } from "./raw-event.ts";
import { relationOf } from "./relation.ts";

/**
 * The shown message that stands for an event: itself, what an edit or reaction belongs to, or the
 * next one shown before it, else after it.
 * @param where `before`: an event that belongs to another counts for its own place
 * @returns an event id; the given one if nothing better is loaded
 */
export function messageNear(
  events: readonly RawEvent[],
  items: readonly TimelineItem[],
  eventId: string,
  where: "anywhere" | "before" = "anywhere",
): string {
  const position = events.findLastIndex((event) => event.eventId === eventId);
  const event = events[position];
  if (event === undefined) return eventId;
  const shown = new Set<string>();
  for (const item of items) {
    if (item.kind === "message" && item.eventId !== undefined) shown.add(item.eventId);
  }
  if (shown.has(eventId)) return eventId;
  const relation = relationOf(event.type, event.content);
  if (where === "anywhere" && (relation.kind === "edit" || relation.kind === "reaction")) {
    if (shown.has(relation.eventId)) return relation.eventId;
  }
  const isShown = ({ eventId: id }: RawEvent): boolean => id !== undefined && shown.has(id);
  const before = events.slice(0, position).findLast((entry) => isShown(entry));
  const near =
    where === "before"
      ? before
      : (before ?? events.slice(position).find((entry) => isShown(entry)));
  return near?.eventId ?? eventId;
}
