const FIRST = 1000;
const LONGEST = 60_000;

/**
 * How long to wait before the next attempt: doubling from one second to a minute, spread by a
 * quarter so that a thousand clients do not come back in the same moment.
 * @param failures attempts that failed in a row, at least 1
 * @param retryAfter what the server asked for, in milliseconds
 * @param random between 0 and 1
 * @returns milliseconds
 */
export function backOff(failures: number, retryAfter: number | undefined, random: number): number {
  const base = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
  const spread = base * (0.75 + random * 0.5);
  return Math.round(Math.max(spread, retryAfter ?? 0));
}
