import type { Observable, ThreadPlace, TimelineSnapshot } from "@plenum/matrix";

/** Where something is written: a room, or a thread in it. */
export interface Place {
  readonly roomId: string;
  readonly thread?: ThreadPlace;
}

/** A thread that a composer writes into. */
export interface ComposerThread {
  readonly rootId: string;
  /** The thread's own messages, oldest first. */
  readonly timeline: Observable<Pick<TimelineSnapshot, "items">>;
}

/** Under which drafts and uploads of a place are kept; of a room it is the room's id. */
export function placeKey(roomId: string, threadRootId?: string): string {
  return threadRootId === undefined ? roomId : `${roomId} ${threadRootId}`;
}

/** The room of a place. */
export function roomOfPlace(place: string): string {
  return place.split(" ", 1)[0] ?? place;
}

/** The thread of a place; empty for the room itself. */
export function threadOfPlace(place: string): string {
  return place.slice(roomOfPlace(place).length + 1);
}

/** The thread as messages refer to it, with the newest message that the server has. */
export function threadPlace(thread: ComposerThread | undefined): ThreadPlace | undefined {
  if (thread === undefined) return undefined;
  const last = thread.timeline
    .get()
    .items.findLast((item) => item.kind === "message" && item.eventId !== undefined);
  const lastEventId = last?.kind === "message" ? last.eventId : undefined;
  return { rootId: thread.rootId, lastEventId: lastEventId ?? thread.rootId };
}
