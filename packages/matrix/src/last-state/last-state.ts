import type { Observable, RoomSummary, TimelineSnapshot } from "../contract.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { PendingReceipts, withoutPending } from "../rooms/pending-receipts.ts";
import { fromRecord, SealedStore, sealedStoreName, toRecord } from "../storage/sealed-store.ts";
import {
  keepRooms,
  keepTimeline,
  type KeptRooms,
  type KeptTimeline,
  type Profile,
  readRooms,
  readTimeline,
} from "./shape.ts";

/** Rooms whose newest messages are kept: those visited last. */
const ROOMS = 30;
/** Milliseconds for which changes are gathered before they are written. */
const PAUSE = 2_000;
const LIST = "rooms";
const TIMELINE = "timeline ";

/**
 * What a device has shown last, sealed in its browser: shown at once at the next start, and while
 * the server is away. Belongs to one device of one account; goes when it is signed out. Without
 * storage, and with damaged records, there simply is none.
 */
export class LastState {
  readonly #store: Promise<SealedStore | undefined>;
  /** What was read here, and is not yet known to the server. */
  readonly receipts: PendingReceipts;
  /** Room id → what is to be written. */
  #timelines = new Map<string, TimelineSnapshot>();
  /** Ids of the rooms with a record, the one visited last at the end. */
  readonly #kept = new Set<string>();
  #rooms: (() => unknown) | undefined;
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  #discarded = false;
  readonly #lifetime = new Lifetime();

  constructor(userId: string, deviceId: string) {
    this.#store = SealedStore.open(sealedStoreName(userId, deviceId, "state")).catch(
      () => undefined,
    );
    this.receipts = new PendingReceipts(this.#store);
  }

  async rooms(): Promise<KeptRooms | undefined> {
    const [kept, pending] = await Promise.all([this.#read(LIST), this.receipts.all()]);
    const rooms = readRooms(kept);
    if (rooms === undefined || pending.length === 0) return rooms;
    return { ...rooms, rooms: rooms.rooms.map((room) => withoutPending(room, pending)) };
  }

  async timeline(roomId: string): Promise<KeptTimeline | undefined> {
    return readTimeline(await this.#read(TIMELINE + roomId));
  }

  /** Writes the list now and then, whenever it has changed. */
  follow(
    rooms: Observable<ReadonlyMap<string, RoomSummary>>,
    profile: Observable<Profile>,
    lifetime: Lifetime,
  ): void {
    const changed = (): void => {
      this.#rooms = () => keepRooms(rooms.get(), profile.get(), Date.now());
      this.#soon();
    };
    lifetime.add(rooms.subscribe(changed));
    lifetime.add(profile.subscribe(changed));
    changed();
    void this.#findKept();
    const { document } = globalThis;
    if (document === undefined) return;
    const hidden = (): void => {
      if (document.visibilityState === "hidden") void this.flush();
    };
    document.addEventListener("visibilitychange", hidden);
    lifetime.add(() => document.removeEventListener("visibilitychange", hidden));
  }

  /** Notes the newest messages of a room that somebody looks at. */
  visited(roomId: string, snapshot: TimelineSnapshot): void {
    // A stretch of the past is not what the room shows when it is opened again.
    if (snapshot.items.length === 0 || snapshot.canLoadNewer) return;
    this.#timelines.set(roomId, snapshot);
    this.#kept.delete(roomId);
    this.#kept.add(roomId);
    this.#soon();
  }

  #soon(): void {
    this.#cancel ??= this.#lifetime.timeout(PAUSE, () => void this.flush());
  }

  /** Writes now what is waiting. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const store = await this.#store;
    const rooms = this.#rooms;
    const timelines = this.#timelines;
    this.#rooms = undefined;
    this.#timelines = new Map();
    if (store === undefined || this.#discarded) return;
    try {
      const leaving = this.#leaving();
      const records = Array.from(timelines)
        .filter(([roomId]) => this.#kept.has(roomId))
        .map(
          ([roomId, snapshot]) => [TIMELINE + roomId, toRecord(keepTimeline(snapshot))] as const,
        );
      if (rooms !== undefined) records.push([LIST, toRecord(rooms())]);
      if (records.length > 0) await store.put(records, leaving);
    } catch {
      // The next change tries again; until then the last state is a little older.
    }
  }

  /** Records of the rooms that were visited longest ago. */
  #leaving(): readonly string[] {
    const leaving = Array.from(this.#kept).slice(0, Math.max(0, this.#kept.size - ROOMS));
    for (const roomId of leaving) this.#kept.delete(roomId);
    return leaving.map((roomId) => TIMELINE + roomId);
  }

  /** Rooms with a record from earlier: they count as visited before all others. */
  async #findKept(): Promise<void> {
    const newer = Array.from(this.#kept);
    try {
      const names = (await (await this.#store)?.keys(TIMELINE)) ?? [];
      this.#kept.clear();
      for (const name of names) this.#kept.add(name.slice(TIMELINE.length));
    } catch {
      // Then none of them goes before it is visited again.
    }
    for (const roomId of newer) {
      this.#kept.delete(roomId);
      this.#kept.add(roomId);
    }
  }

  async #read(name: string): Promise<unknown> {
    try {
      const content = await (await this.#store)?.get(name);
      return content === undefined ? undefined : fromRecord(content);
    } catch {
      return undefined;
    }
  }

  /** Writes what is waiting and lets go of the storage. */
  close(): void {
    this.#lifetime.end();
    void this.#end();
  }

  /** Writes nothing more and lets go of the storage, so that it can be deleted. */
  discard(): void {
    this.#discarded = true;
    this.close();
  }

  async #end(): Promise<void> {
    await this.flush();
    (await this.#store)?.close();
  }
}
