import { toFailure } from "../errors/failure.ts";

const LONGEST_WAIT = 4000;
/** About five minutes without the server; then the person decides. */
const MOST_ATTEMPTS_UNREACHABLE = 80;
const MOST_ATTEMPTS_LIMITED = 10;
const GIVE_UP = -1;

/**
 * When a message that could not be sent is tried again: soon while the network is away, when the
 * server says so while it is busy, never when it refuses.
 * @param attempts failed attempts so far, at least 1
 * @returns milliseconds, or -1 to give up
 */
export function retryDelay(attempts: number, error: unknown): number {
  const { code, retryAfter } = toFailure(error);
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(attempts - 1, 5));
  if (code === "unreachable") return attempts > MOST_ATTEMPTS_UNREACHABLE ? GIVE_UP : wait;
  if (code === "rate-limited") {
    return attempts > MOST_ATTEMPTS_LIMITED ? GIVE_UP : Math.max(wait, retryAfter ?? 0);
  }
  return GIVE_UP;
}
