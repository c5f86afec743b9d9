import { createHash, randomBytes } from "node:crypto";

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
