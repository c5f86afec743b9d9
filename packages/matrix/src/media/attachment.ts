import { field, record, text } from "../untrusted/guards.ts";
import { MatrixFailure } from "../errors/failure.ts";

/** The `file` of an encrypted attachment. @see https://spec.matrix.org/v1.16/client-server-api/#extensions-to-mroommessage-msgtypes */
export interface EncryptedFile {
  readonly v: "v2";
  readonly url: string;
  readonly key: {
    readonly alg: "A256CTR";
    readonly ext: true;
    readonly k: string;
    readonly key_ops: readonly ["encrypt", "decrypt"];
    readonly kty: "oct";
  };
  readonly iv: string;
  readonly hashes: { readonly sha256: string };
}

type Bytes = Uint8Array<ArrayBuffer>;

function toBase64(bytes: Bytes): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("=", "");
}

/** Reads base64 and base64url, with and without padding. */
function fromBase64(value: string): Bytes | undefined {
  try {
    const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function base64Url(bytes: Bytes): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_");
}

const ALGORITHM = "AES-CTR";

function counter(iv: Bytes): AesCtrParams {
  return { name: ALGORITHM, counter: iv, length: 64 };
}

/**
 * Encrypts a file with a key of its own: AES-256-CTR, the upper half of the counter random, the
 * lower half counting the blocks.
 * @returns the encrypted bytes, and what makes the `file` of the event once the address is known
 */
export async function encryptAttachment(
  plain: ArrayBuffer,
): Promise<{ data: ArrayBuffer; readonly describe: (url: string) => EncryptedFile }> {
  const iv = new Uint8Array(16);
  crypto.getRandomValues(iv.subarray(0, 8));
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("raw", secret, ALGORITHM, false, ["encrypt"]);
  const data = await crypto.subtle.encrypt(counter(iv), key, plain);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return {
    data,
    describe: (url) => ({
      v: "v2",
      url,
      key: {
        alg: "A256CTR",
        ext: true,
        k: base64Url(secret),
        key_ops: ["encrypt", "decrypt"],
        kty: "oct",
      },
      iv: toBase64(iv),
      hashes: { sha256: toBase64(hash) },
    }),
  };
}

function refuse(reason: string): MatrixFailure {
  return new MatrixFailure("unknown", `An attachment cannot be opened: ${reason}`);
}

function bytes(value: string | undefined, length: number, name: string): Bytes {
  const read = value === undefined ? undefined : fromBase64(value);
  if (read === undefined || read.length !== length) throw refuse(name);
  return read;
}

/**
 * Opens an encrypted attachment. The hash is checked first: bytes that somebody changed on the
 * server are never decrypted.
 * @param file the untrusted `file` of the event
 * @throws MatrixFailure `unknown`
 */
export async function decryptAttachment(data: ArrayBuffer, file: unknown): Promise<ArrayBuffer> {
  const jwk = record(file, "key");
  if (text(jwk, "alg", 16) !== "A256CTR" || text(jwk, "kty", 16) !== "oct") throw refuse("key");
  if (text(file, "v", 8) !== "v2") throw refuse("version");
  const secret = bytes(text(jwk, "k", 64), 32, "key");
  const iv = bytes(text(file, "iv", 32), 16, "iv");
  const expected = bytes(text(record(file, "hashes"), "sha256", 64), 32, "hash");
  const actual = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  if (!actual.every((byte, index) => byte === expected[index])) throw refuse("changed bytes");
  const key = await crypto.subtle.importKey("raw", secret, ALGORITHM, false, ["decrypt"]);
  return crypto.subtle.decrypt(counter(iv), key, data);
}

/** Whether a source says that its file is encrypted. */
export function isEncryptedFile(file: unknown): boolean {
  return field(file, "key") !== undefined;
}
