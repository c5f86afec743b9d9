/** Rate limiter: `rate` units a second on average, `burst` units at once. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #level: number;
  #updatedAt: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#level = burst;
    this.#updatedAt = now;
  }

  /** Takes `units`; false when the sender is too fast (nothing is taken then). */
  take(units: number, now: number): boolean {
    this.#level = Math.min(
      this.#burst,
      this.#level + ((now - this.#updatedAt) / 1_000) * this.#rate,
    );
    this.#updatedAt = now;
    if (this.#level < units) return false;
    this.#level -= units;
    return true;
  }
}
