import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { callMembersOf } from "../calls/from-sdk.ts";
import type { RoomSummary } from "../contract.ts";
import { Batch } from "../observable/batch.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import { sameData } from "../observable/share.ts";
import type { Value } from "../observable/value.ts";
import { accountDataOf } from "../session/account-data.ts";
import type { Engine } from "../session/engine.ts";
import { readDirectRooms } from "./direct.ts";
import { roomFactsOf } from "./from-sdk.ts";
import { withKeptCounts } from "./kept-counts.ts";
import { readSpaces, type SpaceChild, type SpacesOfAccount } from "./spaces.ts";
import { summarise } from "./summary.ts";

/** Milliseconds for which changes are gathered: one frame. */
const GATHER = 16;

/**
 * Keeps the map of rooms up to date: only rooms that changed are mapped again, only those that
 * came out different get a new object, and all of it is published together.
 */
export class RoomList {
  private readonly client: MatrixClient;
  private readonly lifetime: Lifetime;
  readonly #batch: Batch<string>;
  #direct: ReadonlyMap<string, string> = new Map();
  #spaces: SpacesOfAccount = { parents: new Map(), children: new Map() };
  #cancelExpiry: (() => void) | undefined;
  /** Rooms as they were shown before this start, until their numbers are certain. */
  readonly #kept: Map<string, RoomSummary>;

  constructor(
    private readonly engine: Engine,
    private readonly rooms: Value<ReadonlyMap<string, RoomSummary>>,
  ) {
    const { client, lifetime, bus } = engine;
    this.client = client;
    this.lifetime = lifetime;
    this.#kept = new Map(rooms.get());
    this.#batch = new Batch(lifetime, GATHER, (roomIds) => this.#publish(roomIds));
    lifetime.add(
      bus.onAnyRoom((roomId, aspect) => {
        if (aspect !== "typing") this.#batch.add(roomId);
      }),
    );
    lifetime.add(
      bus.onAccountData((type) => {
        if (type === "m.direct") this.#readDirect();
        if (type === "m.push_rules") this.#all();
      }),
    );
    this.#readDirect();
  }

  /** Publishes what is waiting now, instead of within a frame. */
  flush(): void {
    this.#batch.flush();
  }

  /** Takes out what is still shown from an earlier start and is not among the account's rooms. */
  forgetUnknown(): void {
    const known = this.rooms.get();
    const next = new Map(known);
    for (const roomId of known.keys()) {
      if (this.client.getRoom(roomId) === null) next.delete(roomId);
    }
    if (next.size < known.size) this.rooms.set(next);
  }

  #all(): void {
    for (const room of this.client.getRooms()) this.#batch.add(room.roomId);
  }

  #readDirect(): void {
    this.#direct = readDirectRooms(accountDataOf(this.client, "m.direct"));
    this.#all();
  }

  #readSpaces(): void {
    const children: SpaceChild[] = [];
    for (const room of this.client.getRooms()) {
      for (const event of room.currentState.getStateEvents("m.space.child")) {
        children.push({
          spaceId: room.roomId,
          roomId: event.getStateKey() ?? "",
          content: event.getContent(),
          addedAt: event.getTs(),
        });
      }
    }
    this.#spaces = readSpaces(children);
  }

  #summary(roomId: string, now: number): RoomSummary | undefined {
    const room = this.engine.settledRoom(roomId);
    if (room === undefined || this.engine.isGone(roomId)) return undefined;
    const live = summarise(
      roomFactsOf(this.engine, room, {
        now,
        directUserId: this.#direct.get(roomId),
        spaces: this.#spaces.parents.get(roomId) ?? [],
        children: this.#spaces.children.get(roomId) ?? [],
      }),
    );
    const kept = this.#kept.get(roomId);
    if (kept === undefined) return live;
    if (live.countsExact) this.#kept.delete(roomId);
    return withKeptCounts(kept, live);
  }

  /** Known to matrix-js-sdk, but not yet worked in: it stays as it was until then. */
  #isComing(roomId: string): boolean {
    return this.client.getRoom(roomId) !== null && this.engine.settledRoom(roomId) === undefined;
  }

  #publish(changed: ReadonlySet<string>): void {
    if (this.engine.sync.isWorking) {
      // All of an answer together, instead of a new list after every few rooms.
      for (const roomId of changed) this.#batch.add(roomId);
      return;
    }
    const now = Date.now();
    const before = this.rooms.get();
    const isSpace = (roomId: string): boolean =>
      before.get(roomId)?.isSpace ?? this.client.getRoom(roomId)?.isSpaceRoom() ?? false;
    const roomIds = new Set(changed);
    if ([...changed].some(isSpace)) {
      const spacesBefore = this.#spaces;
      this.#readSpaces();
      for (const roomId of before.keys()) {
        const { parents } = this.#spaces;
        if (!sameData(spacesBefore.parents.get(roomId), parents.get(roomId))) roomIds.add(roomId);
      }
    }
    const next = new Map(before);
    let different = false;
    for (const roomId of roomIds) {
      if (this.#isComing(roomId)) continue;
      const summary = this.#summary(roomId, now);
      const old = before.get(roomId);
      if (summary === undefined || summary.membership === "leave") {
        different = next.delete(roomId) || different;
      } else if (old === undefined || !sameData(old, summary)) {
        next.set(roomId, summary);
        different = true;
      }
    }
    if (different) this.rooms.set(next);
    this.#watchExpiry(now);
  }

  /** A call membership ends without an event: a timer looks again at the moment the next one does. */
  #watchExpiry(now: number): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = undefined;
    let earliest = Infinity;
    const expiring: string[] = [];
    for (const summary of this.rooms.get().values()) {
      if (summary.callMembers.length === 0) continue;
      const room = this.client.getRoom(summary.id);
      if (room === null) continue;
      expiring.push(summary.id);
      for (const member of callMembersOf(room, now)) {
        earliest = Math.min(earliest, member.expiresAt);
      }
    }
    if (expiring.length === 0 || earliest === Infinity) return;
    this.#cancelExpiry = this.lifetime.timeout(Math.max(0, earliest - now) + 50, () => {
      for (const roomId of expiring) this.#batch.add(roomId);
    });
  }
}
