import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const errorSchema = z.object({
  errcode: z.string().optional(),
  error: z.string().optional(),
  retry_after_ms: z.number().optional(),
});

/** An answer of the homeserver that is no success. */
export class MatrixApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    path: string,
    detail: string,
  ) {
    super(`${path} answered ${status} ${code}: ${detail}`);
    this.name = "MatrixApiError";
  }
}

export interface MatrixCall {
  readonly method: "GET" | "POST" | "PUT";
  /** Path and query, e.g. `/_matrix/client/v3/joined_rooms`. */
  readonly path: string;
  readonly body?: object;
  /** Acts as this user; with an appservice's token only. */
  readonly as?: string;
  /** Time of the event, milliseconds; with an appservice's token only. */
  readonly at?: number;
}

/** The homeserver's HTTP interface with one token. Waits when it is told to slow down. */
export class MatrixApi {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @throws MatrixApiError; ZodError if the answer is not what `schema` says */
  async call<T>(call: MatrixCall, schema: z.ZodType<T>): Promise<T> {
    const url = new URL(call.path, this.#url);
    if (call.as) url.searchParams.set("user_id", call.as);
    if (call.at !== undefined) url.searchParams.set("ts", String(call.at));
    for (;;) {
      const response = await fetch(url, {
        method: call.method,
        headers: {
          ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}),
          ...(call.body ? { "Content-Type": "application/json" } : {}),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        signal: AbortSignal.timeout(60_000),
      });
      const answer: unknown = await response.json().catch(() => ({}));
      if (response.ok) return schema.parse(answer);
      const problem = errorSchema.safeParse(answer).data ?? {};
      if (response.status === 429) {
        await delay(problem.retry_after_ms ?? 500);
        continue;
      }
      throw new MatrixApiError(
        response.status,
        problem.errcode ?? "",
        url.pathname,
        problem.error ?? "",
      );
    }
  }

  /** Makes (or signs in) an account with the installation's shared secret. @returns its access token */
  async registerAdmin(
    secret: string,
    localpart: string,
    name: string,
    password: string,
  ): Promise<string> {
    const path = "/_synapse/admin/v1/register";
    const { nonce } = await this.call({ method: "GET", path }, z.object({ nonce: z.string() }));
    const mac = createHmac("sha1", secret)
      .update([nonce, localpart, password, "admin"].join("\0"))
      .digest("hex");
    const token = z.object({ access_token: z.string() });
    try {
      const body = { nonce, username: localpart, displayname: name, password, admin: true, mac };
      return (await this.call({ method: "POST", path, body }, token)).access_token;
    } catch (error) {
      if (!(error instanceof MatrixApiError && error.code === "M_USER_IN_USE")) throw error;
      const body = {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: localpart },
        password,
      };
      return (await this.call({ method: "POST", path: "/_matrix/client/v3/login", body }, token))
        .access_token;
    }
  }
}
