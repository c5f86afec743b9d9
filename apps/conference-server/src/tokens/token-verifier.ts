import { errors, jwtVerify } from "jose";
import { conferenceTokenClaimsSchema, type ConferenceRole } from "@plenum/model";
import { withoutForbidden } from "../xml/parse.ts";

/** Who comes in, as the token says. */
export interface Identity {
  readonly userId: string;
  readonly displayName: string;
  /** As the token says; the wish for the conference may say otherwise. */
  readonly role: ConferenceRole;
  readonly deviceId: string | undefined;
  /** The one MUC room that the token opens, lower case. */
  readonly room: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Why a token is refused. The client shows its own words for each. */
export type TokenProblem =
  | "token-missing"
  | "token-expired"
  | "token-invalid"
  | "token-wrong-room"
  | "token-revoked";

export type TokenResult =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly problem: TokenProblem };

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly secret: string;
  /** XMPP domain, expected as `sub`. */
  readonly domain: string;
}

/** Characters of a name. */
const MAX_NAME = 200;
/** Seconds by which the clocks of the two servers may differ. */
const CLOCK_TOLERANCE = 10;
/** Seconds after its expiry for which a token may still resume a call. */
const LONGEST_CALL = 24 * 3_600;

/**
 * Verifies conference tokens: HS256 and nothing else, signature, `iss`, `aud`, `sub`, `exp`, and the
 * claims of the contract (a room by name, never a wildcard).
 */
export class TokenVerifier {
  readonly #settings: TokenSettings;
  readonly #key: Uint8Array;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(settings: TokenSettings, now: () => number = Date.now) {
    this.#settings = settings;
    this.#key = new TextEncoder().encode(settings.secret);
    this.#now = now;
  }

  /**
   * @param options.ignoreExpiry accept a token whose time is over, for a resume within the
   *   stream-management window; everything else is checked all the same
   */
  async verify(
    token: string | null | undefined,
    options: { readonly ignoreExpiry?: boolean } = {},
  ): Promise<TokenResult> {
    if (token === null || token === undefined || token === "") {
      return { ok: false, problem: "token-missing" };
    }
    if (token.length > 8_192) return { ok: false, problem: "token-invalid" };
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        issuer: this.#settings.issuer,
        audience: this.#settings.audience,
        subject: this.#settings.domain,
        requiredClaims: ["exp", "iat", "room"],
        clockTolerance: options.ignoreExpiry === true ? LONGEST_CALL : CLOCK_TOLERANCE,
        currentDate: new Date(this.#now()),
      });
      const claims = conferenceTokenClaimsSchema.safeParse(payload);
      if (!claims.success) return { ok: false, problem: "token-invalid" };
      const { user } = claims.data.context;
      return {
        ok: true,
        identity: {
          userId: withoutForbidden(user.id),
          displayName: withoutForbidden(user.name.slice(0, MAX_NAME)),
          role: user.role ?? (user.moderator ? "moderator" : "participant"),
          deviceId: user.device,
          room: claims.data.room,
          issuedAt: claims.data.iat,
          expiresAt: claims.data.exp,
        },
      };
    } catch (error) {
      const expired = error instanceof errors.JWTExpired;
      return { ok: false, problem: expired ? "token-expired" : "token-invalid" };
    }
  }
}
