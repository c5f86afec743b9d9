import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { Observable, RoomSummary } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { decrypted, fetchThread, fetchThreads, mapEvents } from "../threads/fetch.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { newestStretch } from "../timeline/history.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { field, record, text } from "../untrusted/guards.ts";
import { countFactsOf } from "./from-sdk.ts";
import { compact, type Older } from "./older-events.ts";
import { MOST_COUNTED, unreadOf } from "./unread.ts";

/** Milliseconds before it begins, and between two requests: whoever works has the right of way. */
const BEGIN = 3_000;
const BETWEEN = 150;
/** Milliseconds after which it goes on when the server could not be reached. */
const AGAIN = 30_000;
const PAGE = 50;
/** Pages of one room: a receipt that is further away is a receipt for something else. */
const MOST_PAGES = 6;
/** Threads of a room that are looked at. */
const MOST_THREADS = 20;
/** Events that are held over all rooms for nothing but numbers. */
const MOST_EVENTS = 10_000;

/** Whether more has to be loaded for the numbers of a room. */
export function wantsMore(room: RoomSummary): boolean {
  return room.membership === "join" && !room.isSpace && !room.countsExact;
}

/**
 * Makes the numbers exact: the server does not count in sliding sync, so whatever lies between
 * the read marker and the loaded messages is fetched, one room after the other, the latest first,
 * after the list is complete. What is fetched is kept as lean as counting allows.
 */
export class ExactCounts {
  #running = false;
  /** Rooms in which nothing more can be done, with the oldest event that was loaded then. */
  readonly #done = new Map<string, string>();

  constructor(
    private readonly engine: Engine,
    private readonly rooms: Observable<ReadonlyMap<string, RoomSummary>>,
  ) {}

  /** Waits a moment, and goes on until the engine ends. */
  begin(): void {
    const { lifetime } = this.engine;
    lifetime.timeout(BEGIN, () => {
      lifetime.add(this.rooms.subscribe(() => this.#start()));
      this.#start();
    });
  }

  #start(): void {
    if (this.#running || this.#next() === undefined) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    let pause = BETWEEN;
    try {
      for (;;) {
        await this.#wait(pause);
        const room = this.#next();
        if (room === undefined || this.engine.lifetime.ended) return;
        const anchor = anchorOf(room) ?? "";
        try {
          await this.#settle(room);
          pause = BETWEEN;
          this.#done.set(room.roomId, anchor);
        } catch (error) {
          const { code, retryAfter } = toFailure(error);
          const later = code === "unreachable" || code === "rate-limited";
          if (later) pause = retryAfter ?? AGAIN;
          else this.#done.set(room.roomId, anchor);
        }
      }
    } finally {
      this.#running = false;
    }
  }

  /** The room with the latest activity whose numbers are not exact and could be. */
  #next(): Room | undefined {
    if (this.engine.older.size > MOST_EVENTS) return undefined;
    let latest: { room: Room; at: number } | undefined;
    for (const summary of this.rooms.get().values()) {
      if (!wantsMore(summary) || summary.lastActivity < (latest?.at ?? 0)) continue;
      const room = this.engine.settledRoom(summary.id);
      if (room === undefined || this.#done.get(summary.id) === (anchorOf(room) ?? "")) continue;
      latest = { room, at: summary.lastActivity };
    }
    return latest?.room;
  }

  async #wait(delay: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.engine.lifetime.timeout(delay, resolve);
      this.engine.lifetime.signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  async #settle(room: Room): Promise<void> {
    const anchor = anchorOf(room);
    if (anchor === undefined) return;
    let older = this.engine.older.of(room) ?? {
      anchor,
      events: [],
      replies: [],
      token: newestStretch(room).token,
      threadsComplete: false,
    };
    for (let page = 0; page < MOST_PAGES && older.token !== undefined; page += 1) {
      const { mainExact } = unreadOf(countFactsOf(this.engine, room, Date.now()));
      if (mainExact) break;
      if (page > 0) await this.#wait(BETWEEN);
      older = await this.#pageBack(room, older, older.token);
      this.#keep(room, older);
    }
    if (!unreadOf(countFactsOf(this.engine, room, Date.now())).threadsExact) {
      this.#keep(room, await this.#withThreads(room, older));
    }
    this.engine.bus.touch(room.roomId, "receipt");
  }

  #keep(room: Room, older: Older): void {
    // A gap may have come meanwhile: then this belongs to nothing any more.
    if (anchorOf(room) === undefined) return;
    this.engine.older.set(room.roomId, older);
  }

  async #pageBack(room: Room, older: Older, from: string): Promise<Older> {
    const answer = await this.engine.api.request({
      method: "GET",
      path: path("v3", "rooms", room.roomId, "messages"),
      query: {
        dir: "b",
        limit: String(PAGE),
        from,
        filter: JSON.stringify({ lazy_load_members: true }),
      },
      signal: this.engine.lifetime.signal,
    });
    const events = mapEvents(this.engine, room.roomId, field(answer, "chunk")).toReversed();
    const token = events.length === 0 ? undefined : text(answer, "end", 1000);
    return { ...older, events: [...(await this.#lean(events)), ...older.events], token };
  }

  /** Counted events take little room; those that wait for a key stay as they are. */
  async #lean(events: readonly MatrixEvent[]): Promise<readonly (RawEvent | MatrixEvent)[]> {
    await decrypted(this.engine, events);
    const own = this.engine.ownUserId;
    return events.map((event) => {
      const raw = toRawEvent(event, own);
      return raw.decryption === undefined ? compact(raw, own) : event;
    });
  }

  /** Answers that may be unread in threads whose newest answer is not among the loaded events. */
  async #withThreads(room: Room, older: Older): Promise<Older> {
    const { engine } = this;
    const { roomId } = room;
    const page = await fetchThreads(engine, roomId, undefined, MOST_THREADS);
    const facts = countFactsOf(engine, room, Date.now());
    const known = new Set(facts.events.map((event) => event.eventId));
    const since = Math.max(
      facts.joinedAt ?? 0,
      ...facts.receipts.unthreaded.map((receipt) => receipt.at ?? 0),
    );
    const replies: (RawEvent | MatrixEvent)[] = [];
    for (const root of page.events) {
      const rootId = root.getId() ?? "";
      const bundle = record(record(root.getUnsigned(), "m.relations"), "m.thread");
      const latest = record(bundle, "latest_event");
      const latestId = text(latest, "event_id", 255);
      const at = field(latest, "origin_server_ts");
      const read = facts.receipts.threads.get(rootId)?.some(({ eventId }) => eventId === latestId);
      const isNews =
        latestId !== undefined &&
        read !== true &&
        field(latest, "sender") !== engine.ownUserId &&
        !(typeof at === "number" && at <= since);
      if (!isNews) continue;
      // With the newest answer loaded the rest may still be older than what is loaded.
      const isWhole = known.has(rootId);
      if (isWhole) continue;
      await this.#wait(BETWEEN);
      replies.push(...(await this.#replies(roomId, rootId)));
    }
    return { ...older, replies, threadsComplete: true };
  }

  async #replies(roomId: string, rootId: string): Promise<readonly (RawEvent | MatrixEvent)[]> {
    const replies: (RawEvent | MatrixEvent)[] = [];
    let from: string | undefined;
    const read = new Set(
      this.engine.receipts
        .of(roomId)
        .threads.get(rootId)
        ?.map(({ eventId }) => eventId),
    );
    do {
      const page = await fetchThread(this.engine, roomId, rootId, from);
      const inThread = page.events.filter((event) => event.getId() !== rootId).toReversed();
      replies.unshift(...(await this.#lean(inThread)));
      from = page.next;
      if (page.events.some((event) => read.has(event.getId() ?? ""))) break;
    } while (from !== undefined && replies.length < MOST_COUNTED);
    return replies;
  }
}

function anchorOf(room: Room): string | undefined {
  return newestStretch(room).events[0]?.getId();
}
