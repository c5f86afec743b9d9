import { DatabaseError } from "pg";

/**
 * SQLSTATE classes and codes of a server that goes down, starts, or takes no more connections.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY = /^(08...|53300|57P0[1-3])$/;
/** What a socket says of a server that is not there, or not any more. */
const SOCKET = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
]);
/** What the driver says where neither gives a code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|timeout expired)/;

/**
 * Whether an error of a query means that the database is not there at the moment, so that the same
 * query may succeed later.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return AWAY.test(error.code ?? "");
  if (!fromDriver(error)) return false;
  if ("code" in error && typeof error.code === "string" && SOCKET.has(error.code)) return true;
  return DRIVER.test(error.message);
}

/** Sockets to other servers fail with the same codes; the driver's errors name their origin. */
function fromDriver({ stack }: Error): boolean {
  return stack !== undefined && /[\\/]pg(-pool|-boss)?[\\/]/.test(stack);
}
