import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { ApiProblem } from "./api-problem.ts";

/** One thing of which there may be so many within a time, e.g. failures from one address. */
export interface Counter {
  readonly limiter: RateLimiterPostgres;
  readonly key: string;
}

/**
 * A kind of counters. They are in the database: replicas count together, and a restart forgets nothing.
 * @param points how many there may be @param within seconds
 */
export function countersOf(
  pool: Pool,
  purpose: string,
  { points, within }: { readonly points: number; readonly within: number },
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    tableName: "attempts",
    tableCreated: true,
    clearExpiredByTimeout: false,
    duration: within,
    keyPrefix: purpose,
    points,
  });
}

const rowSchema = z.object({ key: z.string(), points: z.number(), expire: z.coerce.number() });

/**
 * Looks at any number of counters in one query. Without an answer of the database nobody is let through:
 * its error goes on to the caller.
 * @throws ApiProblem `too-many-attempts` where one of them is spent
 */
export async function ensureNotSpent(pool: Pool, counters: readonly Counter[]): Promise<void> {
  const most = new Map(
    counters.map(({ limiter, key }) => [limiter.getKey(key), limiter.points] as const),
  );
  const now = Date.now();
  const found = await pool.query(
    "SELECT key, points, expire FROM attempts WHERE key = ANY ($1) AND expire > $2",
    [[...most.keys()], now],
  );
  for (const raw of found.rows) {
    const { key, points, expire } = rowSchema.parse(raw);
    if (points >= (most.get(key) ?? Infinity)) throw tooManyAttempts(expire - now);
  }
}

/**
 * Counts a failure.
 * @throws ApiProblem `too-many-attempts` where this was one too many
 */
export async function countFailure({ limiter, key }: Counter): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) throw tooManyAttempts(error.msBeforeNext);
    throw error;
  }
}

/** Removes counters whose time is over. */
export async function forgetOldAttempts(pool: Pool): Promise<void> {
  await pool.query("DELETE FROM attempts WHERE expire < $1", [Date.now()]);
}

function tooManyAttempts(milliseconds: number): ApiProblem {
  return new ApiProblem("too-many-attempts", {
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)),
  });
}
