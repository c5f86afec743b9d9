import {
  itemStateSchema,
  lookUpItemsResponseSchema,
  migrationKindSchema,
  MIGRATION_KINDS,
  waveStateSchema,
  type ItemProblem,
  type ItemState,
  type LookedUpItem,
  type MigrationKind,
  type WaveState,
} from "@plenum/model/migration";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { inTransaction, type Queryable } from "../database/database.ts";

const waveRowSchema = z.object({
  name: z.string(),
  label: z.string(),
  day: z.string().nullable(),
  frozen: z.boolean(),
  state: waveStateSchema,
  created_by: z.string(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
});
export type WaveRow = z.infer<typeof waveRowSchema>;

const countSchema = z.object({
  wave: z.string(),
  kind: migrationKindSchema,
  state: itemStateSchema,
  number: z.number(),
});
export type Count = z.infer<typeof countSchema>;

/** A wave that is worked on. */
export interface ActiveWave {
  readonly name: string;
  readonly state: "running" | "rolling-back";
}
const activeSchema = z.array(
  z.object({ name: z.string(), state: z.enum(["running", "rolling-back"]) }),
);

const COLUMNS =
  "name, label, day::text AS day, frozen, state, created_by, created_at, started_at, finished_at";

/** Items that are changed at once. */
const PIECE = 5_000;

/** What of a wave that is taken back is still there, or may be. */
const LEFT = `(state = 'done' OR state = 'queued' AND begun_at IS NOT NULL
  OR state = 'failed' AND made - 'errcode' <> '{}')`;

/** Waves and how far they are. */
export class WaveStore {
  constructor(
    private readonly pool: Pool,
    private readonly audit: AuditLog,
  ) {}

  /** Makes a wave or changes what is said of it. @returns whether it is new */
  async save(
    client: PoolClient,
    wave: {
      readonly name: string;
      readonly label: string;
      readonly day: string | undefined;
      readonly frozen: boolean;
      readonly by: string;
    },
  ): Promise<boolean> {
    const saved = await client.query(
      `INSERT INTO migration_waves AS w (name, label, day, frozen, created_by)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name) DO UPDATE SET label = $2, day = $3, frozen = $4
       RETURNING (xmax = 0) AS new`,
      [wave.name, wave.label, wave.day ?? null, wave.frozen, wave.by],
    );
    return z.object({ new: z.boolean() }).parse(saved.rows[0]).new;
  }

  /** A wave that nobody else changes until the transaction ends. */
  async lock(client: PoolClient, name: string): Promise<WaveRow | undefined> {
    const found = await client.query(
      `SELECT ${COLUMNS} FROM migration_waves WHERE name = $1 FOR UPDATE`,
      [name],
    );
    return found.rows.length === 0 ? undefined : waveRowSchema.parse(found.rows[0]);
  }

  async find(name: string): Promise<WaveRow | undefined> {
    const found = await this.pool.query(`SELECT ${COLUMNS} FROM migration_waves WHERE name = $1`, [
      name,
    ]);
    return found.rows.length === 0 ? undefined : waveRowSchema.parse(found.rows[0]);
  }

  async list(): Promise<readonly WaveRow[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM migration_waves ORDER BY day NULLS LAST, created_at LIMIT 1000`,
    );
    return z.array(waveRowSchema).parse(found.rows);
  }

  async setState(on: Queryable, name: string, state: WaveState): Promise<void> {
    await on.query(
      `UPDATE migration_waves SET state = $2,
         started_at = CASE WHEN $2 = 'running' THEN COALESCE(started_at, now()) ELSE started_at END,
         finished_at = CASE WHEN $2 IN ('done', 'rolled-back') THEN now() END
       WHERE name = $1`,
      [name, state],
    );
  }

  /** Which of these the ledger has. */
  async lookUp(
    asked: readonly { readonly kind: MigrationKind; readonly key: string }[],
  ): Promise<LookedUpItem[]> {
    const found = await this.pool.query(
      `SELECT i.kind, i.key, i.wave, i.state FROM migration_items i
       JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS asked (kind, key)
         ON i.kind = asked.kind AND i.key = asked.key`,
      [asked.map(({ kind }) => kind), asked.map(({ key }) => key)],
    );
    return lookUpItemsResponseSchema.shape.items.parse(found.rows);
  }

  /** Queues what has failed once more; what collided is decided by whoever is sent next. @returns how many */
  async retry(on: Queryable, name: string): Promise<number> {
    await on.query(
      `UPDATE migration_items SET state = 'undone', problem = NULL
       WHERE wave = $1 AND state = 'failed' AND problem = 'collision'`,
      [name],
    );
    const changed = await on.query(
      `UPDATE migration_items SET state = 'queued', attempts = 0, problem = NULL, due_at = now()
       WHERE wave = $1 AND state = 'failed'`,
      [name],
    );
    return changed.rowCount ?? 0;
  }

  /** What was never begun needs no taking back; what waited for another attempt is looked at now. */
  async giveUpUnbegun({ name }: ActiveWave): Promise<void> {
    await this.pool.query(
      "UPDATE migration_items SET due_at = now(), attempts = 0 WHERE wave = $1 AND due_at > now()",
      [name],
    );
    // In pieces: of tens of thousands one statement would take longer than it may.
    for (let changed = PIECE; changed === PIECE;) {
      const given = await this.pool.query(
        `UPDATE migration_items i SET state = 'undone', problem = NULL, done_at = now()
         FROM (SELECT kind, key FROM migration_items WHERE wave = $1
             AND (state = 'queued' AND begun_at IS NULL
               OR state = 'failed' AND made - 'errcode' = '{}')
           LIMIT $2) piece
         WHERE i.kind = piece.kind AND i.key = piece.key`,
        [name, PIECE],
      );
      changed = given.rowCount ?? 0;
    }
  }

  /** Waves that are to be worked on, the one that was started first before the others. */
  async active(): Promise<readonly ActiveWave[]> {
    const found = await this.pool.query(
      `SELECT name, state FROM migration_waves WHERE state IN ('running', 'rolling-back')
       ORDER BY started_at NULLS FIRST, name`,
    );
    return activeSchema.parse(found.rows);
  }

  /** Whether it is to be worked on as before. */
  async isStill({ name, state }: ActiveWave): Promise<boolean> {
    const found = await this.pool.query(
      "SELECT 1 FROM migration_waves WHERE name = $1 AND state = $2",
      [name, state],
    );
    return found.rows.length > 0;
  }

  /** The first kind, in the order of making or of taking back, of which something is left. */
  async nextKind({ name, state }: ActiveWave): Promise<MigrationKind | undefined> {
    const undoes = state === "rolling-back";
    const found = await this.pool.query(
      `SELECT DISTINCT kind FROM migration_items
       WHERE wave = $1 AND ${undoes ? LEFT : "state = 'queued'"}`,
      [name],
    );
    const left = new Set(
      z
        .array(z.object({ kind: migrationKindSchema }))
        .parse(found.rows)
        .map(({ kind }) => kind),
    );
    return (undoes ? MIGRATION_KINDS.toReversed() : MIGRATION_KINDS).find((kind) => left.has(kind));
  }

  /** Everything is worked off. */
  async finish({ name, state }: ActiveWave): Promise<void> {
    const undone = state === "rolling-back";
    await inTransaction(this.pool, async (client) => {
      const wave = await this.lock(client, name);
      // Somebody has paused it or added to it meanwhile.
      if (wave?.state !== state || (await this.nextKind({ name, state })) !== undefined) return;
      await this.setState(client, name, undone ? "rolled-back" : "done");
      const totals = new Map<ItemState, number>();
      for (const count of await this.counts(name)) {
        totals.set(count.state, (totals.get(count.state) ?? 0) + count.number);
      }
      await this.audit.record(
        {
          actor: "system",
          act: undone ? "migration-wave.rolled-back" : "migration-wave.done",
          subject: name,
          details: Object.fromEntries(totals),
        },
        client,
      );
    });
  }

  /** Nothing in this installation makes things of this kind. */
  async notSupported({ name, state }: ActiveWave, kind: MigrationKind): Promise<void> {
    const becomes = state === "rolling-back" ? "undone" : "failed";
    await this.pool.query(
      `UPDATE migration_items SET state = $3, problem = $4, done_at = now()
       WHERE wave = $1 AND kind = $2 AND ${state === "rolling-back" ? LEFT : "state = 'queued'"}`,
      [name, kind, becomes, becomes === "failed" ? "not-supported" : null],
    );
  }

  /** How many items of each kind are in which state. @param name of one wave; without it of all */
  async counts(name?: string): Promise<readonly Count[]> {
    const found = await this.pool.query(
      `SELECT wave, kind, state, count(*)::int AS number FROM migration_items
       WHERE $1::text IS NULL OR wave = $1 GROUP BY wave, kind, state`,
      [name ?? null],
    );
    return z.array(countSchema).parse(found.rows);
  }

  /** Items of a kind that were finished in the last minute, and over how many seconds. */
  async lately(
    name: string,
    kind: MigrationKind,
  ): Promise<{ readonly number: number; readonly seconds: number }> {
    const found = await this.pool.query(
      `SELECT count(*) FILTER (WHERE done_at > now() - interval '1 minute')::int AS number,
         LEAST(60, COALESCE(extract(epoch FROM now() - min(COALESCE(begun_at, done_at))), 0))::float
           AS seconds
       FROM migration_items WHERE wave = $1 AND kind = $2`,
      [name, kind],
    );
    return z.object({ number: z.number(), seconds: z.number() }).parse(found.rows[0]);
  }

  /** What the first item that is put off waits for. */
  async waitsFor(name: string, kind: MigrationKind): Promise<ItemProblem | undefined> {
    const found = await this.pool.query(
      `SELECT problem FROM migration_items
       WHERE wave = $1 AND kind = $2 AND state = 'queued' AND problem IS NOT NULL LIMIT 1`,
      [name, kind],
    );
    const problem = z.array(z.object({ problem: z.string() })).parse(found.rows)[0]?.problem;
    return problem === "homeserver-unavailable" || problem === "internal" ? problem : undefined;
  }
}
