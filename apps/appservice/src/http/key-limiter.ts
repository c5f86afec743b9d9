import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { tooManyAttempts } from "./attempt-limiter.ts";

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
    this.limiter = new RateLimiterPostgres({
      storeClient: pool,
      tableName: "attempts",
      tableCreated: true,
      clearExpiredByTimeout: false,
      duration: limits.within,
      keyPrefix: purpose,
      points: limits.attempts,
    });
  }

  /** @throws ApiProblem `too-many-attempts` */
  async ensureAllowed(key: string): Promise<void> {
    const state = await this.limiter.get(key);
    if (state !== null && state.consumedPoints >= this.limiter.points) throw tooManyAttempts(state);
  }

  /**
   * Counts a failure.
   * @throws ApiProblem `too-many-attempts` where this was one too many
   */
  async failed(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooManyAttempts(error);
      throw error;
    }
  }
}
