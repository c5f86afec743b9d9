import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { TimelineItem } from "../contract.ts";
import { toRawEvent } from "./from-sdk.ts";
import { loadedOf } from "./loaded-room.ts";
import { relationOf } from "./relation.ts";

/** The id of one's own reaction to an event, once the server has it. */
export function ownReaction(
  room: Room,
  ownUserId: string,
  eventId: string,
  key: string,
): string | undefined {
  return [...loadedOf(room).childrenOf(eventId), ...room.getPendingEvents()]
    .find((event) => {
      const sent = event.status === null || event.status === EventStatus.SENT;
      if (!sent || event.getSender() !== ownUserId || event.isRedacted()) return false;
      const raw = toRawEvent(event, ownUserId);
      const relation = relationOf(raw.type, raw.content);
      return relation.kind === "reaction" && relation.eventId === eventId && relation.key === key;
    })
    ?.getId();
}

/** What failed at a timeline item: the message itself, or edits of it. */
export function failedAt(
  room: Room,
  ownUserId: string,
  items: readonly TimelineItem[],
  key: string,
): readonly MatrixEvent[] {
  const item = items.find((entry) => entry.key === key);
  const eventId = item?.kind === "message" ? item.eventId : undefined;
  return room.getPendingEvents().filter((event) => {
    const raw = toRawEvent(event, ownUserId);
    if (raw.send.kind !== "failed") return false;
    const relation = relationOf(raw.type, raw.content);
    const edits = eventId !== undefined && relation.kind === "edit" && relation.eventId === eventId;
    return raw.key === key || edits;
  });
}
