import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { MatrixFailure } from "../errors/failure.ts";
import { type Api, path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord, text, type Untrusted } from "../untrusted/guards.ts";

/** Events around the one that is looked for: more than fit on a screen. */
const CONTEXT = 60;

/** Everything that hangs together with a timeline of matrix-js-sdk, from the oldest part on. */
export function stretchOf(timeline: EventTimeline): readonly EventTimeline[] {
  let first = timeline;
  for (
    let before = first.getNeighbouringTimeline(EventTimeline.BACKWARDS);
    before !== null;
    before = before.getNeighbouringTimeline(EventTimeline.BACKWARDS)
  ) {
    first = before;
  }
  const parts = [first];
  for (
    let after = first.getNeighbouringTimeline(EventTimeline.FORWARDS);
    after !== null;
    after = after.getNeighbouringTimeline(EventTimeline.FORWARDS)
  ) {
    parts.push(after);
  }
  return parts;
}

/** The newest events of a room as far back as they are in memory without a gap. */
export function newestStretch(room: Room): {
  readonly events: readonly MatrixEvent[];
  /** Continues before the first of them; undefined at the beginning of the room. */
  readonly token: string | undefined;
} {
  const parts = stretchOf(room.getLiveTimeline());
  const [first] = parts;
  return {
    events:
      parts.length === 1 && first !== undefined
        ? first.getEvents()
        : parts.flatMap((part) => part.getEvents()),
    token: first?.getPaginationToken(EventTimeline.BACKWARDS) ?? undefined,
  };
}

function events(answer: unknown, key: string): readonly Untrusted[] {
  const found = field(answer, key);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/**
 * The part of the history around an event, from memory or from the server; joined to what is
 * loaded where they touch.
 * @throws MatrixFailure
 */
export async function timelineAround(
  engine: Engine,
  room: Room,
  eventId: string,
): Promise<EventTimeline> {
  const set = room.getUnfilteredTimelineSet();
  const loaded = set.getTimelineForEvent(eventId);
  if (loaded !== null) return loaded;
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", room.roomId, "context", eventId),
    query: { limit: String(CONTEXT), filter: '{"lazy_load_members":true}' },
    signal: engine.lifetime.signal,
  });
  const event = field(answer, "event");
  if (!isRecord(event)) throw new MatrixFailure("not-found", "The event did not come");
  const meanwhile = set.getTimelineForEvent(eventId);
  if (meanwhile !== null) return meanwhile;
  const map = engine.client.getEventMapper();
  const toEvent = (raw: Untrusted): MatrixEvent => map({ ...raw, room_id: room.roomId });
  // From the newest to the oldest: what comes before is added one by one.
  const around = [
    ...events(answer, "events_after").toReversed(),
    event,
    ...events(answer, "events_before"),
  ].map((raw) => toEvent(raw));
  const timeline = set.addTimeline();
  timeline.initialiseState(events(answer, "state").map((raw) => toEvent(raw)));
  timeline.setPaginationToken(text(answer, "end", 4096) ?? null, EventTimeline.FORWARDS);
  set.addEventsToTimeline(around, true, false, timeline, text(answer, "start", 4096) ?? null);
  return set.getTimelineForEvent(eventId) ?? timeline;
}

/**
 * The token with which the history goes on after an event.
 * @throws MatrixFailure
 */
export async function tokenAfter(engine: Engine, roomId: string, eventId: string): Promise<string> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "context", eventId),
    query: { limit: "0" },
    signal: engine.lifetime.signal,
  });
  const token = text(answer, "end", 4096);
  if (token === undefined) throw new MatrixFailure("unknown", "The history has no end");
  return token;
}

/**
 * One event by its id, without its surroundings.
 * @throws MatrixFailure
 */
export async function singleEvent(
  engine: Engine,
  roomId: string,
  eventId: string,
): Promise<MatrixEvent> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "event", eventId),
    signal: engine.lifetime.signal,
  });
  if (!isRecord(answer)) throw new MatrixFailure("not-found", "The event did not come");
  const event = engine.client.getEventMapper()({ ...answer, room_id: roomId });
  await event.getDecryptionPromise();
  return event;
}

/** See `RoomHandle.eventAt`. */
export async function eventAt(api: Api, roomId: string, timestamp: number): Promise<string> {
  const answer = await api.request({
    method: "GET",
    path: path("v1", "rooms", roomId, "timestamp_to_event"),
    query: { ts: String(Math.trunc(timestamp)), dir: "f" },
  });
  const eventId = text(answer, "event_id", 255);
  if (eventId === undefined) throw new MatrixFailure("not-found", "Nothing came after that time");
  return eventId;
}
