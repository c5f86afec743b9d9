import type { MatrixErrorCode, MatrixFailure as MatrixFailureContract } from "../contract.ts";
import { isRecord } from "../untrusted/guards.ts";

/** Every failure of this package: a stable code, never a server's text in front of a user. */
export class MatrixFailure extends Error implements MatrixFailureContract {
  readonly code: MatrixErrorCode;
  readonly retryAfter?: number;

  /** @param options.retryAfter milliseconds after which trying again makes sense */
  constructor(
    code: MatrixErrorCode,
    message: string,
    options?: { retryAfter?: number | undefined; cause?: unknown },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MatrixFailure";
    this.code = code;
    if (options?.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}

/** What a server said when it refused, as far as it can be relied upon. */
export interface Refusal {
  readonly status: number;
  readonly errcode?: string;
  /** Milliseconds. */
  readonly retryAfter?: number;
}

const LONGEST_RETRY = 24 * 60 * 60 * 1000;

/** Reads status, error code and retry time from a response body and its `Retry-After` header. */
export function readRefusal(status: number, body: unknown, retryAfterHeader?: string): Refusal {
  const record = isRecord(body) ? body : {};
  const errcode = typeof record["errcode"] === "string" ? record["errcode"] : undefined;
  const fromBody = record["retry_after_ms"];
  const seconds = retryAfterHeader === undefined ? Number.NaN : Number(retryAfterHeader);
  const retryAfter =
    typeof fromBody === "number" && Number.isFinite(fromBody)
      ? fromBody
      : Number.isFinite(seconds)
        ? seconds * 1000
        : undefined;
  return {
    status,
    ...(errcode === undefined ? {} : { errcode }),
    ...(retryAfter === undefined || retryAfter < 0
      ? {}
      : { retryAfter: Math.min(retryAfter, LONGEST_RETRY) }),
  };
}

/** The code for a refusal outside sign-in, where 403 means "not allowed" and not "wrong password". */
export function codeOfRefusal(refusal: Refusal): MatrixErrorCode {
  switch (refusal.errcode) {
    case "M_LIMIT_EXCEEDED":
      return "rate-limited";
    case "M_USER_DEACTIVATED":
      return "deactivated";
    case "M_UNKNOWN_TOKEN":
    case "M_MISSING_TOKEN":
      return "signed-out";
    case "M_FORBIDDEN":
    case "M_GUEST_ACCESS_FORBIDDEN":
      return "forbidden";
    case "M_NOT_FOUND":
      return "not-found";
    case "M_ROOM_IN_USE":
      return "taken";
    case "M_TOO_LARGE":
      return "too-large";
    case "ORG.MATRIX.MSC4140_DELAY_TOO_LARGE":
    case "M_MAX_DELAY_EXCEEDED":
      return "delay-too-long";
    case undefined:
    default:
      break;
  }
  if (refusal.status === 429) return "rate-limited";
  if (refusal.status === 409) return "taken";
  if (refusal.status === 413) return "too-large";
  if (refusal.status === 403) return "forbidden";
  if (refusal.status === 404) return "not-found";
  if (refusal.status === 401) return "signed-out";
  if (refusal.status >= 500) return "unreachable";
  return "unknown";
}

export function failureOfRefusal(refusal: Refusal): MatrixFailure {
  return new MatrixFailure(
    codeOfRefusal(refusal),
    `The homeserver answered ${refusal.status} ${refusal.errcode ?? ""}`.trimEnd(),
    { retryAfter: refusal.retryAfter },
  );
}

function isAbort(error: Error): boolean {
  return error.name === "AbortError" || error.name === "TimeoutError";
}

/**
 * Any thrown value as a failure of this package. Knows the shapes of fetch errors and of
 * matrix-js-sdk's errors without importing either.
 */
export function toFailure(error: unknown): MatrixFailure {
  if (error instanceof MatrixFailure) return error;
  if (!(error instanceof Error)) {
    return new MatrixFailure("unknown", "Something that is no error was thrown", { cause: error });
  }
  const { httpStatus, data } = error as { httpStatus?: unknown; data?: unknown };
  if (typeof httpStatus === "number") return failureOfRefusal(readRefusal(httpStatus, data));
  if (error.name === "ConnectionError" || error instanceof TypeError || isAbort(error)) {
    return new MatrixFailure("unreachable", "The homeserver cannot be reached", { cause: error });
  }
  return new MatrixFailure("unknown", error.message, { cause: error });
}

/** Runs `work`; whatever it throws comes out as a MatrixFailure. */
export async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFailure(error);
  }
}
