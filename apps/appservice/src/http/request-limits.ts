import type { Pool } from "pg";
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { ApiProblem } from "./api-problem.ts";
import { countersOf } from "./counter.ts";
import type { Caller } from "./route.ts";

/** Seconds over which requests are counted. */
const WINDOW = 60;
/** Requests of one person: far more than any client makes, far less than a loop without end. */
const OF_A_PERSON = 6_000;

/**
 * How many requests one caller may make. Those of other systems are counted in the database, since the
 * number is what they were promised and replicas share it. Those of people are counted in memory, by each
 * replica: that protects from loops alone, and spares every click a query.
 */
export class RequestLimits {
  private readonly ofClients = new Map<number, RateLimiterAbstract>();
  private readonly ofPeople = new RateLimiterMemory({ points: OF_A_PERSON, duration: WINDOW });

  constructor(private readonly pool: Pool) {}

  /**
   * Counts a request.
   * @returns headers for its answer
   * @throws LimitReached
   * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   */
  async count(caller: Caller): Promise<Readonly<Record<string, string>>> {
    const most = caller.client?.requestsPerMinute ?? OF_A_PERSON;
    const limiter = caller.client === undefined ? this.ofPeople : this.ofClient(most);
    const policy = `"requests";q=${most};w=${WINDOW}`;
    const state = (left: number, milliseconds: number): Record<string, string> => ({
      "RateLimit-Policy": policy,
      RateLimit: `"requests";r=${left};t=${Math.ceil(milliseconds / 1000)}`,
    });
    try {
      const counted = await limiter.consume(caller.userId);
      return state(counted.remainingPoints, counted.msBeforeNext);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new LimitReached(state(0, error.msBeforeNext), error.msBeforeNext);
    }
  }

  private ofClient(most: number): RateLimiterAbstract {
    let limiter = this.ofClients.get(most);
    if (limiter === undefined) {
      limiter = countersOf(this.pool, "requests", { points: most, within: WINDOW });
      this.ofClients.set(most, limiter);
    }
    return limiter;
  }
}

/** The caller has made as many requests as it may. */
export class LimitReached extends ApiProblem {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    milliseconds: number,
  ) {
    super("rate-limited", { retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)) });
  }
}
