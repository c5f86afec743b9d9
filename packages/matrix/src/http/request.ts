import {
  failureOfRefusal,
  MatrixFailure,
  readRefusal,
  type Refusal,
  toFailure,
} from "../errors/failure.ts";

export interface JsonRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly body?: unknown;
  readonly accessToken?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds; 20 s unless given. */
  readonly timeout?: number;
}

/** An answer of a server that is not 2xx, with what could be read of it. */
export class RefusedError extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly body: unknown,
  ) {
    super(`The homeserver answered ${refusal.status} ${refusal.errcode ?? ""}`.trimEnd());
    this.name = "RefusedError";
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads the refusal out of a response that is not OK; the body is consumed. */
export async function refusalOf(response: Response): Promise<RefusedError> {
  const body = await readJson(response);
  return new RefusedError(
    readRefusal(response.status, body, response.headers.get("Retry-After") ?? undefined),
    body,
  );
}

/**
 * One request without matrix-js-sdk, for what happens before it is loaded.
 * @throws RefusedError for an answer that is not 2xx
 * @throws MatrixFailure `unreachable`
 */
export async function requestJson(request: JsonRequest): Promise<unknown> {
  const timeout = AbortSignal.timeout(request.timeout ?? 20_000);
  const signal =
    request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (request.body !== undefined) headers["Content-Type"] = "application/json";
  if (request.accessToken !== undefined) headers["Authorization"] = `Bearer ${request.accessToken}`;
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers,
      signal,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    throw new MatrixFailure("unreachable", "The homeserver cannot be reached", { cause: error });
  }
  if (!response.ok) throw await refusalOf(response);
  return readJson(response);
}

/** RefusedError and everything else as a MatrixFailure. */
export function asFailure(error: unknown): MatrixFailure {
  return error instanceof RefusedError ? failureOfRefusal(error.refusal) : toFailure(error);
}

/** The base URL of a homeserver without a trailing slash; only http and https. */
export function normaliseBaseUrl(baseUrl: string): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new MatrixFailure("unreachable", "Not an address of a homeserver");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new MatrixFailure("unreachable", "Not an address of a homeserver");
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
