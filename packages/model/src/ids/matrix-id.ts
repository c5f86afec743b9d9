import { z } from "zod";

/** Why a text is not a Matrix user id; `reason` is a stable word for tests and logs. */
export class InvalidUserIdError extends Error {
  constructor(readonly reason: "sigil" | "separator" | "localpart" | "server" | "length") {
    super(`Not a Matrix user id: ${reason}`);
    this.name = "InvalidUserIdError";
  }
}

export interface UserId {
  readonly full: string;
  readonly localpart: string;
  readonly server: string;
}

const SERVER_NAME = /^(?:\[[0-9a-fA-F:.]{2,45}\]|[0-9A-Za-z][0-9A-Za-z.-]{0,254})(?::[0-9]{1,5})?$/;

/**
 * Takes a Matrix user id apart. The only place where that happens.
 * Accepts historical localparts (any printable ASCII but `:`), as servers still send them.
 * @throws InvalidUserIdError
 * @see https://spec.matrix.org/v1.16/appendices/#user-identifiers
 */
export function parseUserId(text: string): UserId {
  if (text.length > 255) throw new InvalidUserIdError("length");
  if (!text.startsWith("@")) throw new InvalidUserIdError("sigil");
  const colon = text.indexOf(":");
  if (colon < 0) throw new InvalidUserIdError("separator");
  const localpart = text.slice(1, colon);
  const server = text.slice(colon + 1);
  if (!/^[\x21-\x39\x3B-\x7E]+$/.test(localpart)) throw new InvalidUserIdError("localpart");
  if (!SERVER_NAME.test(server)) throw new InvalidUserIdError("server");
  return { full: text, localpart, server };
}

/** A Matrix user id as it comes from outside. */
export const userIdSchema = z.string().refine(
  (text) => {
    try {
      parseUserId(text);
      return true;
    } catch {
      return false;
    }
  },
  { message: "not a Matrix user id" },
);

/** A Matrix room id; since room version 12 it has no server part. Opaque but for its sigil. */
export const roomIdSchema = z.string().regex(/^![\x21-\x7E]{1,254}$/, "not a Matrix room id");

/** Local parts of guests begin with this; the name space belongs to the appservice alone. */
export const GUEST_LOCALPART_PREFIX = "guest-";

/** True for accounts that the appservice made for a guest of one conference. */
export function isGuestUserId(userId: string, serverName: string): boolean {
  return userId.startsWith(`@${GUEST_LOCALPART_PREFIX}`) && userId.endsWith(`:${serverName}`);
}
