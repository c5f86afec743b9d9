import type { MatrixErrorCode } from "@plenum/matrix";

const CODES: readonly string[] = [
  "wrong-password",
  "deactivated",
  "rate-limited",
  "unreachable",
  "signed-out",
  "forbidden",
  "not-found",
  "too-large",
  "taken",
  "bad-recovery-code",
  "password-needed",
  "unknown",
] satisfies MatrixErrorCode[];

/** The stable code of whatever the Matrix adapter threw. */
export function failureCode(error: unknown): MatrixErrorCode {
  if (error instanceof Error && "code" in error && isCode(error.code)) return error.code;
  return "unknown";
}

/** Seconds after which trying again makes sense, where the server said so. */
export function retrySeconds(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("retryAfter" in error)) return undefined;
  return typeof error.retryAfter === "number" ? Math.ceil(error.retryAfter / 1000) : undefined;
}

function isCode(code: unknown): code is MatrixErrorCode {
  return typeof code === "string" && CODES.includes(code);
}
