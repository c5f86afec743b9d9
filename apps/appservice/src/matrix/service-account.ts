import { createHmac, randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { holdingLock } from "../database/database.ts";
import type { Logger } from "../logging/logger.ts";
import { HomeserverError, HomeserverUnreachable } from "./homeserver-error.ts";
import { requestJson } from "./json-request.ts";
import { seal, unseal } from "./sealed.ts";

const LOCALPART_PREFIX = "plenum-service-";
const PURPOSE = "service-account";
const LIMITS = { timeoutMs: 15_000, maxBytes: 64 * 1024 };

const nonceAnswer = z.object({ nonce: z.string() });
const registrationAnswer = z.object({ access_token: z.string(), user_id: z.string() });
const rowSchema = z.object({ user_id: z.string(), sealed_token: z.string() });

/**
 * The account through which the appservice reads rooms that its bot is not in: a server
 * administrator, made with the homeserver's registration secret, that never joins a room. Its
 * password is thrown away at once; its token is kept encrypted. When the token is lost or void,
 * a new account replaces the old one, which is then deactivated.
 */
export class ServiceAccount {
  private token: Promise<string> | undefined;

  constructor(
    private readonly config: InstallationConfig,
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {}

  /** The account's access token; made on first use. */
  current(): Promise<string> {
    this.token ??= this.obtain(undefined).catch((error: unknown) => {
      this.token = undefined;
      throw error;
    });
    return this.token;
  }

  /** A token instead of one that the homeserver has refused. */
  replace(refused: string): Promise<string> {
    this.token = this.obtain(refused).catch((error: unknown) => {
      this.token = undefined;
      throw error;
    });
    return this.token;
  }

  private obtain(refused: string | undefined): Promise<string> {
    return holdingLock(this.pool, PURPOSE, async (client) => {
      const stored = await this.stored(client);
      // Another replica may have replaced it while we waited for the lock.
      if (stored !== undefined && stored.token !== refused) return stored.token;
      const made = await this.register();
      await client.query(
        `INSERT INTO service_account (user_id, sealed_token) VALUES ($1, $2)
         ON CONFLICT (only_one) DO UPDATE
         SET user_id = EXCLUDED.user_id, sealed_token = EXCLUDED.sealed_token, created_at = now()`,
        [made.userId, seal(made.token, this.config.appservice.sessionSecret, PURPOSE)],
      );
      this.log.info("made a service account");
      if (stored !== undefined) await this.retire(stored.userId, made.token);
      return made.token;
    });
  }

  private async stored(client: PoolClient): Promise<{ userId: string; token: string } | undefined> {
    const found = await client.query("SELECT user_id, sealed_token FROM service_account");
    const row = rowSchema.safeParse(found.rows[0]);
    if (!row.success) return undefined;
    const token = unseal(row.data.sealed_token, this.config.appservice.sessionSecret, PURPOSE);
    return token === undefined ? undefined : { userId: row.data.user_id, token };
  }

  /** @see https://element-hq.github.io/synapse/latest/admin_api/register_api.html */
  private async register(): Promise<{ userId: string; token: string }> {
    const url = new URL("/_synapse/admin/v1/register", this.config.synapse.url);
    const offer = await ask(url, {});
    const { nonce } = nonceAnswer.parse(offer);
    const username = LOCALPART_PREFIX + randomBytes(5).toString("hex");
    const password = randomBytes(32).toString("base64url");
    // "support" keeps the account out of the user directory.
    const userType = "support";
    const mac = createHmac("sha1", this.config.synapse.registrationSharedSecret)
      .update([nonce, username, password, "admin", userType].join("\0"))
      .digest("hex");
    const answer = await ask(url, {
      body: {
        nonce,
        username,
        password,
        admin: true,
        user_type: userType,
        displayname: "Plenum",
        mac,
      },
    });
    const made = registrationAnswer.parse(answer);
    return { userId: made.user_id, token: made.access_token };
  }

  private async retire(userId: string, token: string): Promise<void> {
    try {
      const path = `/_synapse/admin/v1/deactivate/${encodeURIComponent(userId)}`;
      await ask(new URL(path, this.config.synapse.url), { bearer: token, body: { erase: true } });
    } catch (error) {
      this.log.warn({ err: error }, "the former service account could not be deactivated");
    }
  }
}

async function ask(url: URL, options: { bearer?: string; body?: object }): Promise<unknown> {
  let answer: { status: number; body: unknown };
  try {
    const method = options.body === undefined ? "GET" : "POST";
    answer = await requestJson(url, { ...LIMITS, ...options, method });
  } catch (cause) {
    throw new HomeserverUnreachable(cause);
  }
  if (answer.status === 200) return answer.body;
  throw new HomeserverError(answer.status, errcodeOf(answer.body));
}

/** The Matrix error code of an answer. */
export function errcodeOf(body: unknown): string {
  const parsed = z.looseObject({ errcode: z.string() }).safeParse(body);
  return parsed.success ? parsed.data.errcode : "M_UNKNOWN";
}
