import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type {
  CallAnnouncement,
  RoomHandle,
  SendTextOptions,
  ThreadHandle,
  ThreadPlace,
  TimelineSnapshot,
} from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { powerSourceOf } from "../members/from-sdk.ts";
import { Value } from "../observable/value.ts";
import { removedIn } from "../rooms/older-events.ts";
import { markRead } from "../rooms/reading.ts";
import type { Engine } from "../session/engine.ts";
import { TimelineBuilder } from "../timeline/build.ts";
import { RawEvents } from "../timeline/from-sdk.ts";
import { newestStretch, stretchOf } from "../timeline/history.ts";
import { importerOf } from "../timeline/imported.ts";
import { loadedOf } from "../timeline/loaded-room.ts";
import { MessageWriter } from "../timeline/message-writer.ts";
import { OpenRoom } from "../timeline/open-room.ts";
import { Outbox } from "../timeline/outbox.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { RoomPeople } from "../timeline/room-people.ts";
import { relationTo } from "../timeline/sending.ts";
import { fetchEvent, fetchThread } from "./fetch.ts";
import { threadEvents } from "./thread-events.ts";

/** Milliseconds for which a receipt waits for the next one. */
const RECEIPT_DELAY = 300;

/** One thread of an open room. Whoever is in the room and in its call is the room's own matter. */
export class Thread extends MessageWriter implements ThreadHandle {
  readonly id: string;
  readonly summary: RoomHandle["summary"];
  readonly members: RoomHandle["members"];
  readonly callMembers: RoomHandle["callMembers"];
  readonly myPowerLevel: RoomHandle["myPowerLevel"];
  readonly timeline = new Value<TimelineSnapshot>({
    stretch: 0,
    items: [],
    canLoadOlder: true,
    loadingOlder: false,
    canLoadNewer: false,
    loadingNewer: false,
    readers: new Map(),
    typing: [],
  });
  readonly #open: OpenRoom;
  readonly #people: RoomPeople;
  protected readonly outbox: Outbox;
  readonly #raw: RawEvents;
  readonly #builder = new TimelineBuilder();
  /** What is not in the timeline of the room, oldest first. */
  #older: readonly MatrixEvent[] = [];
  #next: string | undefined;
  #complete = false;
  #loading = false;
  #receiptWaits = false;

  constructor(
    private readonly room: RoomHandle,
    private readonly engine: Engine,
    readonly rootId: string,
  ) {
    super();
    this.id = room.id;
    this.summary = room.summary;
    this.members = room.members;
    this.callMembers = room.callMembers;
    this.myPowerLevel = room.myPowerLevel;
    this.#open = new OpenRoom(room.id, engine, (aspects) => {
      const known = this.#open.room();
      if (known === undefined || this.#open.lifetime.ended) return;
      if (aspects.has("state")) this.#people.update(known);
      this.#publish(known);
      this.outbox.sendWaiting();
    });
    this.#raw = new RawEvents(this.#open.ownUserId);
    this.#people = new RoomPeople(this.#open);
    this.outbox = new Outbox(this.#open, {
      snapshot: this.timeline,
      // A thread is always shown up to its newest answer.
      showLatest: () => undefined,
    });
    this.#open.lifetime.add(engine.lifetime.add(() => this.close()));
    this.#open.changedNow("state");
  }

  close(): void {
    this.#open.lifetime.end();
  }

  async loadOlder(): Promise<void> {
    const room = this.#open.room();
    if (room === undefined || this.#loading || this.#isWhole(room)) return;
    this.#loading = true;
    this.#publish(room);
    try {
      const page = await fetchThread(this.engine, this.id, this.rootId, this.#next);
      this.#older = [...page.events.toReversed(), ...this.#older];
      this.#next = page.next;
      if (page.next === undefined) {
        const root = await fetchEvent(this.engine, this.id, this.rootId);
        if (root !== undefined) this.#older = [root, ...this.#older];
        this.#complete = true;
      }
    } finally {
      this.#loading = false;
      if (!this.#open.lifetime.ended) this.#publish(room);
    }
  }

  /** A thread is shown from its newest answer on. */
  async loadNewer(): Promise<void> {
    return undefined;
  }

  async showAround(eventId: string): Promise<string> {
    const isThere = (): boolean =>
      this.timeline.get().items.some((item) => item.kind === "message" && item.eventId === eventId);
    while (!isThere() && this.timeline.get().canLoadOlder) await this.loadOlder();
    if (!isThere()) throw new MatrixFailure("not-found", "The message is not in this thread");
    return eventId;
  }

  showLatest(): void {
    // Nothing else is ever shown.
  }

  setFollowing(): void {
    // The room's timeline is not touched by who reads a thread.
  }

  threadOf(eventId: string): string | undefined {
    return this.room.threadOf(eventId);
  }

  async eventAt(timestamp: number): Promise<string> {
    return this.room.eventAt(timestamp);
  }

  loadQuoted(): void {
    // What is answered in a thread is one of its messages.
  }

  sendText(text: string, options?: SendTextOptions): void {
    this.outbox.sendText(text, { ...options, thread: options?.thread ?? this.#place() });
  }

  sendContent(type: string, content: Readonly<Record<string, unknown>>): void {
    const relation = relationTo(this.#place());
    this.outbox.send(
      type,
      content["m.relates_to"] === undefined ? { ...content, "m.relates_to": relation } : content,
    );
  }

  markRead(): void {
    if (this.#receiptWaits) return;
    this.#receiptWaits = true;
    this.#open.lifetime.timeout(RECEIPT_DELAY, () => {
      this.#receiptWaits = false;
      const { lastEventId } = this.#place();
      if (lastEventId === this.rootId) return;
      markRead(this.engine, this.id, { threadId: this.rootId }, { eventId: lastEventId });
    });
  }

  setTyping(typing: boolean): void {
    this.room.setTyping(typing);
  }

  async invite(userId: string): Promise<void> {
    return this.room.invite(userId);
  }

  async announceCall(
    options?: Parameters<RoomHandle["announceCall"]>[0],
  ): Promise<CallAnnouncement> {
    return this.room.announceCall(options);
  }

  #place(): ThreadPlace {
    const last = this.timeline
      .get()
      .items.findLast((item) => item.kind === "message" && item.eventId !== undefined);
    const lastEventId = last?.kind === "message" ? last.eventId : undefined;
    return { rootId: this.rootId, lastEventId: lastEventId ?? this.rootId };
  }

  /** From a loaded first message on everything is in the timeline of the room. */
  #isWhole(room: Room): boolean {
    if (this.#complete) return true;
    const { events, token } = newestStretch(room);
    return token === undefined || events.some((event) => event.getId() === this.rootId);
  }

  #events(room: Room): readonly RawEvent[] {
    const removed = removedIn(room);
    const set = room.getUnfilteredTimelineSet();
    const newest = new Set(stretchOf(room.getLiveTimeline()));
    // Whatever else is in memory would stand here with gaps around it.
    const joined = loadedOf(room)
      .family(this.rootId)
      .filter((event) => {
        const timeline = set.getTimelineForEvent(event.getId());
        return timeline !== null && newest.has(timeline);
      });
    const live = this.#raw.of([...joined, ...room.getPendingEvents()]);
    const known = new Set(live.map((event) => event.eventId));
    const older: RawEvent[] = [];
    for (const event of this.#raw.of(this.#older)) {
      if (known.has(event.eventId)) continue;
      const isRemoved = removed.has(event.eventId ?? "");
      older.push(isRemoved ? { ...event, redacted: true, lostThread: this.rootId } : event);
    }
    return threadEvents([...older, ...live], this.rootId);
  }

  #publish(room: Room): void {
    const before = this.timeline.get();
    const items = this.#builder.build(this.#events(room), {
      ownUserId: this.#open.ownUserId,
      now: Date.now(),
      memberOf: (userId) => this.#people.member(room, userId),
      importer: importerOf(powerSourceOf(room)),
      threadId: this.rootId,
    });
    const readUpTo = this.engine.receipts.of(this.id).threads.get(this.rootId)?.at(-1)?.eventId;
    const next: TimelineSnapshot = {
      ...before,
      items,
      canLoadOlder: !this.#isWhole(room),
      loadingOlder: this.#loading,
      ...(readUpTo === undefined ? {} : { readUpTo }),
    };
    const same =
      next.items === before.items &&
      next.canLoadOlder === before.canLoadOlder &&
      next.loadingOlder === before.loadingOlder &&
      next.readUpTo === before.readUpTo;
    if (!same) this.timeline.set(next);
  }
}

/** A thread, with its newest answers loaded or on their way. */
export function openThread(room: RoomHandle, engine: Engine, rootId: string): Thread {
  const thread = new Thread(room, engine, rootId);
  // A failure leaves what is there; whoever scrolls up tries again.
  failing(() => thread.loadOlder()).catch(() => undefined);
  return thread;
}
