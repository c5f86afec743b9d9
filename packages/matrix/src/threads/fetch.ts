import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord, text } from "../untrusted/guards.ts";

export interface Page {
  /** Newest first, as the server sends them. */
  readonly events: readonly MatrixEvent[];
  /** Where the next page begins; undefined after the last one. */
  readonly next: string | undefined;
}

/** Events of an answer, on their way to being decrypted; what is none is left out. */
export function mapEvents(engine: Engine, roomId: string, chunk: unknown): readonly MatrixEvent[] {
  if (!Array.isArray(chunk)) return [];
  const map = engine.client.getEventMapper();
  return chunk
    .filter((event) => isRecord(event) && typeof event["event_id"] === "string")
    .map((event: object) => map({ ...event, room_id: roomId }));
}

/**
 * A page of what belongs to a thread, with edits and reactions.
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1roomsroomidrelationseventid
 * @throws MatrixFailure
 */
export async function fetchThread(
  engine: Engine,
  roomId: string,
  rootId: string,
  from: string | undefined,
): Promise<Page> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v1", "rooms", roomId, "relations", rootId),
    query: {
      dir: "b",
      limit: "50",
      recurse: "true",
      ...(from === undefined ? {} : { from }),
    },
    signal: engine.lifetime.signal,
  });
  return {
    events: mapEvents(engine, roomId, field(answer, "chunk")),
    next: text(answer, "next_batch", 1000),
  };
}

/**
 * A page of the first messages of a room's threads, the latest answered first.
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1roomsroomidthreads
 * @throws MatrixFailure
 */
export async function fetchThreads(
  engine: Engine,
  roomId: string,
  from: string | undefined,
  limit: number,
): Promise<Page> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v1", "rooms", roomId, "threads"),
    query: { limit: String(limit), ...(from === undefined ? {} : { from }) },
    signal: engine.lifetime.signal,
  });
  return {
    events: mapEvents(engine, roomId, field(answer, "chunk")),
    next: text(answer, "next_batch", 1000),
  };
}

/** One event. @throws MatrixFailure */
export async function fetchEvent(
  engine: Engine,
  roomId: string,
  eventId: string,
): Promise<MatrixEvent | undefined> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "event", eventId),
    signal: engine.lifetime.signal,
  });
  return mapEvents(engine, roomId, [answer])[0];
}

/** Waits until it is clear of every event whether it can be read. */
export async function decrypted(engine: Engine, events: readonly MatrixEvent[]): Promise<void> {
  await Promise.allSettled(events.map((event) => engine.client.decryptEventIfNeeded(event)));
}
