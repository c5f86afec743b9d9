import { isIP } from "node:net";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { ApiProblem } from "./api-problem.ts";

/** How many failures one address, and its whole network, may have within a time. */
export interface AttemptLimits {
  readonly perAddress: number;
  readonly perNetwork: number;
  /** Seconds. */
  readonly within: number;
}

/**
 * Limits failed attempts (wrong codes, wrong tokens), never successful ones: a whole school may
 * enter from one address. Counted in the database, so that replicas count together; addresses
 * are kept for the length of the window alone.
 */
export class AttemptLimiter {
  private readonly address: RateLimiterPostgres;
  private readonly network: RateLimiterPostgres;

  constructor(pool: Pool, purpose: string, limits: AttemptLimits) {
    const common = {
      storeClient: pool,
      tableName: "attempts",
      tableCreated: true,
      clearExpiredByTimeout: false,
      duration: limits.within,
    };
    this.address = new RateLimiterPostgres({
      ...common,
      keyPrefix: `${purpose}:address`,
      points: limits.perAddress,
    });
    this.network = new RateLimiterPostgres({
      ...common,
      keyPrefix: `${purpose}:network`,
      points: limits.perNetwork,
    });
  }

  /** @throws ApiProblem `too-many-attempts` */
  async ensureAllowed(address: string): Promise<void> {
    const origin = originOf(address);
    const [ofAddress, ofNetwork] = await Promise.all([
      this.address.get(origin.address),
      this.network.get(origin.network),
    ]);
    refuseWhenSpent(ofAddress, this.address.points);
    refuseWhenSpent(ofNetwork, this.network.points);
  }

  /**
   * Counts a failure.
   * @throws ApiProblem `too-many-attempts` where this was one too many
   */
  async failed(address: string): Promise<void> {
    const origin = originOf(address);
    try {
      await this.address.consume(origin.address);
      await this.network.consume(origin.network);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooManyAttempts(error);
      throw error;
    }
  }
}

/** Removes counters whose time is over. */
export async function forgetOldAttempts(pool: Pool): Promise<void> {
  await pool.query("DELETE FROM attempts WHERE expire < $1", [Date.now()]);
}

function refuseWhenSpent(state: RateLimiterRes | null, points: number): void {
  if (state !== null && state.consumedPoints >= points) throw tooManyAttempts(state);
}

/** The problem of a counter that is spent; says when it begins anew. */
export function tooManyAttempts(state: RateLimiterRes): ApiProblem {
  return new ApiProblem("too-many-attempts", {
    retryAfter: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
}

/**
 * What counts as one address and as one network: with IPv4 the address and its /24, with IPv6
 * the /64 that a household has and the /48 of a site.
 */
export function originOf(address: string): { address: string; network: string } {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIP(bare) === 4) {
    return { address: bare, network: `${bare.split(".").slice(0, 3).join(".")}.0/24` };
  }
  if (isIP(bare) === 6) {
    const groups = expand(bare);
    return {
      address: `${groups.slice(0, 4).join(":")}::/64`,
      network: `${groups.slice(0, 3).join(":")}::/48`,
    };
  }
  return { address: "unknown", network: "unknown" };
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): readonly string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return groups.map((group) => group.replace(/^0+(?=.)/, ""));
}
