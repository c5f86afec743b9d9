import { pino, type Logger } from "pino";

export type { Logger };

/**
 * The log of the appservice: JSON lines on standard output. Whoever logs passes codes, counts
 * and opaque ids of our own; never names, tokens, addresses or texts of messages. The list below
 * is a second net, not the rule.
 */
export function createLogger(level = "info"): Logger {
  return pino({
    level,
    base: { part: "appservice" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "token",
        "accessToken",
        "access_token",
        "password",
        "authorization",
        "displayName",
        "*.token",
        "*.accessToken",
        "*.access_token",
        "*.password",
        "*.authorization",
        "*.displayName",
      ],
      censor: "…",
    },
    serializers: { err: describeError },
  });
}

/**
 * What of an error may be logged: kind, message and stack of the error itself. Not its own fields: those of
 * HTTP libraries carry requests with their headers.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}
