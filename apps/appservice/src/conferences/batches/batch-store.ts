import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  badLineSchema,
  ESTIMATED_BY,
  provisioningStateSchema,
  type BadLine,
  type Provisioning,
} from "@plenum/model";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { ApiProblem } from "../../http/api-problem.ts";
import type { Place } from "../page.ts";
import type { PlannedRoom } from "../planner.ts";
import { PROVISIONING_COLUMNS, rowOf, type ProvisioningRow } from "../provisioning-store.ts";

const batchRowSchema = z.object({
  id: z.string(),
  maker: z.string(),
  label: z.string(),
  skipped: z.array(badLineSchema),
  created_at: z.date(),
  cancelled_at: z.date().nullable(),
  fingerprint: z.instanceof(Buffer),
});
const countSchema = z.object({
  batch_id: z.string(),
  state: provisioningStateSchema,
  number: z.number(),
  latest: z.date(),
  problem: z.string().nullable(),
});
const numberedSchema = z.looseObject({ number: z.number() });

export interface BatchRow {
  readonly id: string;
  readonly maker: string;
  readonly label: string;
  readonly skipped: readonly BadLine[];
  readonly createdAt: Date;
  readonly cancelled: boolean;
  readonly counts: Readonly<Record<Provisioning["state"], number>>;
  /** When one of its rooms was made or given up last. */
  readonly latest: Date | undefined;
  /** What an unfinished room waits for. */
  readonly problem: string | undefined;
}

/** A wish of a batch and its number there. */
export interface PlannedEntry {
  readonly line: number;
  readonly room: PlannedRoom;
}

const COLUMNS = "id, maker, label, skipped, created_at, cancelled_at, fingerprint";

/** Batches: many wishes at once. */
export class BatchStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Stores a batch with all its wishes, or finds the one with the same key. Wishes whose own key is
   * known already stand for the room that is there.
   * @returns the batch, or the lines whose key stands for a different wish
   * @throws ApiProblem `conflict` where the batch's key stands for another batch
   */
  async create(
    client: PoolClient,
    batch: {
      readonly maker: string;
      readonly externalKey: string | undefined;
      readonly label: string;
      readonly skipped: readonly BadLine[];
      readonly entries: readonly PlannedEntry[];
      readonly skipInvalid: boolean;
    },
  ): Promise<
    { readonly id: string; readonly made: boolean } | { readonly bad: readonly BadLine[] }
  > {
    const { maker, entries } = batch;
    const fingerprint = fingerprintOf(entries);
    const made = await client.query(
      `INSERT INTO conference_batches (id, maker, external_key, fingerprint, label, skipped)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (maker, external_key) DO NOTHING RETURNING id`,
      [
        randomUUID(),
        maker,
        batch.externalKey ?? null,
        fingerprint,
        batch.label,
        JSON.stringify(batch.skipped),
      ],
    );
    if (made.rows.length === 0) {
      const found = await client.query(
        `SELECT ${COLUMNS} FROM conference_batches WHERE maker = $1 AND external_key = $2`,
        [maker, batch.externalKey],
      );
      const row = batchRowSchema.parse(found.rows[0]);
      if (!row.fingerprint.equals(fingerprint)) {
        throw new ApiProblem("conflict", {
          detail: "This externalKey was used for another batch.",
        });
      }
      return { id: row.id, made: false };
    }
    const { id } = z.object({ id: z.string() }).parse(made.rows[0]);
    const wishes = await this.openAll(client, maker, entries);
    if (wishes.bad.length > 0) {
      if (!batch.skipInvalid) return { bad: wishes.bad };
      await client.query("UPDATE conference_batches SET skipped = $2 WHERE id = $1", [
        id,
        JSON.stringify([...batch.skipped, ...wishes.bad]),
      ]);
    }
    await client.query(
      `INSERT INTO conference_batch_items (batch_id, number, provisioning_id)
       SELECT $1, * FROM unnest($2::int[], $3::uuid[])`,
      [id, wishes.items.map(({ line }) => line), wishes.items.map((item) => item.id)],
    );
    return { id, made: true };
  }

  private async openAll(
    client: PoolClient,
    maker: string,
    entries: readonly PlannedEntry[],
  ): Promise<{ items: readonly { line: number; id: string }[]; bad: readonly BadLine[] }> {
    const ids = entries.map(() => randomUUID());
    const made = await client.query(
      `INSERT INTO provisionings AS p (id, requester, maker, external_key, request, plan, due_at, bulk)
       SELECT id, owner, $2, key, wish, plan, due_at, true
       FROM unnest($1::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[])
         AS wishes (id, owner, key, wish, plan, due_at)
       ON CONFLICT (maker, external_key) DO UPDATE
         SET state = 'queued', attempts = 0, problem = NULL, due_at = EXCLUDED.due_at, bulk = true
         WHERE p.state = 'cancelled' AND p.request = EXCLUDED.request
       RETURNING id, external_key`,
      [
        ids,
        maker,
        entries.map(({ room }) => room.owner),
        entries.map(({ room }) => room.wish.externalKey ?? null),
        entries.map(({ room }) => JSON.stringify(room.wish)),
        entries.map(({ room }) => JSON.stringify(room.plan)),
        entries.map(({ room }) => room.dueAt),
      ],
    );
    const inserted = new Set(
      made.rows.map((row) => z.looseObject({ id: z.string() }).parse(row).id),
    );
    const keys = entries.flatMap(({ room }) => room.wish.externalKey ?? []);
    const found = await client.query(
      `SELECT ${PROVISIONING_COLUMNS} FROM provisionings p WHERE maker = $1 AND external_key = ANY ($2)`,
      [maker, keys],
    );
    const byKey = new Map(found.rows.map(rowOf).map((row) => [row.wish.externalKey, row]));
    const items: { line: number; id: string }[] = [];
    const bad: BadLine[] = [];
    for (const [index, { line, room }] of entries.entries()) {
      const own = ids[index] ?? "";
      const known =
        room.wish.externalKey === undefined ? undefined : byKey.get(room.wish.externalKey);
      if (inserted.has(own)) items.push({ line, id: own });
      else if (known !== undefined && isDeepStrictEqual(known.wish, room.wish)) {
        items.push({ line, id: known.id });
      } else bad.push({ line, field: "externalKey", reason: "key-used" });
    }
    return { items, bad };
  }

  /** @param maker only where it is this caller's */
  async find(id: string, maker?: string): Promise<BatchRow | undefined> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM conference_batches WHERE id = $1 AND ($2::text IS NULL OR maker = $2)`,
      [id, maker ?? null],
    );
    return (await this.withCounts(found.rows))[0];
  }

  /** Batches, newest first, one more than asked for. */
  async list(filter: {
    readonly maker?: string | undefined;
    readonly after?: Place | undefined;
    readonly limit: number;
  }): Promise<readonly BatchRow[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM conference_batches
       WHERE ($1::text IS NULL OR maker = $1)
         AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id::text) < ($2, $3))
       ORDER BY date_trunc('milliseconds', created_at) DESC, id::text DESC LIMIT $4`,
      [filter.maker ?? null, filter.after?.at ?? null, filter.after?.id ?? null, filter.limit + 1],
    );
    return this.withCounts(found.rows);
  }

  /** Its rooms by their numbers, one more than asked for. */
  async items(
    id: string,
    filter: { readonly after: number; readonly state?: string | undefined; readonly limit: number },
  ): Promise<readonly { readonly row: ProvisioningRow; readonly number: number }[]> {
    const found = await this.pool.query(
      `SELECT i.number, ${PROVISIONING_COLUMNS}
       FROM conference_batch_items i JOIN provisionings p ON p.id = i.provisioning_id
       WHERE i.batch_id = $1 AND i.number > $2 AND ($3::text IS NULL OR p.state = $3)
       ORDER BY i.number LIMIT $4`,
      [id, filter.after, filter.state ?? null, filter.limit + 1],
    );
    return found.rows.map((raw) => ({ row: rowOf(raw), number: numberedSchema.parse(raw).number }));
  }

  /** When the rooms of a batch that were made last were finished, milliseconds since 1970. */
  async finishedLately(id: string): Promise<readonly number[]> {
    const found = await this.pool.query(
      `SELECT p.updated_at AS at FROM conference_batch_items i JOIN provisionings p ON p.id = i.provisioning_id
       WHERE i.batch_id = $1 AND p.state IN ('ready', 'failed')
       ORDER BY p.updated_at DESC LIMIT $2`,
      [id, ESTIMATED_BY],
    );
    return found.rows.map((row) => z.object({ at: z.date() }).parse(row).at.getTime());
  }

  /** Whether any room of many is due, or was left behind. */
  async isAnythingDue(): Promise<boolean> {
    return (await this.due([], 1)).length > 0;
  }

  /**
   * Wishes of batches that are due, of all batches in turns.
   * @param except those that are being made
   */
  async due(except: readonly string[], limit: number): Promise<readonly ProvisioningRow[]> {
    const found = await this.pool.query(
      `SELECT ${PROVISIONING_COLUMNS} FROM provisionings p
       WHERE p.bulk AND p.state IN ('queued', 'running') AND p.due_at <= now() AND p.id <> ALL ($1)
       ORDER BY p.state DESC,
         (SELECT min(i.number) FROM conference_batch_items i WHERE i.provisioning_id = p.id),
         p.created_at
       LIMIT $2`,
      [except, limit],
    );
    return found.rows.map(rowOf);
  }

  /** Gives up what has not begun. @returns how many rooms will not be made */
  async cancel(client: PoolClient, id: string): Promise<number> {
    await client.query(
      "UPDATE conference_batches SET cancelled_at = COALESCE(cancelled_at, now()) WHERE id = $1",
      [id],
    );
    const changed = await client.query(
      `UPDATE provisionings p SET state = 'cancelled', problem = NULL, updated_at = now()
       FROM conference_batch_items i
       WHERE i.batch_id = $1 AND i.provisioning_id = p.id AND p.state = 'queued'
         AND NOT EXISTS (
           SELECT 1 FROM conference_batch_items other JOIN conference_batches b ON b.id = other.batch_id
           WHERE other.provisioning_id = p.id AND b.id <> $1 AND b.cancelled_at IS NULL)`,
      [id],
    );
    return changed.rowCount ?? 0;
  }

  /** Those of its wishes that have failed. */
  async failedOf(client: PoolClient, id: string): Promise<readonly string[]> {
    const found = await client.query(
      `SELECT p.id FROM conference_batch_items i JOIN provisionings p ON p.id = i.provisioning_id
       WHERE i.batch_id = $1 AND p.state = 'failed'`,
      [id],
    );
    return found.rows.map((row) => z.object({ id: z.string() }).parse(row).id);
  }

  private async withCounts(rows: readonly unknown[]): Promise<readonly BatchRow[]> {
    const batches = rows.map((row) => batchRowSchema.parse(row));
    const found = await this.pool.query(
      `SELECT i.batch_id, p.state, count(*)::int AS number, max(p.updated_at) AS latest,
         max(p.problem) FILTER (WHERE p.state IN ('queued', 'running')) AS problem
       FROM conference_batch_items i JOIN provisionings p ON p.id = i.provisioning_id
       WHERE i.batch_id = ANY ($1) GROUP BY i.batch_id, p.state`,
      [batches.map(({ id }) => id)],
    );
    const counts = found.rows.map((row) => countSchema.parse(row));
    return batches.map((batch) => {
      const own = counts.filter(({ batch_id }) => batch_id === batch.id);
      const of = (state: Provisioning["state"]): number =>
        own.find((count) => count.state === state)?.number ?? 0;
      const latest = own.map((count) => count.latest.getTime());
      return {
        id: batch.id,
        maker: batch.maker,
        label: batch.label,
        skipped: batch.skipped,
        createdAt: batch.created_at,
        cancelled: batch.cancelled_at !== null,
        counts: {
          queued: of("queued"),
          running: of("running"),
          ready: of("ready"),
          failed: of("failed"),
          cancelled: of("cancelled"),
        },
        latest: latest.length === 0 ? undefined : new Date(Math.max(...latest)),
        problem: own.find(({ problem }) => problem !== null)?.problem ?? undefined,
      };
    });
  }
}

function fingerprintOf(entries: readonly PlannedEntry[]): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(entries.map(({ line, room }) => [line, room.owner, room.wish])))
    .digest();
}
