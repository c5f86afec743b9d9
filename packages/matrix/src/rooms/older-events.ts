import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { isMessage } from "../timeline/build.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { newestStretch } from "../timeline/history.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { field, isRecord, record, text } from "../untrusted/guards.ts";

/** Words that are kept of a message that is only counted. */
const KEPT_TEXT = 300;

/** What was loaded of a room for nothing but its numbers: older than its timeline in memory. */
export interface Older {
  /** Oldest event of the timeline when this was loaded: while it is there, no gap is between. */
  readonly anchor: string;
  /** Oldest first. What cannot be read yet stays an event of matrix-js-sdk, since a key may come. */
  readonly events: readonly (RawEvent | MatrixEvent)[];
  /** Replies of threads that are older still, in the order of each thread. */
  readonly replies: readonly (RawEvent | MatrixEvent)[];
  /** Continues where `events` begins; undefined at the beginning of the room. */
  readonly token: string | undefined;
  readonly threadsComplete: boolean;
}

/** As little of an event as counting and a line of preview need. */
export function compact(event: RawEvent, ownUserId: string): RawEvent {
  const { key, sender, timestamp, redacted, send, type } = event;
  const base = {
    key,
    ...(event.eventId === undefined ? {} : { eventId: event.eventId }),
    sender,
    timestamp,
    redacted,
    send,
  };
  const isOwnMember = type === "m.room.member" && event.stateKey === ownUserId;
  if (isOwnMember || (type !== "m.room.message" && isMessage(event))) return { ...event };
  if (type !== "m.room.message" || redacted) {
    // Nothing to see, but a receipt may point at it.
    return { ...base, type: "", content: undefined, stateKey: "" };
  }
  const content: Record<string, unknown> = { body: text(event.content, "body", KEPT_TEXT) };
  for (const key of ["msgtype", "m.mentions", "m.relates_to"]) {
    content[key] = field(event.content, key);
  }
  const edited = record(event.content, "m.new_content");
  if (edited !== undefined) content["m.new_content"] = { "m.mentions": edited["m.mentions"] };
  return { ...base, type, content };
}

/** The events that were removed by something in the loaded timeline. */
export function removedIn(room: Room): ReadonlySet<string> {
  const removed = new Set<string>();
  for (const event of newestStretch(room).events) {
    if (event.getType() !== "m.room.redaction") continue;
    const target: unknown = field(event.getContent(), "redacts") ?? event.event.redacts;
    if (typeof target === "string") removed.add(target);
  }
  return removed;
}

function isRaw(event: RawEvent | MatrixEvent): event is RawEvent {
  return "key" in event && isRecord(event.send);
}

/** The older events of all rooms for which some had to be loaded. */
export class OlderEvents {
  readonly #rooms = new Map<string, Older>();

  set(roomId: string, older: Older): void {
    this.#rooms.set(roomId, older);
  }

  /** Undefined as soon as it no longer joins the timeline in memory. */
  of(room: Room): Older | undefined {
    const older = this.#rooms.get(room.roomId);
    if (older === undefined) return undefined;
    const joins = newestStretch(room).events.some((event) => event.getId() === older.anchor);
    if (joins) return older;
    this.#rooms.delete(room.roomId);
    return undefined;
  }

  /** How many events are held over all rooms. */
  get size(): number {
    let size = 0;
    for (const older of this.#rooms.values()) size += older.events.length + older.replies.length;
    return size;
  }
}

/** The older events in front of the newest ones, each once, without what has been removed since. */
export function withOlder(
  older: Older,
  room: Room,
  newest: readonly RawEvent[],
  ownUserId: string,
): readonly RawEvent[] {
  const seen = new Set(
    room
      .getLiveTimeline()
      .getEvents()
      .map((event) => event.getId()),
  );
  const removed = removedIn(room);
  const front: RawEvent[] = [];
  // What is in both has its place in the stretch without gaps.
  const inStretch = new Set(older.events.map((entry) => idOf(entry)));
  const replies = older.replies.filter((entry) => !inStretch.has(idOf(entry)));
  for (const entry of [...replies, ...older.events]) {
    const event = isRaw(entry) ? entry : toRawEvent(entry, ownUserId);
    if (event.eventId === undefined || seen.has(event.eventId)) continue;
    front.push(removed.has(event.eventId) ? { ...event, redacted: true } : event);
  }
  return [...front, ...newest];
}

function idOf(entry: RawEvent | MatrixEvent): string | undefined {
  return isRaw(entry) ? entry.eventId : entry.getId();
}
