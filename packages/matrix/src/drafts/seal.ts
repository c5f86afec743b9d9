import { field, isRecord, text } from "../untrusted/guards.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What the key is made for: another use of the same secret gets another key. */
const PURPOSE = "chat.plenum.draft";
const ALGORITHM = "chat.plenum.draft.aes-gcm.v1";
const IV_LENGTH = 12;
/** Lengths are rounded up to this, so that the server does not see how much is written. Bytes. */
const BLOCK = 256;
/** Largest sealed draft that is read; an event holds less. UTF-16 units. */
const LARGEST = 90_000;

/**
 * The key of the account's drafts, made from the key of its backup: every device that has the one
 * has the other, and neither says anything about the other.
 * @param backupKey private key of the key backup
 */
export async function draftKey(backupKey: Uint8Array): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", new Uint8Array(backupKey), "HKDF", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encode(PURPOSE) },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** Encrypts a value for one room: moved into another room's data it cannot be opened. */
export async function seal(
  key: CryptoKey,
  roomId: string,
  value: unknown,
): Promise<Record<string, unknown>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
  const plain = encode(JSON.stringify(value));
  const padded = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(0x20);
  padded.set(plain);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: encode(roomId) },
    key,
    padded,
  );
  return { algorithm: ALGORITHM, iv: toBase64(iv), ciphertext: toBase64(new Uint8Array(sealed)) };
}

/** The value again; undefined for whatever was not sealed with this key for this room. */
export async function open(key: CryptoKey, roomId: string, content: unknown): Promise<unknown> {
  if (!isRecord(content) || field(content, "algorithm") !== ALGORITHM) return undefined;
  const iv = text(content, "iv", 64);
  const ciphertext = field(content, "ciphertext");
  if (iv === undefined || typeof ciphertext !== "string" || ciphertext.length > LARGEST) {
    return undefined;
  }
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64(iv), additionalData: encode(roomId) },
      key,
      fromBase64(ciphertext),
    );
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch {
    return undefined;
  }
}

function encode(words: string): Bytes {
  return new TextEncoder().encode(words);
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
