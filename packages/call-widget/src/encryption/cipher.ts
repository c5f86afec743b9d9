import {
  deriveFrameKey,
  type FrameKey,
  type FrameKind,
  openFrame,
  ratchetForward,
  readTrailer,
  ReplayWindow,
  sealFrame,
} from "./frame.ts";
import { RING, SenderRing } from "./keys.ts";

/** Everything that one key of somebody opens. */
interface HeldKey {
  readonly secret: Uint8Array;
  readonly keys: Readonly<Record<FrameKind, FrameKey>>;
  /** One a key and kind: a frame of the camera is not taken for one of the screen a second time. */
  readonly windows: Readonly<Record<FrameKind, ReplayWindow>>;
}

interface OwnKey {
  readonly index: number;
  readonly keys: Readonly<Record<FrameKind, FrameKey>>;
  /** Across all sources of a kind, all layers of them and all connections. */
  readonly counters: Record<FrameKind, number>;
}

interface Sender {
  readonly name: string;
  readonly ring: SenderRing<HeldKey>;
  /** Places whose key was made from an earlier one and opened nothing. */
  readonly refuted: Set<number>;
}

/** Why a frame was not opened, or that it was. */
export type Opened =
  | { readonly kind: "open"; readonly frame: Uint8Array<ArrayBuffer>; readonly index: number }
  | { readonly kind: "no-key" }
  | { readonly kind: "refused" };

async function hold(secret: Uint8Array, sender: string): Promise<HeldKey> {
  const [audio, video, words] = await Promise.all([
    deriveFrameKey(secret, sender, "audio"),
    deriveFrameKey(secret, sender, "video"),
    deriveFrameKey(secret, sender, "text"),
  ]);
  return {
    secret,
    keys: { audio, video, text: words },
    windows: { audio: new ReplayWindow(), video: new ReplayWindow(), text: new ReplayWindow() },
  };
}

/** Encrypts and decrypts the frames of a call. Without a key nothing comes out, in either direction. */
export class MediaCipher {
  #own: OwnKey | undefined;
  readonly #senders = new Map<string, Sender>();

  /** From now on this device encrypts with this key. */
  async use(index: number, secret: Uint8Array, sender: string): Promise<void> {
    const { keys } = await hold(secret, sender);
    this.#own = { index, keys, counters: { audio: 0, video: 0, text: 0 } };
  }

  /** Nothing is sent any more until there is another key. */
  stop(): void {
    this.#own = undefined;
  }

  /** @returns undefined for a frame that must not be sent */
  async seal(frame: Uint8Array, kind: FrameKind): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const own = this.#own;
    if (!own) return undefined;
    const counter = own.counters[kind];
    own.counters[kind] += 1;
    return sealFrame(frame, kind, own.keys[kind], { keyId: own.index, counter });
  }

  /**
   * Takes a key of somebody else.
   * @param sender who it belongs to; another one than before takes the place with nothing left of the earlier
   */
  async take(endpoint: string, sender: string, index: number, secret: Uint8Array): Promise<void> {
    const held = await hold(secret, sender);
    let known = this.#senders.get(endpoint);
    if (known?.name !== sender) {
      known = { name: sender, ring: new SenderRing(), refuted: new Set() };
      this.#senders.set(endpoint, known);
    }
    // The same once more must not forget what came already.
    const before = known.ring.at(index, 0)?.secret;
    if (before?.every((byte, at) => byte === secret[at]) === true) return;
    known.refuted.clear();
    known.ring.take(index, held);
  }

  /** Somebody encrypts with the key of this place by now, as was heard elsewhere. */
  heard(endpoint: string, index: number, now: number): void {
    this.#senders.get(endpoint)?.ring.heard(index, now);
  }

  /** Somebody is gone, and their keys with them. */
  forget(endpoint: string): void {
    this.#senders.delete(endpoint);
  }

  forgetAll(): void {
    this.#senders.clear();
  }

  /** @param now milliseconds */
  async open(endpoint: string, frame: Uint8Array, kind: FrameKind, now: number): Promise<Opened> {
    const sender = this.#senders.get(endpoint);
    if (!sender) return { kind: "no-key" };
    const trailer = readTrailer(frame);
    if (!trailer || trailer.keyId >= RING) return { kind: "refused" };
    const { keyId, counter } = trailer;
    const known = sender.ring.at(keyId, now);
    const held = known ?? (await this.#next(sender, keyId));
    if (!held) return { kind: "no-key" };
    if (!held.windows[kind].isNew(counter)) return { kind: "refused" };
    const plain = await openFrame(frame, kind, held.keys[kind]);
    if (!plain) {
      // Not made from the one that is known: it is on its way, and comes from the sender.
      if (!known) sender.refuted.add(keyId);
      return { kind: known ? "refused" : "no-key" };
    }
    // Another source of the sender may have proved it meanwhile: its window is the one that counts.
    const proved = sender.ring.at(keyId, now) ?? held;
    if (!proved.windows[kind].take(counter)) return { kind: "refused" };
    if (proved === held && !known) sender.ring.take(keyId, held);
    sender.ring.heard(keyId, now);
    return { kind: "open", frame: plain, index: keyId };
  }

  /** The key that somebody has made from the newest known one, if it is that. */
  async #next(sender: Sender, index: number): Promise<HeldKey | undefined> {
    const { newest } = sender.ring;
    const steps = sender.ring.ahead(index);
    if (!newest || steps === 0 || steps > RING / 2 || sender.refuted.has(index)) return undefined;
    let { secret } = newest.held;
    for (let step = 0; step < steps; step += 1) secret = await ratchetForward(secret);
    return hold(secret, sender.name);
  }
}
