import type { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { field, record, text, type Untrusted } from "../untrusted/guards.ts";
import { stretchOf } from "./history.ts";
import { Loaded } from "./loaded.ts";

/** In an encrypted event it stands outside, for the server to read. */
function relatesOf(event: MatrixEvent): Untrusted | undefined {
  return (
    record(event.getWireContent(), "m.relates_to") ??
    record(event.getOriginalContent(), "m.relates_to")
  );
}

function parentOf(event: MatrixEvent): string | undefined {
  const relates = relatesOf(event);
  return text(relates, "rel_type", 64) === undefined ? undefined : text(relates, "event_id", 255);
}

/** Id of the first message of the thread that an event is part of. */
export function threadRootOf(event: MatrixEvent): string | undefined {
  const relates = relatesOf(event);
  return field(relates, "rel_type") === "m.thread" ? text(relates, "event_id", 255) : undefined;
}

/** Ids of the messages that an event answers. */
export function quotedBy(event: MatrixEvent): readonly string[] {
  const quoted = text(record(relatesOf(event), "m.in_reply_to"), "event_id", 255);
  return quoted === undefined ? [] : [quoted];
}

function startOf([first]: readonly EventTimeline[]): number {
  return first?.getEvents()[0]?.getTs() ?? 0;
}

/** All timelines of a room, those of later events last. */
function inOrder(room: Room): readonly EventTimeline[] {
  const timelines = room.getUnfilteredTimelineSet().getTimelines();
  if (timelines.length <= 1) return timelines;
  const newest = stretchOf(room.getLiveTimeline());
  const past = new Map<EventTimeline, readonly EventTimeline[]>();
  for (const timeline of timelines) {
    if (newest.includes(timeline)) continue;
    const [first = timeline, ...rest] = stretchOf(timeline);
    past.set(first, [first, ...rest]);
  }
  return [...[...past.values()].toSorted((a, b) => startOf(a) - startOf(b)).flat(), ...newest];
}

/** One for a room, however many look at it; goes with the room. */
const rooms = new WeakMap<Room, Loaded<MatrixEvent>>();

/** What is in memory of a room, as of now. */
export function loadedOf(room: Room): Loaded<MatrixEvent> {
  let loaded = rooms.get(room);
  if (loaded === undefined) {
    loaded = new Loaded<MatrixEvent>((event) => event.getId(), parentOf);
    rooms.set(room, loaded);
  }
  loaded.take(inOrder(room).map((timeline) => timeline.getEvents()));
  return loaded;
}
