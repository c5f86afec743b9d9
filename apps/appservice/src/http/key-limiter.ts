import type { Pool } from "pg";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { countersOf, countFailure, type Counter } from "./counter.ts";

/**
 * Limits failed attempts at one thing, whoever makes them and from wherever: a link's password, or
 * all codes together. Counted in the database, so that replicas count together.
 */
export class KeyLimiter {
  private readonly limiter: RateLimiterPostgres;

  /** @param limits `within` in seconds */
  constructor(
    pool: Pool,
    purpose: string,
    limits: { readonly attempts: number; readonly within: number },
  ) {
    this.limiter = countersOf(pool, purpose, { points: limits.attempts, within: limits.within });
  }

  /** What is counted for one thing; `ensureNotSpent` looks at it. */
  counter(key: string): Counter {
    return { limiter: this.limiter, key };
  }

  /**
   * Counts a failure.
   * @throws ApiProblem `too-many-attempts` where this was one too many
   */
  async failed(key: string): Promise<void> {
    await countFailure(this.counter(key));
  }
}
