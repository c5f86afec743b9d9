import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import type { PushConfig, PushData } from "@plenum/model";

/** What is new for every message; given by tests alone. */
export interface Freshness {
  /** 16 bytes. */
  readonly salt: Buffer;
  /** Private key of the sender, 32 bytes. */
  readonly privateKey: Buffer;
}

const RECORD_SIZE = 4096;
/** Ends the last record. */
const LAST = Buffer.from([2]);
const KEY_LENGTH = 65;
const AUTH_LENGTH = 16;

/** The keys of a browser are none. */
export class BadSubscriptionError extends Error {
  constructor(options?: ErrorOptions) {
    super("The keys of the subscription are none.", options);
    this.name = "BadSubscriptionError";
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}

/**
 * Seals a message for one browser; nobody on the way can read it, the push service included.
 * @param to the browser's keys, base64url
 * @throws BadSubscriptionError
 * @see RFC 8291, with the one record of RFC 8188
 */
export function sealFor(
  to: Pick<PushData, "p256dh" | "auth">,
  message: Buffer,
  fresh?: Freshness,
): Buffer {
  const browserKey = Buffer.from(to.p256dh, "base64url");
  const auth = Buffer.from(to.auth, "base64url");
  if (browserKey.length !== KEY_LENGTH || auth.length !== AUTH_LENGTH) {
    throw new BadSubscriptionError();
  }
  const sender = createECDH("prime256v1");
  if (fresh === undefined) sender.generateKeys();
  else sender.setPrivateKey(fresh.privateKey);
  let shared: Buffer;
  try {
    shared = sender.computeSecret(browserKey);
  } catch (cause) {
    throw new BadSubscriptionError({ cause });
  }
  const senderKey = sender.getPublicKey();
  const salt = fresh?.salt ?? randomBytes(16);
  const both = Buffer.concat([Buffer.from("WebPush: info\0"), browserKey, senderKey]);
  const material = derive(shared, auth, both, 32);
  const key = derive(material, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(material, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(message), cipher.update(LAST), cipher.final()]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(RECORD_SIZE, 0);
  header.writeUInt8(senderKey.length, 4);
  return Buffer.concat([salt, header, senderKey, sealed, cipher.getAuthTag()]);
}

/** Seconds for which a signature holds; push services take at most a day. */
const SIGNED_FOR = 12 * 60 * 60;

/**
 * Tells a push service who sends, so that nobody else can use a subscription.
 * @returns the value of the `Authorization` header
 * @see RFC 8292
 */
export async function authorizationFor(endpoint: string, config: PushConfig): Promise<string> {
  const { d, ...publicKey } = config.privateKey;
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", typ: "JWT" })
    .setAudience(new URL(endpoint).origin)
    .setSubject(config.contact)
    .setExpirationTime(Math.floor(Date.now() / 1000) + SIGNED_FOR)
    .sign(await importJWK({ ...publicKey, d }, "ES256"));
  return `vapid t=${token}, k=${applicationServerKey(config).toString("base64url")}`;
}

/** The public key of the installation as browsers want it: an uncompressed point. */
export function applicationServerKey({ privateKey }: PushConfig): Buffer {
  return Buffer.concat([
    Buffer.from([4]),
    Buffer.from(privateKey.x, "base64url"),
    Buffer.from(privateKey.y, "base64url"),
  ]);
}
