import { failureOfRefusal, toFailure } from "../errors/failure.ts";
import { refusalOf } from "../http/request.ts";
import type { Tokens } from "./tokens.ts";

export interface ApiRequest {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Below `/_matrix/client`, with every part already encoded: see `path`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Goes out even if the window closes meanwhile; only for small ones. */
  readonly keepalive?: boolean;
  /** Milliseconds; 30 s unless given. */
  readonly timeout?: number;
}

/** The parts of a path, each encoded, so that no id can climb out of its place. */
export function path(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join("");
}

/** The client-server API for what needs nothing of matrix-js-sdk. */
export class Api {
  constructor(private readonly tokens: Tokens) {}

  /** @throws MatrixFailure */
  async request(request: ApiRequest): Promise<unknown> {
    const response = await this.raw(request);
    try {
      return (await response.json()) as unknown;
    } catch (error) {
      throw toFailure(error);
    }
  }

  /**
   * The response itself, for files.
   * @throws MatrixFailure for every answer that is not 2xx
   */
  async raw(request: ApiRequest): Promise<Response> {
    const url = new URL(`${this.tokens.credentials.baseUrl}/_matrix/client${request.path}`);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      url.searchParams.set(key, value);
    }
    const timeout = AbortSignal.timeout(request.timeout ?? 30_000);
    let response: Response;
    try {
      response = await this.tokens.fetch(url, {
        method: request.method,
        ...(request.keepalive === undefined ? {} : { keepalive: request.keepalive }),
        signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
        ...(request.body === undefined
          ? {}
          : {
              body: JSON.stringify(request.body),
              headers: { "Content-Type": "application/json" },
            }),
      });
    } catch (error) {
      throw toFailure(error);
    }
    if (!response.ok) throw failureOfRefusal((await refusalOf(response)).refusal);
    return response;
  }
}
