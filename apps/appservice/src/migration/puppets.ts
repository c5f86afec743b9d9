import { z } from "zod";
import type { HomeserverAnswer, Method, MigrationHomeserver } from "./homeserver.ts";
import { succeeded, understood } from "./homeserver.ts";

/** A token ends by itself, also where whoever got it has died. */
const MINUTES = 10;
/** Held at the same time. */
const MOST = 200;

const loginAnswer = z.object({ access_token: z.string() });

/**
 * Does things for people who cannot do them yet: puts them into rooms, writes their contact list. The
 * tokens are those of the administrator who acts for somebody: no device, no sign of life, and given back
 * afterwards.
 * @see https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#login-as-a-user
 */
export class Puppets {
  private readonly tokens = new Map<string, { readonly token: string; readonly until: number }>();

  constructor(private readonly homeserver: MigrationHomeserver) {}

  /** One request as somebody. @throws HomeserverError, HomeserverUnreachable */
  async ask(
    userId: string,
    method: Method,
    path: string,
    body?: object,
  ): Promise<HomeserverAnswer> {
    const first = await this.homeserver.as(await this.tokenOf(userId), method, path, body);
    if (first.status !== 401) return first;
    this.tokens.delete(userId);
    return this.homeserver.as(await this.tokenOf(userId), method, path, body);
  }

  /** Gives a token back. */
  async release(userId: string): Promise<void> {
    const held = this.tokens.get(userId);
    if (held === undefined) return;
    this.tokens.delete(userId);
    await this.homeserver
      .as(held.token, "POST", "/_matrix/client/v3/logout", {})
      // It ends by itself.
      .catch(() => undefined);
  }

  /** Gives all tokens back. */
  async rest(): Promise<void> {
    const held = [...this.tokens.keys()];
    await Promise.all(held.map((userId) => this.release(userId)));
  }

  private async tokenOf(userId: string): Promise<string> {
    const held = this.tokens.get(userId);
    if (held !== undefined && held.until > Date.now() + 60_000) return held.token;
    const until = Date.now() + MINUTES * 60_000;
    const path = `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/login`;
    const answer = await this.homeserver.asAdministrator("POST", path, { valid_until_ms: until });
    const { access_token: token } = understood(loginAnswer, succeeded(answer));
    const oldest = this.tokens.size >= MOST ? [...this.tokens.keys()][0] : undefined;
    if (oldest !== undefined) await this.release(oldest);
    this.tokens.set(userId, { token, until });
    return token;
  }
}
