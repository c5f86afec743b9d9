export type MatrixErrorCode =
  | "wrong-password"
  | "deactivated"
  | "rate-limited"
  | "unreachable"
  | "signed-out"
  | "forbidden"
  | "not-found"
  | "too-large"
  /** Somebody else has it already: an address, a name. */
  | "taken"
  | "bad-recovery-code"
  /** The server wants the password again before it changes keys: `setUp({ password })`. */
  | "password-needed"
  /** The server sends later, but not that much later. */
  | "delay-too-long"
  /** The server does not offer this. */
  | "unsupported"
  | "unknown";

/** Every failure of this package. */
export interface MatrixFailure extends Error {
  readonly code: MatrixErrorCode;
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfter?: number;
}
