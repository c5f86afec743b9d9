import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import { RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import type { AccountDrafts, RoomDrafts } from "../contract.ts";
import { failing, MatrixFailure, toFailure } from "../errors/failure.ts";
import { Value } from "../observable/value.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { isRecord } from "../untrusted/guards.ts";
import { draftKey, open, seal } from "./seal.ts";

/** Room account data with the drafts of a room. */
const DRAFTS = "chat.plenum.draft";

/** Drafts in the account; outlives the engine underneath, so that views may keep it. */
export class SessionDrafts implements AccountDrafts {
  readonly hasKey = new Value(false);
  readonly #listeners = new Set<(roomId: string, drafts: RoomDrafts) => void>();
  #engine: Engine | undefined;

  /** Follows an engine for as long as it lives. */
  attach(engine: Engine): void {
    this.#engine = engine;
    const { client, lifetime } = engine;
    const changed = (event: { getType(): string }, room: { roomId: string }): void => {
      if (event.getType() === DRAFTS) void this.#tell(engine, room.roomId);
    };
    client.on(RoomEvent.AccountData, changed);
    lifetime.add(() => client.off(RoomEvent.AccountData, changed));
    const keyCame = (): void => this.#tellAll(engine);
    client.on(CryptoEvent.KeyBackupDecryptionKeyCached, keyCame);
    lifetime.add(() => client.off(CryptoEvent.KeyBackupDecryptionKeyCached, keyCame));
    lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    this.#tellAll(engine);
  }

  watch(listener: (roomId: string, drafts: RoomDrafts) => void): () => void {
    this.#listeners.add(listener);
    if (this.#engine !== undefined) this.#tellAll(this.#engine);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async fetch(roomId: string): Promise<RoomDrafts | undefined> {
    const engine = this.#current();
    return failing(async () => {
      const key = await keyOf(engine);
      if (key === undefined) return undefined;
      let content: unknown;
      try {
        content = await engine.api.request({ method: "GET", path: placeOf(engine, roomId) });
      } catch (error) {
        if (toFailure(error).code === "not-found") return undefined;
        throw error;
      }
      const drafts = await open(key, roomId, content);
      return isRecord(drafts) ? drafts : undefined;
    });
  }

  async save(roomId: string, drafts: RoomDrafts): Promise<boolean> {
    const engine = this.#current();
    return failing(async () => {
      const key = await keyOf(engine);
      if (key === undefined) return false;
      await engine.api.request({
        method: "PUT",
        path: placeOf(engine, roomId),
        body: await seal(key, roomId, drafts),
      });
      return true;
    });
  }

  #current(): Engine {
    if (this.#engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    return this.#engine;
  }

  #tellAll(engine: Engine): void {
    void this.#lookForKey(engine);
    for (const { roomId } of engine.client.getRooms()) void this.#tell(engine, roomId);
  }

  async #lookForKey(engine: Engine): Promise<void> {
    const key = await keyOf(engine);
    if (!engine.lifetime.ended) this.hasKey.set(key !== undefined);
  }

  async #tell(engine: Engine, roomId: string): Promise<void> {
    const content: unknown = engine.client.getRoom(roomId)?.getAccountData(DRAFTS)?.getContent();
    if (content === undefined) return;
    const key = await keyOf(engine);
    if (key === undefined || engine.lifetime.ended) return;
    const drafts = await open(key, roomId, content);
    if (!isRecord(drafts)) return;
    for (const listener of Array.from(this.#listeners)) listener(roomId, drafts);
  }
}

function placeOf(engine: Engine, roomId: string): string {
  const { userId } = engine.tokens.credentials;
  return path("v3", "user", userId, "rooms", roomId, "account_data", DRAFTS);
}

/** Undefined as long as this device has not been given the key of the backup. */
async function keyOf(engine: Engine): Promise<CryptoKey | undefined> {
  try {
    const backupKey = await engine.client.getCrypto()?.getSessionBackupPrivateKey();
    return backupKey === null || backupKey === undefined ? undefined : await draftKey(backupKey);
  } catch {
    // The engine ends in this moment.
    return undefined;
  }
}
