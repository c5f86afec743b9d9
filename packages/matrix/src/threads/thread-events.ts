import type { RawEvent } from "../timeline/raw-event.ts";
import { relationOf } from "../timeline/relation.ts";
import { rootIdOf } from "./digest.ts";

/**
 * The events of one thread: its first message, its answers, and what changes any of them (edits,
 * reactions). Keeps the order; a message that comes twice counts once, where it came first. Pure.
 */
export function threadEvents(events: readonly RawEvent[], rootId: string): readonly RawEvent[] {
  const inside = new Set<string>([rootId]);
  const seen = new Set<string>();
  const relations = events.map((event) => relationOf(event.type, event.content));
  events.forEach((event, index) => {
    const relation = relations[index];
    if (relation === undefined || event.stateKey !== undefined) return;
    if (event.eventId !== undefined && rootIdOf(event, relation) === rootId) {
      inside.add(event.eventId);
    }
  });
  return events.filter((event, index) => {
    const relation = relations[index];
    if (relation === undefined || event.stateKey !== undefined) return false;
    const changes = relation.kind === "edit" || relation.kind === "reaction";
    const belongs =
      event.eventId === rootId ||
      rootIdOf(event, relation) === rootId ||
      (changes && inside.has(relation.eventId));
    if (!belongs || seen.has(event.key)) return false;
    seen.add(event.key);
    return true;
  });
}
