import { createHash, createHmac, hkdfSync, randomBytes, randomInt } from "node:crypto";
import {
  GUEST_CODE_ALPHABET,
  GUEST_CODE_LENGTH,
  guestCodeOf,
  type InstallationConfig,
} from "@plenum/model";

const TOKEN_BYTES = 24;

/** A new token for a guest link: 192 bits, base64url. */
export function newLinkToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/**
 * What is stored of a token. A plain hash is enough where the token is random and long: there
 * is no list of likely tokens to try.
 */
export function hashLinkToken(token: string): Buffer {
  return createHash("sha256").update(`plenum guest link ${token}`).digest();
}

/** A new code for a guest link: eleven random symbols of 23, and the check symbol. */
export function newGuestCode(): string {
  return guestCodeOf(
    Array.from({ length: GUEST_CODE_LENGTH - 1 }, () => randomInt(GUEST_CODE_ALPHABET.length)),
  );
}

/** What is stored of codes: hashes under a key that is not in the database. */
export class GuestCodeHash {
  private readonly key: Buffer;

  constructor(config: Pick<InstallationConfig, "appservice">) {
    const { sessionSecret } = config.appservice;
    this.key = Buffer.from(hkdfSync("sha256", sessionSecret, "", "plenum guest codes", 32));
  }

  /** @param code as `readGuestCode` gives it */
  of(code: string): Buffer {
    return createHmac("sha256", this.key).update(code).digest();
  }
}
