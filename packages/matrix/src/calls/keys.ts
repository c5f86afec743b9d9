import {
  CALL_ENCRYPTION_EVENT,
  CALL_KEYS_MESSAGE,
  type CallKeysContent,
  callsAreEncrypted,
  encodeMediaKey,
} from "@plenum/model";
import { ClientEvent } from "matrix-js-sdk/lib/client.js";
import type { CryptoApi } from "matrix-js-sdk/lib/crypto-api/index.js";
import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { CallDevice, CallKey, CallKeys, ReceivedCallKey } from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { stateOf } from "../members/from-sdk.ts";
import { Batch } from "../observable/batch.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { callMembersOf } from "./from-sdk.ts";
import { type KeyMessage, readKeyMessage } from "./key-message.ts";

/** Milliseconds for which changes are gathered. */
const GATHER = 30;
/** Memberships run out without any event. Milliseconds. */
const LOOK_AGAIN = 15_000;
/** While the keys of this device are being opened. Milliseconds. */
const TRY_AGAIN = 300;
/** Keys of devices that are not in the call yet, as far as is known here. */
const MOST_WAITING = 200;
/** Milliseconds for which they are kept. */
const WAITS = 60_000;

type Device = Pick<CallDevice, "userId" | "deviceId">;

function nameOf({ userId, deviceId }: Device): string {
  return `${userId} ${deviceId}`;
}

/** Sends and receives the keys with which the devices of one room's call encrypt their media. */
export class RoomCallKeys implements CallKeys {
  readonly wanted = new Value(false);
  readonly ownSigned = new Value<boolean | undefined>(undefined);
  readonly devices = new Value<readonly CallDevice[]>([]);
  readonly #lifetime = new Lifetime();
  readonly #batch: Batch<"devices">;
  readonly #listeners = new Set<(key: ReceivedCallKey) => void>();
  #waiting: { readonly key: ReceivedCallKey; readonly since: number }[] = [];
  readonly #ready: Promise<void>;
  #known: () => void = () => undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Engine,
    private readonly roomId: string,
  ) {
    const { client, bus, lifetime } = engine;
    this.#lifetime.add(lifetime.add(() => this.close()));
    this.#ready = new Promise((resolve, reject) => {
      this.#known = resolve;
      this.#lifetime.add(() => reject(new MatrixFailure("unreachable", "The session has ended")));
    });
    // Whoever waits for it hears of it.
    this.#ready.catch(() => undefined);
    this.#batch = new Batch(this.#lifetime, GATHER, () => {
      // One look after the other: an older one must not write over a newer.
      this.#reading = this.#reading.then(() => this.#read());
    });
    const changed = (): void => this.#batch.add("devices");
    const onMessage = (received: KeyMessage): void => this.#receive(received);
    client.on(ClientEvent.ReceivedToDeviceMessage, onMessage);
    client.on(CryptoEvent.DevicesUpdated, changed);
    client.on(CryptoEvent.UserTrustStatusChanged, changed);
    client.on(CryptoEvent.KeysChanged, changed);
    this.#lifetime.add(() => {
      client.off(ClientEvent.ReceivedToDeviceMessage, onMessage);
      client.off(CryptoEvent.DevicesUpdated, changed);
      client.off(CryptoEvent.UserTrustStatusChanged, changed);
      client.off(CryptoEvent.KeysChanged, changed);
    });
    this.#lifetime.add(bus.onRoom(roomId, (aspect) => aspect === "state" && changed()));
    this.#lifetime.interval(LOOK_AGAIN, changed);
    changed();
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  async send({ endpoint, index, key }: CallKey, to: readonly Device[]): Promise<void> {
    const asked = new Set(to.map(nameOf));
    const devices = this.devices
      .get()
      .filter((device) => mayHave(device) && asked.has(nameOf(device)))
      .map(({ userId, deviceId }) => ({ userId, deviceId }));
    if (devices.length === 0) return;
    const content: CallKeysContent = {
      room_id: this.roomId,
      call_id: "",
      endpoint,
      key: encodeMediaKey(key),
      index,
    };
    const { client } = this.engine;
    const send = async (some: Device[]): Promise<void> =>
      client.encryptAndSendToDevice(CALL_KEYS_MESSAGE, some, content);
    try {
      await send(devices);
    } catch {
      // One device for which nothing can be encrypted must not keep the key from the others.
      const each = await Promise.allSettled(devices.map((device) => send([device])));
      const failed = each.find((one) => one.status === "rejected");
      if (failed) await failing(() => Promise.reject(failed.reason as Error));
    }
  }

  onKey(listener: (key: ReceivedCallKey) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#lifetime.end();
    this.#listeners.clear();
  }

  #receive(received: KeyMessage): void {
    const key = readKeyMessage(received, this.roomId);
    if (key === undefined) return;
    const since = Date.now();
    this.#waiting = [...this.#waiting, { key, since }].slice(-MOST_WAITING);
    this.#deliver();
    // Its device may be new to the call, or to this device.
    this.#batch.add("devices");
  }

  /** Keys count as soon as their device is in the call and signed by its owner. */
  #deliver(): void {
    const known = new Set(this.devices.get().filter(mayHave).map(nameOf));
    const now = Date.now();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const entry of waiting) {
      if (known.has(nameOf(entry.key))) {
        for (const listener of Array.from(this.#listeners)) listener(entry.key);
      } else if (now - entry.since < WAITS) this.#waiting.push(entry);
    }
  }

  async #read(): Promise<void> {
    if (this.#lifetime.ended) return;
    const room = this.engine.settledRoom(this.roomId);
    const crypto = this.engine.client.getCrypto();
    if (room === undefined || crypto === undefined) {
      this.#lifetime.timeout(TRY_AGAIN, () => this.#batch.add("devices"));
      return;
    }
    try {
      const { userId, deviceId } = this.engine.tokens.credentials;
      const own = await crypto.getDeviceVerificationStatus(userId, deviceId);
      const wanted = callsAreEncrypted(stateOf(room, CALL_ENCRYPTION_EVENT));
      const devices = wanted ? await this.#readDevices(room, crypto) : [];
      if (this.#lifetime.ended) return;
      this.wanted.set(wanted);
      this.ownSigned.set(own?.signedByOwner === true);
      this.devices.set(shareList(this.devices.get(), devices, nameOf));
      this.#deliver();
      this.#known();
    } catch {
      // Without an answer of the server what was known stands.
      this.#lifetime.timeout(TRY_AGAIN * 10, () => this.#batch.add("devices"));
    }
  }

  async #readDevices(room: Room, crypto: CryptoApi): Promise<CallDevice[]> {
    const { userId: ownUser, deviceId: ownDevice } = this.engine.tokens.credentials;
    const members = callMembersOf(room, Date.now()).filter(
      (member) => member.userId !== ownUser || member.deviceId !== ownDevice,
    );
    if (members.length === 0) return [];
    await crypto.getUserDeviceInfo([...new Set(members.map(({ userId }) => userId))], true);
    return Promise.all(
      members.map(async ({ userId, deviceId }) => ({
        userId,
        deviceId,
        trust: await trustOf(crypto, userId, deviceId),
      })),
    );
  }
}

function mayHave({ trust }: CallDevice): boolean {
  return trust === "confirmed" || trust === "signed";
}

async function trustOf(
  crypto: CryptoApi,
  userId: string,
  deviceId: string,
): Promise<CallDevice["trust"]> {
  const device = await crypto.getDeviceVerificationStatus(userId, deviceId);
  if (device?.signedByOwner !== true) return "unsigned";
  const person = await crypto.getUserVerificationStatus(userId);
  if (person.isCrossSigningVerified()) return "confirmed";
  return person.wasCrossSigningVerified() || person.needsUserApproval ? "changed" : "signed";
}
