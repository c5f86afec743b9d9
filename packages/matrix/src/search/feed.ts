import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { MatrixEventEvent } from "matrix-js-sdk/lib/models/event.js";
import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import { type Room, RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import { Batch } from "../observable/batch.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import type { Engine } from "../session/engine.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import type { LiveStretch } from "./coverage.ts";
import { toIndexed } from "./from-event.ts";
import type { IndexedMessage } from "./message.ts";

/** Milliseconds for which what comes is gathered. */
const GATHER = 500;
/** Events looked through in one go at the start, so that nobody waits for it. */
const CHUNK = 200;

export interface FeedEvents {
  add(messages: readonly IndexedMessage[]): void;
  remove(eventIds: readonly string[]): void;
  /** The loaded stretch of a room has changed. */
  live(roomId: string, stretch: LiveStretch): void;
}

/** Tells of every message that matrix-js-sdk gets to know, opens, or loses. */
export class Feed {
  readonly #added = new Map<MatrixEvent, string>();
  readonly #batch: Batch<string>;

  constructor(
    private readonly engine: Engine,
    private readonly lifetime: Lifetime,
    private readonly events: FeedEvents,
  ) {
    const { client } = engine;
    this.#batch = new Batch(lifetime, GATHER, (roomIds) => this.#tell(roomIds));
    const onTimeline = (event: MatrixEvent, room: Room | undefined): void => {
      if (room !== undefined) this.#take(event, room.roomId);
    };
    const onDecrypted = (event: MatrixEvent): void => {
      const roomId = event.getRoomId();
      if (roomId !== undefined && !event.isDecryptionFailure()) this.#take(event, roomId);
    };
    const onRedaction = (event: MatrixEvent): void => {
      const eventId = event.getAssociatedId();
      if (eventId !== undefined) events.remove([eventId]);
    };
    const onEcho = (event: MatrixEvent, room: Room): void => this.#take(event, room.roomId);
    client.on(RoomEvent.Timeline, onTimeline);
    client.on(RoomEvent.Redaction, onRedaction);
    client.on(RoomEvent.LocalEchoUpdated, onEcho);
    client.on(MatrixEventEvent.Decrypted, onDecrypted);
    lifetime.add(() => {
      client.off(RoomEvent.Timeline, onTimeline);
      client.off(RoomEvent.Redaction, onRedaction);
      client.off(RoomEvent.LocalEchoUpdated, onEcho);
      client.off(MatrixEventEvent.Decrypted, onDecrypted);
    });
  }

  /** Tells of everything that is there already, in small steps. */
  async readAll(pause: () => Promise<void>): Promise<void> {
    for (const room of this.engine.client.getRooms()) {
      const events = room.getLiveTimeline().getEvents();
      for (let at = 0; at < events.length; at += CHUNK) {
        for (const event of events.slice(at, at + CHUNK)) this.#take(event, room.roomId);
        await pause();
        if (this.lifetime.ended) return;
      }
      this.#batch.add(room.roomId);
    }
  }

  /** The messages with these ids again, as far as they are loaded. */
  again(eventIds: readonly string[]): void {
    for (const eventId of eventIds) {
      for (const room of this.engine.client.getRooms()) {
        const event = room.findEventById(eventId);
        if (event !== undefined) this.#take(event, room.roomId);
      }
    }
  }

  #take(event: MatrixEvent, roomId: string): void {
    this.#batch.add(roomId);
    if (event.isState()) return;
    if (event.shouldAttemptDecryption()) {
      // Its opening comes as an event of its own.
      this.engine.client.decryptEventIfNeeded(event).catch(() => undefined);
      return;
    }
    this.#added.set(event, roomId);
  }

  #tell(roomIds: ReadonlySet<string>): void {
    const own = this.engine.tokens.credentials.userId;
    const now = Date.now();
    const messages = [...this.#added]
      .map(([event, roomId]) => toIndexed(toRawEvent(event, own), roomId, now))
      .filter((message) => message !== undefined);
    this.#added.clear();
    if (messages.length > 0) this.events.add(messages);
    for (const roomId of roomIds) {
      const room = this.engine.settledRoom(roomId);
      if (room === undefined || room.getMyMembership() !== "join") continue;
      if (!room.hasEncryptionStateEvent()) continue;
      const stretch = stretchOf(room);
      if (stretch !== undefined) this.events.live(roomId, stretch);
    }
  }
}

function stretchOf(room: Room): LiveStretch | undefined {
  const timeline = room.getLiveTimeline();
  const events = timeline.getEvents();
  const [oldest, newest] = [events[0], events.at(-1)];
  if (oldest === undefined || newest === undefined) return undefined;
  const token = timeline.getPaginationToken(EventTimeline.BACKWARDS);
  return {
    newest: newest.getId() ?? "",
    newestTime: newest.getTs(),
    oldestTime: oldest.getTs(),
    ...(token === null ? {} : { token }),
    includes: (eventId) => room.getTimelineForEvent(eventId) === timeline,
  };
}
