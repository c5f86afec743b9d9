import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { RoomHandle, ThreadEntry, ThreadList as ThreadListContract } from "../contract.ts";
import { shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { bodyOf, previewOf } from "../timeline/body.ts";
import { RawEvents, toRawEvent } from "../timeline/from-sdk.ts";
import { newestStretch } from "../timeline/history.ts";
import { threadRootOf } from "../timeline/loaded-room.ts";
import { OpenRoom } from "../timeline/open-room.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { RoomPeople } from "../timeline/room-people.ts";
import { clampTime, field, record } from "../untrusted/guards.ts";
import { threadBundleOf, threadDigests } from "./digest.ts";
import { decrypted, fetchThreads, mapEvents } from "./fetch.ts";

/** Threads of one page. */
const PAGE = 30;

function lineOf(event: RawEvent): string {
  const body = event.redacted ? undefined : bodyOf(event, true);
  return body === undefined ? "" : previewOf(body);
}

/** First messages and answers of threads: all others need not be looked at more closely. */
function inThreads(events: readonly MatrixEvent[]): readonly MatrixEvent[] {
  const roots = new Set<string>();
  for (const event of events) {
    const root = threadRootOf(event);
    if (root !== undefined) roots.add(root);
  }
  return events.filter(
    (event) =>
      threadRootOf(event) !== undefined ||
      roots.has(event.getId() ?? "") ||
      threadBundleOf(event.getUnsigned()) !== undefined,
  );
}

/** The threads of an open room: those the server lists, and those that begin meanwhile. */
export class ThreadList implements ThreadListContract {
  readonly threads = new Value<ReturnType<ThreadListContract["threads"]["get"]>>({
    entries: [],
    canLoadMore: true,
    loading: false,
  });
  readonly #raw: RawEvents;
  readonly #open: OpenRoom;
  readonly #people: RoomPeople;
  /** First message → newest answer, as the server listed them. */
  readonly #listed = new Map<MatrixEvent, MatrixEvent | undefined>();
  #next: string | undefined;
  #more = true;
  #loading = false;

  constructor(
    handle: RoomHandle,
    private readonly engine: Engine,
  ) {
    this.#open = new OpenRoom(handle.id, engine, (aspects) => {
      const room = this.#open.room();
      if (room === undefined || this.#open.lifetime.ended) return;
      if (aspects.has("state")) this.#people.update(room);
      this.#publish(room);
    });
    this.#raw = new RawEvents(this.#open.ownUserId);
    this.#people = new RoomPeople(this.#open);
    this.#open.lifetime.add(engine.lifetime.add(() => this.close()));
    this.#open.changedNow("state");
  }

  async loadMore(): Promise<void> {
    if (this.#loading || !this.#more) return;
    this.#loading = true;
    this.#open.changedNow("timeline");
    const { id } = this.#open;
    try {
      const page = await fetchThreads(this.engine, id, this.#next, PAGE);
      for (const root of page.events) {
        const bundle = record(record(root.getUnsigned(), "m.relations"), "m.thread");
        const [latest] = mapEvents(this.engine, id, [field(bundle, "latest_event")]);
        this.#listed.set(root, latest);
      }
      await decrypted(
        this.engine,
        [...this.#listed.values()].flatMap((event) => event ?? []),
      );
      this.#next = page.next;
      this.#more = page.next !== undefined;
    } finally {
      this.#loading = false;
      if (!this.#open.lifetime.ended) this.#open.changedNow("timeline");
    }
  }

  close(): void {
    this.#open.lifetime.end();
  }

  #publish(room: Room): void {
    const own = this.#open.ownUserId;
    const live = this.#raw.of(
      inThreads([...newestStretch(room).events, ...room.getPendingEvents()]),
    );
    const known = new Set(live.map((event) => event.eventId));
    const latest = new Map<string, string>();
    const roots = [...this.#listed].flatMap(([root, newest]): readonly RawEvent[] => {
      const raw = toRawEvent(root, own);
      if (newest !== undefined) latest.set(raw.eventId ?? "", lineOf(toRawEvent(newest, own)));
      return known.has(raw.eventId) ? [] : [raw];
    });
    const events = [...roots, ...live];
    const now = Date.now();
    const memberOf = (userId: string) => this.#people.member(room, userId);
    const digests = threadDigests(events, { ownUserId: own, now, memberOf, previewOf: lineOf });
    const entries = events.flatMap((event): readonly ThreadEntry[] => {
      const digest = event.eventId === undefined ? undefined : digests.get(event.eventId);
      if (event.eventId === undefined || digest === undefined) return [];
      return [
        {
          ...digest,
          lastPreview: digest.lastPreview || (latest.get(event.eventId) ?? ""),
          rootId: event.eventId,
          sender: memberOf(event.sender),
          title: lineOf(event),
          timestamp: clampTime(event.timestamp, now),
        },
      ];
    });
    const before = this.threads.get();
    this.threads.set({
      entries: shareList(
        before.entries,
        entries.toSorted((a, b) => b.lastTimestamp - a.lastTimestamp),
        (entry) => entry.rootId,
      ),
      canLoadMore: this.#more,
      loading: this.#loading,
    });
  }
}
