/** Milliseconds: quick while the sender's device may just be handing over, then hardly any load. */
const DELAYS = [5_500, 12_000, 30_000, 60_000, 180_000, 600_000] as const;

/**
 * When to ask again for a missing key.
 * @param tries made so far
 * @returns milliseconds, or undefined when it is no use any more
 */
export function retryAfter(tries: number): number | undefined {
  return DELAYS[tries];
}
