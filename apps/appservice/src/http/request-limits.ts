import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ApiProblem } from "./api-problem.ts";
import type { Caller } from "./route.ts";

/** Seconds over which requests are counted. */
const WINDOW = 60;
/** Requests of one person: far more than any client makes, far less than a loop without end. */
const OF_A_PERSON = 6_000;

/**
 * How many requests one caller may make. Counted in memory, so with several replicas for each of
 * them: this protects the installation from loops, it is no accounting.
 */
export class RequestLimits {
  private readonly limiters = new Map<number, RateLimiterMemory>();

  /**
   * Counts a request.
   * @returns headers for its answer
   * @throws LimitReached
   * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   */
  async count(caller: Caller): Promise<Readonly<Record<string, string>>> {
    const most = caller.client?.requestsPerMinute ?? OF_A_PERSON;
    const policy = `"requests";q=${most};w=${WINDOW}`;
    const state = (left: number, milliseconds: number): Record<string, string> => ({
      "RateLimit-Policy": policy,
      RateLimit: `"requests";r=${left};t=${Math.ceil(milliseconds / 1000)}`,
    });
    try {
      const counted = await this.limiterFor(most).consume(caller.userId);
      return state(counted.remainingPoints, counted.msBeforeNext);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new LimitReached(state(0, error.msBeforeNext), error.msBeforeNext);
    }
  }

  private limiterFor(most: number): RateLimiterMemory {
    let limiter = this.limiters.get(most);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: most, duration: WINDOW });
      this.limiters.set(most, limiter);
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
