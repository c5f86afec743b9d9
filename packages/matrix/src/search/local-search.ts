import type { ConnectionState, Observable, SearchStatus } from "../contract.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import type { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { sealedStoreName } from "../storage/sealed-store.ts";
import { serviceBehind } from "./calls.ts";
import {
  afterLive,
  afterPage,
  coverage,
  type LiveStretch,
  nextRoom,
  type RoomNote,
  roomNoteSchema,
} from "./coverage.ts";
import { Crawler } from "./crawler.ts";
import { Feed } from "./feed.ts";
import { idle, type Quiet } from "./quiet.ts";
import type { IndexUpdate } from "./service.ts";
import { type EndableService, SleepingService } from "./sleeping-service.ts";

/** Messages that are kept; beyond, the oldest leave. */
const LIMIT = 100_000;
const FLOOR = "floor";

/** The worker; where there are none (in tests), the same in this thread. */
async function startService(): Promise<EndableService> {
  if (typeof globalThis.Worker === "function") {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const service = serviceBehind(worker);
    // If its code cannot be loaded, whoever waits for the first answer has to hear of it.
    const loaded = new AbortController();
    const { signal } = loaded;
    worker.addEventListener("error", () => service.end(), { signal });
    worker.addEventListener("message", () => loaded.abort(), { signal });
    return service;
  }
  const { LocalIndex } = await import("./service.ts");
  return Object.assign(new LocalIndex(), { end: () => undefined });
}

/**
 * The index of this device while the engine lives: filled by what the sync brings and by the
 * crawler, which remembers for each room how far it came.
 */
export class LocalSearch {
  readonly #notes = new Map<string, RoomNote>();
  #floor = -Infinity;
  #notKept: "full" | "unavailable" | undefined;
  #messages = 0;
  #counting = false;

  private constructor(
    private readonly engine: Engine,
    private readonly lifetime: Lifetime,
    readonly service: SleepingService,
    private readonly status: Value<SearchStatus>,
  ) {}

  /** Opens the index, then fills it in the background. */
  static async open(
    engine: Engine,
    lifetime: Lifetime,
    session: {
      readonly status: Value<SearchStatus>;
      readonly connection: Observable<ConnectionState>;
      readonly quiet: Quiet;
    },
  ): Promise<LocalSearch> {
    const { userId, deviceId } = engine.tokens.credentials;
    const service = new SleepingService(startService, lifetime);
    const search = new LocalSearch(engine, lifetime, service, session.status);
    lifetime.add(() => search.#close());
    const stored = globalThis.indexedDB !== undefined;
    const { notes, failure } = await service.open({
      limit: LIMIT,
      ...(stored ? { store: sealedStoreName(userId, deviceId, "search") } : {}),
    });
    if (failure !== undefined) search.#notKept = failure === "full" ? "full" : "unavailable";
    search.#restore(notes);
    search.#fill(session.quiet, session.connection);
    await search.#count();
    return search;
  }

  #restore(notes: ReadonlyMap<string, unknown>): void {
    for (const [name, note] of notes) {
      if (name === FLOOR && typeof note === "number") this.#floor = note;
      const parsed = roomNoteSchema.safeParse(note);
      if (parsed.success) this.#notes.set(name, parsed.data);
    }
  }

  #fill(quiet: Quiet, connection: Observable<ConnectionState>): void {
    const { engine } = this;
    const feed = new Feed(engine, this.lifetime, {
      add: (messages) => this.#update({ add: messages }, feed),
      remove: (eventIds) => this.#update({ remove: eventIds }, feed),
      live: (roomId, stretch) => this.#live(roomId, stretch, feed),
    });
    const crawler = new Crawler(engine, this.lifetime, quiet, {
      next: () => {
        const roomId = nextRoom(this.#notes, this.#floor);
        const note = roomId === undefined ? undefined : this.#notes.get(roomId);
        return roomId === undefined || note === undefined ? undefined : { roomId, note };
      },
      read: (roomId, messages, page) => {
        if (this.service.broken) throw new Error("Nothing can be written any more");
        const note = this.#notes.get(roomId);
        if (note === undefined) return;
        const next = afterPage(note, page);
        this.#notes.set(roomId, next);
        // It may be written after minutes only: the next page is asked for in a second.
        this.#update({ add: messages, notes: new Map([[roomId, next]]) }, feed);
      },
      refused: (roomId) => this.#forget(roomId, feed),
      keysCame: () => this.#readLockedAgain(),
    });
    this.#wake = () => crawler.wake();
    const start = async (): Promise<void> => {
      // What was shown last may stand there long before the server answers.
      await live(connection, this.lifetime);
      await feed.readAll(idle);
      await crawler.run();
    };
    start().catch(() => undefined);
  }

  #wake: () => void = () => undefined;
  #free: () => void = () => undefined;
  /** Resolves after the end, when the database is free. */
  readonly closed = new Promise<void>((resolve) => {
    this.#free = resolve;
  });

  #close(): void {
    const free = (): void => this.#free();
    this.service.close().then(free, free);
  }

  #live(roomId: string, stretch: LiveStretch, feed: Feed): void {
    const before = this.#notes.get(roomId);
    const note = afterLive(before, stretch);
    if (note === before) return;
    this.#notes.set(roomId, note);
    this.#update({ notes: new Map([[roomId, note]]) }, feed);
    this.#wake();
  }

  /** A room that was left, or that the server no longer gives. */
  #forget(roomId: string, feed: Feed): void {
    this.#notes.delete(roomId);
    const left = this.engine.client.getRoom(roomId)?.getMyMembership() !== "join";
    this.#update(
      { notes: new Map([[roomId, undefined]]), ...(left ? { removeRooms: [roomId] } : {}) },
      feed,
    );
  }

  #readLockedAgain(): void {
    for (const [roomId, note] of this.#notes) {
      if (note.locked === 0) continue;
      // From the newest back: a gap that ends nowhere, and nothing behind it counts.
      this.#notes.set(roomId, {
        newest: note.newest,
        newestTime: note.newestTime,
        since: note.newestTime,
        token: "",
        locked: 0,
      });
    }
  }

  #update(update: IndexUpdate, feed: Feed): void {
    const send = async (): Promise<void> =>
      this.#answer(await this.service.updateLater(update), feed);
    // The worker may have ended with the engine.
    send().catch(() => undefined);
    // While it sleeps the answer takes its time; how far the search reaches is known now.
    if (this.service.asleep) this.#count().catch(() => undefined);
  }

  async #answer(
    { again, since }: Awaited<ReturnType<SleepingService["update"]>>,
    feed: Feed,
  ): Promise<void> {
    if (again.length > 0) feed.again(again);
    if (since !== undefined) {
      this.#floor = Math.max(this.#floor, since);
      await this.service.updateLater({ notes: new Map([[FLOOR, this.#floor]]) });
    }
    await this.#count();
  }

  async #count(): Promise<void> {
    if (this.#counting) return;
    this.#counting = true;
    try {
      this.#messages = await this.service.size();
    } finally {
      this.#counting = false;
    }
    if (this.lifetime.ended) return;
    const joined = [...this.#notes].filter(
      ([roomId]) => this.engine.client.getRoom(roomId)?.getMyMembership() === "join",
    );
    const { since, done, locked } = coverage(
      joined.map(([, note]) => note),
      this.#floor,
    );
    this.status.set({
      kind: "ready",
      messages: this.#messages,
      ...(since === undefined ? {} : { since }),
      roomsDone: done,
      rooms: joined.length,
      locked,
      ...(this.#notKept === undefined ? {} : { notKept: this.#notKept }),
    });
  }
}

/** Waits until the server has answered, or until the end of all. */
async function live(connection: Observable<ConnectionState>, lifetime: Lifetime): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (connection.get().kind === "live") resolve();
    };
    lifetime.add(connection.subscribe(look));
    lifetime.add(resolve);
    look();
  });
}
