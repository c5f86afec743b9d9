import type {
  CallParticipant,
  EncryptionSlice,
  HostDevice,
  HostKeys,
  ReceivedMediaKey,
} from "../contract/index.ts";
import type { RemoteSource } from "../jitsi/facts.ts";
import type { MessageSeal } from "../jitsi/session-types.ts";
import { Bindings } from "./bindings.ts";
import { MediaCipher } from "./cipher.ts";
import type { MediaWorker } from "./media-worker.ts";
import { OwnKeys } from "./own-keys.ts";
import { openMessage, sealMessage } from "./sealed-messages.ts";
import { GRACE, type HeardState, standingOf } from "./standing.ts";
import type { FromWorker } from "./worker-messages.ts";

/** Milliseconds after which a key that did not go out is sent once more. */
const SEND_AGAIN = 3_000;

function nameOf({ userId, deviceId }: Pick<HostDevice, "userId" | "deviceId">): string {
  return `${userId} ${deviceId}`;
}

/** Somebody in the conference. */
type Seen = Pick<CallParticipant, "id" | "userId" | "isLocal">;

/** The encryption of one session of a call: from its first connection to its end. */
export class EncryptionRun {
  readonly #worker: MediaWorker;
  readonly #own: OwnKeys;
  readonly #bindings = new Bindings();
  /** For what goes over the data channel. Media is the worker's: no counter is used by both. */
  readonly #text = new MediaCipher();
  #order: Promise<unknown> = Promise.resolve();
  /** Numbers of the receivers, by the tracks that they give. */
  readonly #tracks = new Map<MediaStreamTrack, number>();
  readonly #boundTo = new Map<number, string>();
  /** By receiver. */
  readonly #heard = new Map<number, HeardState & { readonly endpoint: string }>();
  readonly #since = new Map<string, number>();
  readonly #undo: (() => void)[] = [];
  #participants: readonly Seen[] = [];
  #endpoint: string | undefined;
  #look: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(
    private readonly keys: HostKeys,
    start: (onMessage: (message: FromWorker) => void) => MediaWorker,
    private readonly onChange: () => void,
  ) {
    this.#worker = start((message) => this.#onWorker(message));
    const sender = nameOf(keys.own);
    this.#own = new OwnKeys({
      use: (index, secret) => {
        this.#worker.post({ kind: "use", index, secret, sender });
        void this.#inTurn(() => this.#text.use(index, secret, sender));
        this.onChange();
      },
      send: (index, key, to) => this.#send(index, key, to),
    });
    this.#undo.push(
      keys.onKey((key) => {
        this.#take(this.#bindings.note(key));
        const behind = this.#participants.find(({ id }) => id === key.endpoint);
        if (behind) this.#take(this.#bindings.see(behind.id, behind.userId));
      }),
      keys.devices.subscribe(() => this.#follow()),
    );
  }

  /** Seals what goes to everybody over the data channel; what comes unsealed is not heard. */
  readonly seal: MessageSeal = {
    seal: (content) => this.#inTurn(() => sealMessage(this.#text, content)),
    open: (from, content) =>
      this.#inTurn(() => openMessage(this.#text, from, content, performance.now())),
  };

  /** Everything on this connection is encrypted. */
  attach(connection: RTCPeerConnection): void {
    this.#worker.attach(connection, (receiver, track) => this.#tracks.set(track, receiver));
  }

  /** This device is in the conference, under this name. */
  entered(endpoint: string): void {
    this.#endpoint = endpoint;
    this.#follow();
  }

  /** Who is there, and which track the library shows as whose. */
  see(participants: readonly Seen[], sources: readonly RemoteSource[]): void {
    if (this.#over) return;
    this.#participants = participants;
    const there = new Set(participants.filter(({ isLocal }) => !isLocal).map(({ id }) => id));
    const came: (string | undefined)[] = [];
    for (const { id, isLocal, userId } of participants) {
      if (isLocal) continue;
      if (!this.#since.has(id)) {
        this.#since.set(id, Date.now());
        came.push(userId);
      }
      this.#take(this.#bindings.see(id, userId));
    }
    if (came.length > 0) {
      this.#lookAgain();
      // A window that was loaded anew, or has another connection, is the same device in the room.
      this.#follow(came);
    }
    for (const endpoint of this.#bindings.keepOnly(there)) {
      this.#worker.post({ kind: "forget", endpoint });
      void this.#inTurn(() => this.#text.forget(endpoint));
    }
    for (const endpoint of this.#since.keys()) {
      if (there.has(endpoint)) continue;
      this.#since.delete(endpoint);
    }
    this.#bind(sources);
  }

  slice(): EncryptionSlice {
    const now = Date.now();
    return standingOf(
      {
        participants: this.#participants,
        boundTo: (endpoint) => this.#bindings.of(endpoint),
        devices: this.keys.devices.get(),
        heard: (endpoint) => [...this.#heard.values()].filter((one) => one.endpoint === endpoint),
        since: (endpoint) => this.#since.get(endpoint) ?? now,
        keyIndex: this.#own.used,
      },
      now,
    );
  }

  stop(): void {
    this.#over = true;
    clearTimeout(this.#look);
    for (const undo of this.#undo.splice(0)) undo();
    this.#own.stop();
    this.#worker.close();
  }

  /** Messages stay in the order in which they were sent, and behind the keys that came before them. */
  #inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const done = this.#order.then(work);
    this.#order = done.catch(() => undefined);
    return done;
  }

  /** What the library shows as somebody's has to be encrypted by that person. */
  #bind(sources: readonly RemoteSource[]): void {
    const owners = new Map<number, string>();
    for (const { participantId, track } of sources) {
      const shown = track.getTrack();
      const receiver = shown === null ? undefined : this.#tracks.get(shown);
      if (receiver !== undefined) owners.set(receiver, participantId);
    }
    for (const receiver of this.#tracks.values()) {
      const endpoint = owners.get(receiver);
      if (this.#boundTo.get(receiver) === endpoint) continue;
      this.#heard.delete(receiver);
      if (endpoint === undefined) {
        this.#boundTo.delete(receiver);
        this.#worker.post({ kind: "bind", receiver });
      } else {
        this.#boundTo.set(receiver, endpoint);
        this.#worker.post({ kind: "bind", receiver, endpoint });
      }
    }
  }

  #take(keys: readonly ReceivedMediaKey[]): void {
    for (const key of keys) {
      this.#worker.post({
        kind: "take",
        endpoint: key.endpoint,
        sender: nameOf(key),
        index: key.index,
        secret: key.key,
      });
      void this.#inTurn(() => this.#text.take(key.endpoint, nameOf(key), key.index, key.key));
    }
    if (keys.length > 0) this.onChange();
  }

  /** @param anew people of whom somebody has come to the conference */
  #follow(anew: readonly (string | undefined)[] = []): void {
    if (this.#endpoint === undefined) return;
    const devices = this.keys.devices
      .get()
      .filter(({ trust }) => trust === "confirmed" || trust === "signed");
    this.#own.follow(
      devices.map(nameOf),
      devices.filter(({ userId }) => anew.includes(userId)).map(nameOf),
    );
    this.onChange();
  }

  #send(index: number, key: Uint8Array, to: readonly string[], again = true): void {
    const endpoint = this.#endpoint;
    if (endpoint === undefined || this.#over) return;
    const devices = this.keys.devices.get().filter((device) => to.includes(nameOf(device)));
    void this.keys.send({ endpoint, index, key }, devices).catch(() => {
      if (again) setTimeout(() => this.#send(index, key, to, false), SEND_AGAIN);
    });
  }

  #onWorker({ receiver, endpoint, state, index }: FromWorker): void {
    if (index !== undefined) this.#text.heard(endpoint, index, performance.now());
    // Whose it is may have changed since the worker wrote.
    if (this.#boundTo.get(receiver) !== endpoint) return;
    if (this.#heard.get(receiver)?.state === state) return;
    this.#heard.set(receiver, { endpoint, state, since: Date.now() });
    this.#lookAgain();
    this.onChange();
  }

  /** What may be on its way now counts as missing later. */
  #lookAgain(): void {
    clearTimeout(this.#look);
    this.#look = setTimeout(() => this.onChange(), GRACE + 50);
  }
}
