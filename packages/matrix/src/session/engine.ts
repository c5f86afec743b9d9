import { MatrixClient, PendingEventOrdering } from "matrix-js-sdk/lib/client.js";
import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { RoomNameState } from "matrix-js-sdk/lib/models/room.js";
import { MatrixScheduler } from "matrix-js-sdk/lib/scheduler.js";
import type { MSC3575RoomData } from "matrix-js-sdk/lib/sliding-sync.js";
import { MemoryStore } from "matrix-js-sdk/lib/store/memory.js";
import { SecretKeys } from "../encryption/secret-keys.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { planTimeline } from "../sync/prepare.ts";
import { SyncLoop } from "../sync/sliding.ts";
import { Api, path } from "./api.ts";
import { RoomBus } from "./bus.ts";
import { silenceGlobalLogger, silentLogger } from "./logger.ts";
import type { Tokens } from "./tokens.ts";

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
export function cryptoDatabasePrefix(userId: string, deviceId: string): string {
  return `plenum ${userId} ${deviceId}`;
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

  constructor(
    readonly tokens: Tokens,
    events: EngineEvents,
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
      scheduler: new MatrixScheduler(),
      cryptoCallbacks: this.secretKeys,
      roomNameGenerator: roomName,
      disableVoip: true,
      logger: silentLogger,
    });
    // Calls of ours run on Jitsi; watching every room for MatrixRTC sessions would be for nothing.
    this.client.matrixRTC.start = () => undefined;
    this.api = new Api(tokens);
    this.bus = new RoomBus(this.client, this.lifetime);
    this.sync = new SyncLoop(this.client, baseUrl, {
      ...events,
      prepare: (roomId, data) => this.#prepare(roomId, data),
    });
    this.lifetime.add(() => {
      this.client.stopClient();
      this.sync.stop();
      this.client.removeAllListeners();
    });
  }

  /** Loads the crypto code, opens this device's keys and begins to sync. */
  async start(): Promise<void> {
    const { userId, deviceId } = this.tokens.credentials;
    await this.client.initRustCrypto({
      useIndexedDB: globalThis.indexedDB !== undefined,
      cryptoDatabasePrefix: cryptoDatabasePrefix(userId, deviceId),
    });
    if (this.lifetime.ended) {
      this.client.stopClient();
      return;
    }
    if (globalThis.window !== undefined) {
      // The network is back: do not wait for the back-off to pass.
      const online = (): void => this.sync.resend();
      window.addEventListener("online", online);
      this.lifetime.add(() => window.removeEventListener("online", online));
    }
    await this.client.startClient({
      slidingSync: this.sync,
      lazyLoadMembers: true,
      pendingEventOrdering: PendingEventOrdering.Detached,
      threadSupport: false,
      disablePresence: true,
    });
  }

  #prepare(roomId: string, data: MSC3575RoomData): MSC3575RoomData {
    const room = this.client.getRoom(roomId);
    if (room === null || data.timeline.length === 0) return data;
    const timeline = room.getLiveTimeline();
    const known = new Set<string>();
    for (const event of timeline.getEvents()) known.add(event.getId() ?? "");
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
      room.resetLiveTimeline(plan.prevBatch ?? null, null);
      if (room.membersLoaded()) this.#reloadMembers(roomId);
      return prepared;
    }
    const map = this.client.getEventMapper({ decrypt: false });
    const older = plan.older.map((event) => map({ ...event, room_id: roomId }));
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
