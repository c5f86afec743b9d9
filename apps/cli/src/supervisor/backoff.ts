/** How long to wait before a part that died is started again. Times in milliseconds. */
export interface BackoffRule {
  readonly first: number;
  readonly longest: number;
  /** A part that lived at least this long begins anew with `first`. */
  readonly resetAfter: number;
}

export const RESTART_BACKOFF: BackoffRule = { first: 500, longest: 30_000, resetAfter: 60_000 };

/**
 * The waiting time after a death.
 * @param previous waiting time before the life that just ended, 0 for the first start
 * @param lived how long the part was alive, ms
 */
export function nextDelay(previous: number, lived: number, rule = RESTART_BACKOFF): number {
  if (previous === 0 || lived >= rule.resetAfter) return rule.first;
  return Math.min(previous * 2, rule.longest);
}
