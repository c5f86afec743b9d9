import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { Member, TimelineItem, TimelineSnapshot } from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { powerSourceOf } from "../members/from-sdk.ts";
import type { KeptTimeline } from "../last-state/shape.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { mainReadUpTo } from "../rooms/reading.ts";
import type { RoomAspect } from "../session/bus.ts";
import { AFTER_GAP } from "../session/engine.ts";
import { TimelineBuilder } from "./build.ts";
import { RawEvents } from "./from-sdk.ts";
import { singleEvent, stretchOf, timelineAround, tokenAfter } from "./history.ts";
import { importerOf } from "./imported.ts";
import { loadedOf, quotedBy, threadRootOf } from "./loaded-room.ts";
import { messageNear } from "./near.ts";
import type { OpenRoom } from "./open-room.ts";
import type { RawEvent } from "./raw-event.ts";
import { readersOf, shareReaders } from "./readers.ts";
import type { RoomPeople } from "./room-people.ts";
import { Window } from "./window.ts";

/** Events of one step into the past, or out of it. */
const PAGE = 40;
/** Steps in a row that may bring nothing to see (reactions, renewed call memberships). */
const EMPTY_PAGES = 5;

const EMPTY: TimelineSnapshot = {
  stretch: 0,
  items: [],
  canLoadOlder: false,
  loadingOlder: false,
  canLoadNewer: false,
  loadingNewer: false,
  readers: new Map(),
  typing: [],
};

type Backend = Parameters<MatrixEvent["attemptDecryption"]>[0];

/**
 * The stretch of a room's history that is shown: the newest one, or one in the past around a
 * message that somebody wanted to see, and the ways on from there in both directions.
 */
export class ShownTimeline {
  readonly snapshot = new Value<TimelineSnapshot>(EMPTY);
  readonly #raw: RawEvents;
  readonly #builder = new TimelineBuilder();
  /** Part of the past that is shown; undefined for the newest messages. */
  #past: EventTimeline | undefined;
  #stretch = 0;
  /** The newest part, as it was looked at last. */
  #live: EventTimeline | undefined;
  /** Set while the reader does not go along with the newest messages. */
  #held: (() => void) | undefined;
  readonly #window = new Window<MatrixEvent>();
  readonly #loading = { older: false, newer: false };
  /** Answered messages that are not part of anything loaded; undefined while they are fetched. */
  readonly #quoted = new Map<string, MatrixEvent | undefined>();
  /** Shown from the last state: stays until the room's newest messages are really there. */
  #remembered: KeptTimeline | undefined;
  #events: readonly RawEvent[] = [];
  #now = Date.now();

  constructor(
    private readonly open: OpenRoom,
    private readonly people: RoomPeople,
  ) {
    this.#raw = new RawEvents(open.ownUserId);
  }

  /** Shows the newest messages as they were seen last, unless newer ones are there already. */
  remember(kept: KeptTimeline): void {
    if (this.open.lifetime.ended || this.snapshot.get().items.length > 1) return;
    const room = this.open.room();
    if (room !== undefined && this.#isCurrent(room)) return;
    this.#remembered = kept;
    this.snapshot.set({ ...EMPTY, stretch: this.#stretch, ...kept });
  }

  async load(direction: "older" | "newer"): Promise<void> {
    const room = this.open.room();
    if (room === undefined || this.#remembered !== undefined || this.#loading[direction]) return;
    if (this.#goOn(room, direction)) {
      this.update(room, new Set(["timeline"]));
      return;
    }
    if (tokenOf(this.#parts(room), direction) === null) return;
    this.#loading[direction] = true;
    this.#publish(room);
    try {
      await failing(() => this.#page(room, direction));
    } finally {
      this.#loading[direction] = false;
      if (!this.open.lifetime.ended) this.update(room, new Set(["timeline"]));
    }
  }

  async showAround(eventId: string): Promise<string> {
    const room = await this.open.whenKnown();
    const timeline = await failing(() => timelineAround(this.open.engine, room, eventId));
    this.#remembered = undefined;
    if (!this.#parts(room).includes(timeline)) {
      this.#past = timeline;
      this.#stretch += 1;
      this.#window.reset();
    }
    const event = loadedOf(room).byId(eventId);
    if (event !== undefined && this.#window.around(this.#all(room), event)) this.#stretch += 1;
    this.update(room, new Set(["timeline"]));
    return messageNear(this.#events, this.snapshot.get().items, eventId);
  }

  showLatest(): void {
    const room = this.open.room();
    if (room === undefined || (this.#past === undefined && this.#isNewest(room))) return;
    if (!this.#isNewest(room)) this.#stretch += 1;
    this.#past = undefined;
    this.#window.toEnd(this.#all(room));
    this.open.changedNow("timeline");
  }

  setFollowing(following: boolean): void {
    this.#held?.();
    this.#held = following
      ? undefined
      : this.open.lifetime.add(this.open.engine.holdPast(this.open.id));
    const room = following ? this.open.room() : undefined;
    if (room !== undefined) this.#letGo(room);
  }

  threadOf(eventId: string): string | undefined {
    const room = this.open.room();
    const event = room === undefined ? undefined : loadedOf(room).byId(eventId);
    return event === undefined ? undefined : threadRootOf(event);
  }

  loadQuoted(eventId: string): void {
    const room = this.open.room();
    if (this.#quoted.has(eventId) || (room && loadedOf(room).byId(eventId))) return;
    this.#quoted.set(eventId, undefined);
    this.open.quietly(this.#fetchQuoted(eventId));
  }

  async #fetchQuoted(eventId: string): Promise<void> {
    this.#quoted.set(eventId, await singleEvent(this.open.engine, this.open.id, eventId));
    this.open.changed("timeline");
  }

  update(room: Room, aspects: ReadonlySet<RoomAspect>): void {
    this.#leaveForgottenPast(room);
    if (this.#held === undefined) this.#letGo(room);
    if (aspects.has("timeline") || aspects.has("state")) this.#read(room);
    if (this.#remembered !== undefined && !this.#isCurrent(room)) return;
    this.#remembered = undefined;
    if (aspects.size === 1 && aspects.has("typing")) this.#publishTyping(room);
    else this.#publish(room);
  }

  /**
   * Whether the room has as many messages as its view needs. The first answers of the server bring
   * only the newest one: putting that in the place of what is remembered would jump.
   */
  #isCurrent(room: Room): boolean {
    return room.getPendingEvents().length > 0 || this.open.engine.sync.hasAnswered(this.open.id);
  }

  /** After a gap in the sync matrix-js-sdk knows only the newest stretch. */
  #leaveForgottenPast(room: Room): void {
    if (this.#past === undefined) return;
    if (room.getUnfilteredTimelineSet().getTimelines().includes(this.#past)) return;
    this.#past = undefined;
    this.#stretch += 1;
    this.#window.reset();
  }

  /** What lies far behind the newest message need not be worked on while the reader is there. */
  #letGo(room: Room): void {
    if (this.#isNewest(room) && this.#window.atEnd(this.#all(room))) this.open.changed("timeline");
  }

  #parts(room: Room): readonly EventTimeline[] {
    const live = room.getLiveTimeline();
    const before = this.#live;
    this.#live = live;
    // After a gap another part is the newest; whoever read this one stays.
    if (before !== undefined && before !== live && this.#past === undefined) {
      const kept = room.getUnfilteredTimelineSet().getTimelines().includes(before);
      if (kept && this.#held !== undefined) this.#past = before;
    }
    return stretchOf(this.#past ?? live);
  }

  #all(room: Room): readonly MatrixEvent[] {
    const parts = this.#parts(room);
    const [first] = parts;
    return parts.length === 1 && first !== undefined
      ? first.getEvents()
      : parts.flatMap((part) => part.getEvents());
  }

  #isLive(room: Room): boolean {
    return this.#parts(room).includes(room.getLiveTimeline());
  }

  /** Whether what is shown goes up to the newest message. */
  #isNewest(room: Room): boolean {
    const all = this.#all(room);
    return this.#isLive(room) && this.#window.cut(all).to === all.length;
  }

  /** Goes on in what is in memory. @returns whether that brought something to see */
  #goOn(room: Room, direction: "older" | "newer"): boolean {
    const before = new Set(this.#builder.items);
    while (this.#window[direction](this.#all(room), PAGE)) {
      if (this.#read(room).some((item) => !before.has(item))) return true;
    }
    return false;
  }

  async #page(room: Room, direction: "older" | "newer"): Promise<void> {
    const before = new Set(this.snapshot.get().items.map((item) => item.key));
    const stretch = this.#stretch;
    for (let page = 0; page < EMPTY_PAGES; page += 1) {
      const parts = this.#parts(room);
      const end = direction === "older" ? parts[0] : parts.at(-1);
      if (end === undefined || tokenOf(parts, direction) === null) return;
      if (tokenOf(parts, direction) === AFTER_GAP) await this.#afterGap(end);
      const more = await this.open.engine.client.paginateEventTimeline(end, {
        backwards: direction === "older",
        limit: PAGE,
      });
      if (this.open.lifetime.ended || stretch !== this.#stretch) return;
      if (!more) {
        // Nothing came after it and it did not meet the newest messages: those are next.
        if (direction === "newer" && !this.#isLive(room)) this.showLatest();
        return;
      }
      // What came is part of it already; what lies far away now is not.
      this.#window[direction](this.#all(room), PAGE);
      if (this.#read(room).some((item) => !before.has(item.key))) return;
    }
  }

  /** Where the history goes on that was the newest before a gap. */
  async #afterGap(end: EventTimeline): Promise<void> {
    const last =
      end
        .getEvents()
        .findLast((event) => event.status === null)
        ?.getId() ?? "";
    const token = await tokenAfter(this.open.engine, this.open.id, last);
    if (end.getPaginationToken(EventTimeline.FORWARDS) !== AFTER_GAP) return;
    end.setPaginationToken(token, EventTimeline.FORWARDS);
  }

  #decrypt(events: readonly MatrixEvent[]): void {
    // The public type of the crypto hides that it also decrypts; there is no other way to it.
    const backend = this.open.engine.client.getCrypto() as unknown as Backend;
    for (const event of events) {
      if (event.shouldAttemptDecryption()) this.open.quietly(event.attemptDecryption(backend));
    }
  }

  /** Builds the items anew, as far as something has changed. */
  #read(room: Room): readonly TimelineItem[] {
    const all = this.#all(room);
    const { from, to } = this.#window.cut(all);
    const here = all.slice(from, to);
    const pending = room.getPendingEvents();
    const newest = this.#isLive(room) && to === all.length;
    // What may belong to the messages shown without standing among them.
    const { before, after } = loadedOf(room).around(here, quotedBy);
    this.#decrypt([...before, ...here, ...after]);
    const quoted = [...this.#quoted.values()].filter((event) => event !== undefined);
    const events = this.#raw.of(newest ? [...here, ...pending] : here);
    if (events.at(-1) !== this.#events.at(-1)) this.#now = Date.now();
    this.#events = events;
    const next = all.slice(to, to + PAGE).find((event) => event.getTs() <= this.#now);
    return this.#builder.build(
      events,
      {
        ownUserId: this.open.ownUserId,
        now: this.#now,
        memberOf: (userId) => this.people.member(room, userId),
        importer: importerOf(powerSourceOf(room)),
        ...(next === undefined ? {} : { nextTime: next.getTs() }),
      },
      this.#raw.of(newest ? after : [...after, ...pending]),
      this.#raw.of([...quoted, ...before]),
    );
  }

  #typing(room: Room): readonly Member[] {
    if (!this.open.engine.agency.typing) return [];
    return room.currentState
      .getMembers()
      .filter((member) => member.typing && member.userId !== this.open.ownUserId)
      .map((member) => this.people.member(room, member.userId));
  }

  #readers(
    room: Room,
    before: TimelineSnapshot,
    items: readonly TimelineItem[],
  ): TimelineSnapshot["readers"] {
    if (!this.open.engine.agency.readReceipts) return before.readers;
    const loaded = loadedOf(room);
    const next = readersOf(
      this.#events,
      items,
      (eventId) => receiptsAt(room, loaded.byId(eventId), this.open.ownUserId),
      (userId) => this.people.member(room, userId),
    );
    return shareReaders(before.readers, next);
  }

  /** Key presses of others: nothing but this one line changes. */
  #publishTyping(room: Room): void {
    const before = this.snapshot.get();
    const typing = share(before.typing, this.#typing(room));
    if (typing !== before.typing) this.snapshot.set({ ...before, typing });
  }

  #publish(room: Room): void {
    const before = this.snapshot.get();
    const items = this.#builder.items;
    const parts = this.#parts(room);
    const { from } = this.#window.cut(this.#all(room));
    const marker = mainReadUpTo(this.open.engine, room);
    const readUpTo =
      marker === undefined ? undefined : messageNear(this.#events, items, marker, "before");
    const next: TimelineSnapshot = {
      stretch: this.#stretch,
      items,
      canLoadOlder: from > 0 || tokenOf(parts, "older") !== null,
      loadingOlder: this.#loading.older,
      canLoadNewer: !this.#isNewest(room),
      loadingNewer: this.#loading.newer,
      ...(readUpTo === undefined ? {} : { readUpTo }),
      readers: this.#readers(room, before, items),
      typing: share(before.typing, this.#typing(room)),
    };
    const same = (Object.keys(next) as (keyof TimelineSnapshot)[]).every(
      (key) => next[key] === before[key],
    );
    if (!same || before.readUpTo !== next.readUpTo) this.snapshot.set(next);
  }
}

function tokenOf(parts: readonly EventTimeline[], direction: "older" | "newer"): string | null {
  return direction === "older"
    ? (parts[0]?.getPaginationToken(EventTimeline.BACKWARDS) ?? null)
    : (parts.at(-1)?.getPaginationToken(EventTimeline.FORWARDS) ?? null);
}

function receiptsAt(room: Room, event: MatrixEvent | undefined, ownUserId: string) {
  const eventId = event?.getId();
  if (event === undefined || eventId === undefined) return [];
  return room
    .getUsersReadUpTo(event)
    .filter((userId) => userId !== ownUserId)
    .map((userId) => ({ userId, eventId }));
}
