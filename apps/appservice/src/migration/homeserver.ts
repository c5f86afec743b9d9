import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { requestJson } from "../matrix/json-request.ts";
import { errcodeOf, type ServiceAccount } from "../matrix/service-account.ts";

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 32 * 1024 * 1024;

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** An answer that the caller understands by its status. */
export interface HomeserverAnswer {
  readonly status: number;
  readonly body: unknown;
}

const retryAfterSchema = z.looseObject({ retry_after_ms: z.number() });

/**
 * Requests to the homeserver as its administrator, as the appservice's bot, and as somebody else. Answers
 * of the kind "not now" are errors, all others are the caller's business.
 *
 * @throws HomeserverError (429 and 5xx), HomeserverUnreachable from every method
 */
export class MigrationHomeserver {
  readonly botUserId: string;

  constructor(
    private readonly config: InstallationConfig,
    private readonly account: ServiceAccount,
  ) {
    this.botUserId = `@${config.appservice.senderLocalpart}:${config.serverName}`;
  }

  /** @param path below the homeserver's root */
  async asAdministrator(method: Method, path: string, body?: object): Promise<HomeserverAnswer> {
    const token = await this.account.current();
    const first = await this.once(method, path, token, body);
    if (first.status !== 401) return first;
    return this.once(method, path, await this.account.replace(token), body);
  }

  asBot(method: Method, path: string, body?: object): Promise<HomeserverAnswer> {
    return this.once(method, path, this.config.appservice.asToken, body);
  }

  /** @param bearer access token of an account */
  as(bearer: string, method: Method, path: string, body?: object): Promise<HomeserverAnswer> {
    return this.once(method, path, bearer, body);
  }

  /** Keeps a file as the bot's. @returns its `mxc:` address */
  async keepFile(bytes: Uint8Array<ArrayBuffer>, name: string, mediaType: string): Promise<string> {
    const url = new URL("/_matrix/media/v3/upload", this.config.synapse.url);
    url.searchParams.set("filename", name);
    let status: number;
    let body: unknown;
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(5 * TIMEOUT_MS),
        headers: {
          authorization: `Bearer ${this.config.appservice.asToken}`,
          "content-type": mediaType,
        },
        body: bytes,
      });
      ({ status } = response);
      body = await response.json().catch(() => undefined);
    } catch (cause) {
      throw new HomeserverUnreachable(cause);
    }
    if (status !== 200) throw new HomeserverError(status, errcodeOf(body));
    return understood(z.object({ content_uri: z.string().startsWith("mxc://") }), body).content_uri;
  }

  private async once(
    method: Method,
    path: string,
    bearer: string,
    body: object | undefined,
  ): Promise<HomeserverAnswer> {
    let answer: HomeserverAnswer;
    try {
      answer = await requestJson(new URL(path, this.config.synapse.url), {
        method,
        bearer,
        ...(body === undefined ? {} : { body }),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
    } catch (cause) {
      throw new HomeserverUnreachable(cause);
    }
    if (answer.status === 429 || answer.status >= 500) {
      if (answer.body === undefined) throw new HomeserverUnreachable();
      const pause = retryAfterSchema.safeParse(answer.body);
      throw new HomeserverError(
        answer.status,
        errcodeOf(answer.body),
        pause.success ? Math.ceil(pause.data.retry_after_ms / 1000) : undefined,
      );
    }
    return answer;
  }
}

/** @throws HomeserverUnreachable where an answer is not what the specification says */
export function understood<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new HomeserverUnreachable(parsed.error);
  return parsed.data;
}

/** @throws HomeserverError for any answer that is none of success */
export function succeeded(answer: HomeserverAnswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new HomeserverError(answer.status, errcodeOf(answer.body));
}
