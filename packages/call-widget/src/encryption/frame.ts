/**
 * One encoded frame of sound or picture, encrypted: `cover | ciphertext and tag | counter (8 bytes) |
 * key id (1 byte)`. Neither the SSRC nor a time is part of it: routers rewrite both.
 */

export type MediaKind = "audio" | "video";
/** Also small messages for everybody are sealed like frames: no router has to see anything of them. */
export type FrameKind = MediaKind | "text";

/** What is derived from a sender's key for one kind of media. */
export interface FrameKey {
  readonly key: CryptoKey;
  /** Twelve bytes; the counter is mixed into the last eight of them. */
  readonly salt: Uint8Array<ArrayBuffer>;
}

/** What stands at the end of an encrypted frame, in the clear. */
export interface Trailer {
  /** Place in the sender's ring of keys. */
  readonly keyId: number;
  /** Counts the frames under a key; a number is used once. */
  readonly counter: number;
}

const TRAILER_BYTES = 9;
const TAG_BYTES = 16;
/** Bytes by which a frame grows, besides its cover. */
export const FRAME_GROWTH = TRAILER_BYTES + TAG_BYTES;
const KEY_PICTURE_COVER = 10;
const PICTURE_COVER = 3;
/**
 * An Opus packet of frames of any length, namely none (RFC 6716, 3.2.5): not valid, so that whoever
 * cannot open it hears silence and not what the ciphertext sounds like.
 */
const SOUND_COVER = Uint8Array.of(3, 0);

const SALT_BYTES = 12;
const KEY_BYTES = 16;
const text = new TextEncoder();

async function expand(secret: Uint8Array, purpose: string, bytes: number): Promise<ArrayBuffer> {
  const { subtle } = crypto;
  const base = await subtle.importKey("raw", new Uint8Array(secret), "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array(0);
  const info = text.encode(`chat.plenum.call ${purpose}`);
  return subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, base, bytes * 8);
}

/**
 * The key for one kind of media (HKDF-SHA-256, AES-128-GCM).
 * @param secret key of the sender, as it travels between devices
 * @param sender who it belongs to: a key of somebody else does not do under another name
 */
export async function deriveFrameKey(
  secret: Uint8Array,
  sender: string,
  kind: FrameKind,
): Promise<FrameKey> {
  const bits = new Uint8Array(await expand(secret, `${kind} ${sender}`, KEY_BYTES + SALT_BYTES));
  const raw = bits.slice(0, KEY_BYTES);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, salt: bits.slice(KEY_BYTES) };
}

/** The key that follows a key: whoever has the new one cannot find the old one. */
export async function ratchetForward(secret: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await expand(secret, "ratchet", secret.length));
}

function isKeyPicture(frame: Uint8Array): boolean {
  return ((frame[0] ?? 1) & 1) === 0 && frame.length >= KEY_PICTURE_COVER;
}

/**
 * What stands in front of an encrypted frame. Of a VP8 picture it has what routers go by when they
 * choose where a receiver begins (RFC 6386, 9.1): whether it is a key picture, and if so its size.
 * The length of its first part is said to be longer than any picture, so that whoever cannot open it
 * has nothing to show instead of noise. All the rest of the frame is encrypted.
 */
export function coverOf(frame: Uint8Array, kind: FrameKind): Uint8Array<ArrayBuffer> {
  if (kind === "text") return new Uint8Array(0);
  if (kind === "audio") return SOUND_COVER.slice();
  const isKey = isKeyPicture(frame);
  const cover = new Uint8Array(isKey ? KEY_PICTURE_COVER : PICTURE_COVER).fill(0xff);
  cover[0] = ((frame[0] ?? 1) & 0x1e) | 0xe0 | (isKey ? 0 : 1);
  if (isKey) cover.set(frame.subarray(PICTURE_COVER, KEY_PICTURE_COVER), PICTURE_COVER);
  return cover;
}

function coverLength(sealed: Uint8Array, kind: FrameKind): number {
  if (kind === "text") return 0;
  if (kind === "audio") return SOUND_COVER.length;
  return ((sealed[0] ?? 1) & 1) === 0 ? KEY_PICTURE_COVER : PICTURE_COVER;
}

function nonceOf({ salt }: FrameKey, counter: number): Uint8Array<ArrayBuffer> {
  const nonce = salt.slice();
  const view = new DataView(nonce.buffer);
  view.setBigUint64(4, view.getBigUint64(4) ^ BigInt(counter));
  return nonce;
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function writeTrailer({ keyId, counter }: Trailer): Uint8Array<ArrayBuffer> {
  const trailer = new Uint8Array(TRAILER_BYTES);
  const view = new DataView(trailer.buffer);
  view.setBigUint64(0, BigInt(counter));
  view.setUint8(TRAILER_BYTES - 1, keyId);
  return trailer;
}

/** Encrypts a frame. A pair of key and counter must never come twice. */
export async function sealFrame(
  frame: Uint8Array,
  kind: FrameKind,
  key: FrameKey,
  trailer: Trailer,
): Promise<Uint8Array<ArrayBuffer>> {
  const cover = coverOf(frame, kind);
  const end = writeTrailer(trailer);
  const secret = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonceOf(key, trailer.counter), additionalData: join(cover, end) },
    key.key,
    frame.slice(),
  );
  return join(cover, new Uint8Array(secret), end);
}

/** @returns undefined for what is no encrypted frame */
export function readTrailer(frame: Uint8Array): Trailer | undefined {
  if (frame.length < FRAME_GROWTH) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset + frame.length - TRAILER_BYTES);
  const counter = Number(view.getBigUint64(0));
  if (!Number.isSafeInteger(counter)) return undefined;
  return { counter, keyId: view.getUint8(TRAILER_BYTES - 1) };
}

/** Decrypts a frame. @returns undefined where it was not sealed with the key just like this */
export async function openFrame(
  frame: Uint8Array,
  kind: FrameKind,
  key: FrameKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const trailer = readTrailer(frame);
  if (!trailer) return undefined;
  const cover = frame.slice(0, coverLength(frame, kind));
  const end = frame.slice(-TRAILER_BYTES);
  if (frame.length < cover.length + FRAME_GROWTH) return undefined;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: nonceOf(key, trailer.counter), additionalData: join(cover, end) },
      key.key,
      frame.slice(cover.length, -TRAILER_BYTES),
    );
    return new Uint8Array(plain);
  } catch {
    return undefined;
  }
}

/** Frames that may come after newer ones, and still be taken. */
const WINDOW = 2048;

/** Remembers which frames under one key came already. */
export class ReplayWindow {
  readonly #seen = new Float64Array(WINDOW).fill(-1);
  #newest = -1;

  isNew(counter: number): boolean {
    return counter > this.#newest - WINDOW && this.#seen[counter % WINDOW] !== counter;
  }

  /** @returns whether it was new, and is not any more */
  take(counter: number): boolean {
    if (!this.isNew(counter)) return false;
    this.#seen[counter % WINDOW] = counter;
    this.#newest = Math.max(this.#newest, counter);
    return true;
  }
}
