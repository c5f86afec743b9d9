import { createHash, createHmac, hkdfSync } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The secrets of an invited person: the guest link and the address for answers. Each mail about a
 * meeting has to carry the same ones, and only hashes of them are stored; so they are derived from a
 * key that is not in the database.
 */
export class PersonKeys {
  private readonly key: Buffer;

  constructor(config: Pick<InstallationConfig, "appservice">) {
    const { sessionSecret } = config.appservice;
    this.key = Buffer.from(hkdfSync("sha256", sessionSecret, "", "plenum meetings", 32));
  }

  /** Token of the guest link: 192 bits, base64url. */
  linkToken(personId: string): string {
    return this.derived("link", personId).subarray(0, 24).toString("base64url");
  }

  /** What stands before the @ of the address for answers: 120 bits in letters and digits of one case. */
  replyToken(personId: string): string {
    return Array.from(
      this.derived("reply", personId).subarray(0, 24),
      (byte) => BASE32[byte % 32] ?? "a",
    ).join("");
  }

  private derived(purpose: string, personId: string): Buffer {
    return createHmac("sha256", this.key).update(`${purpose} ${personId}`).digest();
  }
}

/** What is stored of the token of an address for answers. */
export function hashReplyToken(token: string): Buffer {
  return createHash("sha256").update(`plenum meeting reply ${token}`).digest();
}

const REPLY_PREFIX = "antwort-";

/** The address to which a person answers. */
export function replyAddress(token: string, domain: string): string {
  return `${REPLY_PREFIX}${token}@${domain}`;
}

/** The token in an address for answers; undefined for any other address. */
export function replyTokenIn(address: string, domain: string): string | undefined {
  const match = /^antwort-([a-z2-7]{24})@(.+)$/.exec(address.toLowerCase());
  return match?.[2] === domain ? match[1] : undefined;
}
