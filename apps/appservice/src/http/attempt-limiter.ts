import { isIP } from "node:net";
import type { Pool } from "pg";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { countersOf, countFailure, ensureNotSpent, type Counter } from "./counter.ts";

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

  constructor(
    private readonly pool: Pool,
    purpose: string,
    { perAddress, perNetwork, within }: AttemptLimits,
  ) {
    this.address = countersOf(pool, `${purpose}:address`, { points: perAddress, within });
    this.network = countersOf(pool, `${purpose}:network`, { points: perNetwork, within });
  }

  /** What is counted for an address. */
  counters(address: string): readonly [Counter, Counter] {
    const origin = originOf(address);
    return [
      { limiter: this.address, key: origin.address },
      { limiter: this.network, key: origin.network },
    ];
  }

  /** @throws ApiProblem `too-many-attempts` */
  async ensureAllowed(address: string): Promise<void> {
    await ensureNotSpent(this.pool, this.counters(address));
  }

  /**
   * Counts a failure.
   * @throws ApiProblem `too-many-attempts` where this was one too many
   */
  async failed(address: string): Promise<void> {
    for (const counter of this.counters(address)) await countFailure(counter);
  }
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
