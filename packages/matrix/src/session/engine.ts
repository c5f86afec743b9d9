import type { AgencySwitches } from "@plenum/model";
import { MatrixClient, PendingEventOrdering } from "matrix-js-sdk/lib/client.js";
import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { Room, RoomNameState } from "matrix-js-sdk/lib/models/room.js";
import { MatrixScheduler } from "matrix-js-sdk/lib/scheduler.js";
import type { MSC3575RoomData } from "matrix-js-sdk/lib/sliding-sync.js";
import { MemoryStore } from "matrix-js-sdk/lib/store/memory.js";
import { rememberRoomSettings, type RoomSettings } from "../encryption/room-settings.ts";
import { SecretKeys } from "../encryption/secret-keys.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { planTimeline } from "../sync/prepare.ts";
import { OlderEvents } from "../rooms/older-events.ts";
import type { PendingReceipts } from "../rooms/pending-receipts.ts";
import { ReceiptBook } from "../rooms/receipts.ts";
import { backOff } from "../sync/back-off.ts";
import { SyncLoop } from "../sync/sliding.ts";
import { retryDelay } from "../timeline/retry.ts";
import { Api, path } from "./api.ts";
import { RoomBus } from "./bus.ts";
import { silenceGlobalLogger, silentLogger } from "./logger.ts";
import type { Tokens } from "./tokens.ts";

/** In the place of the token that continues what was read before a gap: it is asked for later. */
export const AFTER_GAP = "after the gap";

export interface EngineEvents {
  live(complete: boolean): void;
  failed(error: unknown): void;
}

/** Names for rooms without one: only the people, never a word in some language. */
function roomName(_roomId: string, state: RoomNameState): string | null {
  if ("name" in state) return state.name;
  if ("names" in state) return state.names.join(", ");
  return "";
}

/** The database of a device's keys; one for each device, so that accounts never meet. */
function cryptoDatabasePrefix(userId: string, deviceId: string): string {
  return `plenum ${userId} ${deviceId}`;
}

/** Forgets a device's keys, after it has been signed out. */
export function deleteCryptoDatabase(userId: string, deviceId: string): void {
  const prefix = cryptoDatabasePrefix(userId, deviceId);
  for (const suffix of ["matrix-sdk-crypto", "matrix-sdk-crypto-meta"]) {
    globalThis.indexedDB?.deleteDatabase(`${prefix}::${suffix}`);
  }
}

/**
 * matrix-js-sdk for as long as this tab has the session: client, crypto and sync. Everything that
 * it starts ends with `lifetime`.
 */
export class Engine {
  readonly lifetime = new Lifetime();
  readonly secretKeys = new SecretKeys();
  readonly client: MatrixClient;
  readonly api: Api;
  readonly bus: RoomBus;
  readonly sync: SyncLoop;
  readonly ownUserId: string;
  readonly receipts: ReceiptBook;
  readonly older = new OlderEvents();

  constructor(
    readonly tokens: Tokens,
    private readonly events: EngineEvents,
    /** What the agency does without: see `markRead` and `sendTyping`. */
    readonly agency: AgencySwitches,
    /** Missing for a guest: a visit leaves nothing behind. */
    readonly pendingReceipts?: PendingReceipts,
  ) {
    silenceGlobalLogger();
    const { baseUrl, userId, deviceId, accessToken } = tokens.credentials;
    this.client = new MatrixClient({
      baseUrl,
      userId,
      deviceId,
      accessToken,
      fetchFn: tokens.fetch,
      store: new MemoryStore(),
      scheduler: new MatrixScheduler((_event, attempts, error) => retryDelay(attempts, error)),
      cryptoCallbacks: this.secretKeys,
      roomNameGenerator: roomName,
      // Stretches of the past beside the newest one.
      timelineSupport: true,
      disableVoip: true,
      logger: silentLogger,
    });
    // Calls of ours run on Jitsi; watching every room for MatrixRTC sessions would be for nothing.
    this.client.matrixRTC.start = () => undefined;
    this.ownUserId = userId;
    this.receipts = new ReceiptBook(userId);
    this.api = new Api(tokens);
    this.bus = new RoomBus(this.client, this.lifetime);
    this.sync = new SyncLoop(this.client, baseUrl, {
      ...events,
      prepare: (roomId, data) => this.#prepare(roomId, data),
      receipts: (roomId, content) => {
        if (this.receipts.take(roomId, content)) this.bus.touch(roomId, "receipt");
      },
      worked: () => this.bus.flush(),
      answered: (roomId) => this.bus.touch(roomId, "timeline"),
      settled: (roomId) => {
        if (this.#settled.has(roomId)) return;
        this.#settled.add(roomId);
        this.bus.touch(roomId, "state");
      },
      listed: (roomId, still) => {
        if (still ? !this.#gone.delete(roomId) : this.#gone.has(roomId)) return;
        if (!still) this.#gone.add(roomId);
        this.bus.touch(roomId, "state");
      },
    });
    this.lifetime.add(() => {
      this.client.stopClient();
      this.sync.stop();
      this.client.removeAllListeners();
    });
  }

  readonly #settled = new Set<string>();
  readonly #gone = new Set<string>();

  /** Whether a room was the account's and is no longer, whatever its last known state says. */
  isGone(roomId: string): boolean {
    return this.#gone.has(roomId);
  }

  /** Room id → how many read its past. */
  readonly #held = new Map<string, number>();

  /**
   * Somebody reads the past of a room: a gap in the sync must not take it from them.
   * @returns the function that ends it
   */
  holdPast(roomId: string): () => void {
    this.#held.set(roomId, (this.#held.get(roomId) ?? 0) + 1);
    return this.lifetime.add(() => {
      const left = (this.#held.get(roomId) ?? 1) - 1;
      if (left > 0) this.#held.set(roomId, left);
      else this.#held.delete(roomId);
    });
  }

  /**
   * A room whose data has been worked in completely. matrix-js-sdk shows a room before it can
   * encrypt for it.
   */
  settledRoom(roomId: string): Room | undefined {
    return this.#settled.has(roomId) ? (this.client.getRoom(roomId) ?? undefined) : undefined;
  }

  /** Loads the crypto code, opens this device's keys and begins to sync. */
  async start(): Promise<void> {
    const { userId, deviceId } = this.tokens.credentials;
    this.#watchNetwork();
    this.askAhead();
    await Promise.all([
      this.#reachServer(),
      this.client.initRustCrypto({
        useIndexedDB: globalThis.indexedDB !== undefined,
        cryptoDatabasePrefix: cryptoDatabasePrefix(userId, deviceId),
      }),
    ]);
    if (this.lifetime.ended) {
      this.client.stopClient();
      return;
    }
    // The public type of the crypto hides a part of it; there is no other way to it.
    const crypto = this.client.getCrypto() as unknown as RoomSettings | undefined;
    if (crypto !== undefined) rememberRoomSettings(crypto);
    await this.client.startClient({
      slidingSync: this.sync,
      lazyLoadMembers: true,
      pendingEventOrdering: PendingEventOrdering.Detached,
      threadSupport: false,
      disablePresence: true,
    });
  }

  #askedAhead = false;

  /** Push rules and first rooms are fetched while the keys are opened, not after it. */
  askAhead(): void {
    if (this.#askedAhead) return;
    this.#askedAhead = true;
    this.sync.askAhead();
    const { client } = this;
    const rules = client.getPushRules();
    rules.catch(() => undefined);
    const later = client.getPushRules.bind(client);
    client.getPushRules = async () => {
      client.getPushRules = later;
      return rules;
    };
  }

  /** The browser knows before any request fails; and when the network is back, nobody should wait. */
  #watchNetwork(): void {
    if (globalThis.window === undefined) return;
    const online = (): void => {
      this.#wake?.();
      this.sync.resend();
    };
    const offline = (): void => this.events.failed(new TypeError("The browser is offline"));
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    this.lifetime.add(() => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
    });
  }

  /** matrix-js-sdk would ask for the push rules in a tight loop while the server is away. */
  async #reachServer(): Promise<void> {
    for (let failures = 1; !this.lifetime.ended; failures += 1) {
      try {
        await this.client.getVersions();
        return;
      } catch (error) {
        this.events.failed(error);
        await this.#pause(backOff(failures, undefined, Math.random()));
      }
    }
  }

  async #pause(delay: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = this.lifetime.timeout(delay, resolve);
      this.lifetime.signal.addEventListener("abort", () => resolve(), { once: true });
      this.#wake = () => {
        wake();
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #wake: (() => void) | undefined;

  #prepare(roomId: string, data: MSC3575RoomData): MSC3575RoomData {
    // Also a room known from its invitation learns only now that it is encrypted.
    if (data.initial === true) this.#settled.delete(roomId);
    const room = this.client.getRoom(roomId);
    if (room === null || data.timeline.length === 0) return data;
    const timeline = room.getLiveTimeline();
    const set = room.getUnfilteredTimelineSet();
    const known = {
      size: timeline.getEvents().length,
      has: (eventId: string) => set.getTimelineForEvent(eventId) === timeline,
    };
    const plan = planTimeline(
      {
        events: data.timeline,
        limited: data.limited === true,
        initial: data.initial === true,
        ...(data.prev_batch === undefined ? {} : { prevBatch: data.prev_batch }),
      },
      known,
      (event) => event.event_id,
    );
    const prepared = { ...data, timeline: [...plan.events] };
    if (plan.kind === "append") {
      // With known events the token must go on pointing before the oldest of them.
      return known.size === 0 ? prepared : { ...prepared, limited: false };
    }
    if (plan.kind === "reset") {
      room.resetLiveTimeline(plan.prevBatch ?? null, this.#held.has(roomId) ? AFTER_GAP : null);
      if (room.membersLoaded()) this.#reloadMembers(roomId);
      return prepared;
    }
    const map = this.client.getEventMapper({ decrypt: false });
    // Each event is put before all known ones, so the newest of the older ones goes first.
    const older = plan.older.map((event) => map({ ...event, room_id: roomId })).toReversed();
    const token = data.limited === true ? plan.prevBatch : undefined;
    room.addEventsToTimeline(older, true, false, timeline, token);
    timeline.setPaginationToken(token ?? null, EventTimeline.BACKWARDS);
    this.bus.touch(roomId, "timeline");
    return { ...prepared, limited: false };
  }

  /** In a gap people may have come or gone, and whoever is in the room must get its keys. */
  #reloadMembers(roomId: string): void {
    void (async () => {
      try {
        const answer = (await this.api.request({
          method: "GET",
          path: path("v3", "rooms", roomId, "members"),
          signal: this.lifetime.signal,
        })) as { chunk?: unknown };
        const room = this.client.getRoom(roomId);
        if (room === null || !Array.isArray(answer.chunk)) return;
        const map = this.client.getEventMapper();
        room.currentState.setStateEvents(answer.chunk.map((event: object) => map(event)));
      } catch {
        // The next gap or the next opening of the room tries again.
      }
    })();
  }
}
