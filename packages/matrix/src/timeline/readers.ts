import type { Member, TimelineItem } from "../contract.ts";
import type { RawEvent } from "./raw-event.ts";

/** A person's receipt. */
export interface Receipt {
  readonly userId: string;
  readonly eventId: string;
}

/**
 * Who has read up to which message. A receipt may stand at something that is not shown (a
 * reaction, an edit): it counts for the message before. Those who wrote a message need not be told
 * to have read it.
 * @param events in the order of the server
 * @param receiptsOf receipts that stand at an event
 * @returns event id of a shown message → those who have read up to it
 */
export function readersOf(
  events: readonly RawEvent[],
  items: readonly TimelineItem[],
  receiptsOf: (eventId: string) => readonly Receipt[],
  memberOf: (userId: string) => Member,
): ReadonlyMap<string, readonly Member[]> {
  const shown = new Map<string, string>();
  for (const item of items) {
    if (item.kind === "message" && item.eventId !== undefined) {
      shown.set(item.eventId, item.sender.userId);
    }
  }
  const readers = new Map<string, Member[]>();
  let last: string | undefined;
  for (const { eventId } of events) {
    if (eventId === undefined) continue;
    if (shown.has(eventId)) last = eventId;
    if (last === undefined) continue;
    for (const { userId } of receiptsOf(eventId)) {
      if (userId === shown.get(last)) continue;
      const reader = memberOf(userId);
      // Servers take asking to be let in for reading up to there.
      if (reader.membership === "knock" || reader.membership === "invite") continue;
      const known = readers.get(last);
      if (known === undefined) readers.set(last, [reader]);
      else if (!known.some((member) => member.userId === userId)) known.push(reader);
    }
  }
  return readers;
}

/** `next` with every list that says the same as before, and the whole map if all of them do. */
export function shareReaders(
  before: ReadonlyMap<string, readonly Member[]>,
  next: ReadonlyMap<string, readonly Member[]>,
): ReadonlyMap<string, readonly Member[]> {
  let same = before.size === next.size;
  const shared = new Map<string, readonly Member[]>();
  for (const [eventId, members] of next) {
    const old = before.get(eventId);
    const kept =
      old !== undefined &&
      old.length === members.length &&
      old.every((member, index) => member === members[index]);
    shared.set(eventId, kept ? old : members);
    same = same && kept;
  }
  return same ? before : shared;
}
