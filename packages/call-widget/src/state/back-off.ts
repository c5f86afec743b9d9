/**
 * How long to wait before the next try, in milliseconds. Two lists, because somebody who waits
 * at the door wants an answer soon, and somebody who was thrown out of a running call wants it back.
 */
const JOIN_DELAYS = [500, 1_500, 3_000] as const;
const REJOIN_DELAYS = [300, 700, 1_500, 3_000, 5_000] as const;
const REJOIN_SLOW = 8_000;
const REJOIN_TRIES = 24;

/** Milliseconds before the next try of a first join; undefined: give up. */
export function joinDelay(attempts: number): number | undefined {
  return JOIN_DELAYS[attempts];
}

/** Milliseconds before the next try of a running call; undefined after about three minutes: give up. */
export function rejoinDelay(attempts: number): number | undefined {
  if (attempts >= REJOIN_TRIES) return undefined;
  return REJOIN_DELAYS[attempts] ?? REJOIN_SLOW;
}
