import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { ApiProblem } from "./api-problem.ts";

/** Printable ASCII, as header fields carry it. */
const KEY = /^[\x21-\x7E]{1,200}$/;
/** Seconds after which a request that never ended may be made again. */
const ABANDONED_SECONDS = 120;

const rowSchema = z.object({
  fingerprint: z.instanceof(Buffer),
  status: z.number().nullable(),
  body: z.unknown(),
});

export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Not worked off now, but before. */
  readonly replayed: boolean;
}

/**
 * The key of an `Idempotency-Key` header, with or without the quotes of a structured field.
 * @throws ApiProblem `invalid-request`
 */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!KEY.test(key)) throw new ApiProblem("invalid-request", { detail: "Idempotency-Key" });
  return key;
}

/**
 * Answers to requests that bear a key, kept for a day: whoever does not know whether his request
 * arrived sends it again and gets the answer of the first. Only answers of success are kept.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export class IdempotentAnswers {
  constructor(private readonly pool: Pool) {}

  /**
   * Works a request off unless that was done before.
   * @param caller keys of different callers have nothing to do with each other
   * @param request what has to be the same each time
   * @throws ApiProblem `conflict` for another request with the same key, or while the first is under way
   */
  async once(
    caller: string,
    key: string,
    request: {
      readonly route: string;
      readonly params: unknown;
      readonly query: unknown;
      readonly body: unknown;
    },
    work: () => Promise<{ status: number; body: unknown }>,
  ): Promise<KeptAnswer> {
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([request.route, request.params, request.query, request.body]))
      .digest();
    const claimed = await this.pool.query(
      `INSERT INTO idempotent_answers (caller, key, fingerprint) VALUES ($1, $2, $3)
       ON CONFLICT (caller, key) DO UPDATE SET created_at = now()
       WHERE idempotent_answers.status IS NULL AND idempotent_answers.fingerprint = $3
         AND idempotent_answers.created_at < now() - make_interval(secs => $4)
       RETURNING 1`,
      [caller, key, fingerprint, ABANDONED_SECONDS],
    );
    if (claimed.rowCount !== 1) return this.former(caller, key, fingerprint);
    try {
      const answer = await work();
      await this.pool.query(
        "UPDATE idempotent_answers SET status = $3, body = $4 WHERE caller = $1 AND key = $2",
        [caller, key, answer.status, JSON.stringify(answer.body ?? null)],
      );
      return { ...answer, replayed: false };
    } catch (error) {
      await this.pool.query(
        "DELETE FROM idempotent_answers WHERE caller = $1 AND key = $2 AND status IS NULL",
        [caller, key],
      );
      throw error;
    }
  }

  /** Forgets answers after a day. */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      "DELETE FROM idempotent_answers WHERE created_at < now() - interval '24 hours'",
    );
  }

  private async former(caller: string, key: string, fingerprint: Buffer): Promise<KeptAnswer> {
    const found = await this.pool.query(
      "SELECT fingerprint, status, body FROM idempotent_answers WHERE caller = $1 AND key = $2",
      [caller, key],
    );
    const row = rowSchema.safeParse(found.rows[0]);
    if (row.success && !row.data.fingerprint.equals(fingerprint)) {
      throw new ApiProblem("conflict", {
        detail: "This Idempotency-Key was used for a different request.",
      });
    }
    if (!row.success || row.data.status === null) {
      throw new ApiProblem("conflict", {
        detail: "The first request with this Idempotency-Key is under way.",
        retryAfter: 1,
      });
    }
    return { status: row.data.status, body: row.data.body ?? undefined, replayed: true };
  }
}
