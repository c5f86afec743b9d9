import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import {
  AUDIT_BEGINNING,
  auditEntrySchema,
  auditText,
  type AuditDetails,
  type AuditEntry,
} from "@plenum/model";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";

/** What happened, as whoever did it tells it. */
export interface AuditNote {
  /** A Matrix user id, `client:<id>` for another system, `system` for what happens by itself. */
  readonly actor: string;
  /** `<thing>.<what happened to it>`, e.g. `guest-link.revoked`. */
  readonly act: string;
  readonly roomId?: string | undefined;
  readonly subject?: string | undefined;
  readonly details?: AuditDetails;
}

const rowSchema = z.object({
  number: z.coerce.number(),
  at: z.date(),
  actor: z.string(),
  act: z.string(),
  room_id: z.string().nullable(),
  subject: z.string().nullable(),
  details: auditEntrySchema.shape.details,
  previous: z.instanceof(Buffer),
  hash: z.instanceof(Buffer),
});

/** Which entries to read. */
export interface AuditFilter {
  readonly roomId?: string | undefined;
  readonly actor?: string | undefined;
  readonly act?: string | undefined;
  /** ISO 8601; from this moment on. */
  readonly from?: string | undefined;
  /** ISO 8601; before this moment. */
  readonly to?: string | undefined;
  /** Entries with a lower number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * The audit log: append-only, each entry bound to the one before it by a hash. The database refuses
 * changes by itself; whoever gets around that breaks the chain, which `verify` finds.
 */
export class AuditLog {
  constructor(private readonly pool: Pool) {}

  /**
   * Writes an entry down.
   * @param client of the transaction that does the act, so that both happen or neither; without it, a
   *   transaction of its own. The lock on the end of the log is held until that transaction ends: write last.
   */
  async record(note: AuditNote, client?: PoolClient): Promise<AuditEntry> {
    return client === undefined
      ? inTransaction(this.pool, (own) => append(own, note))
      : append(client, note);
  }

  /** Entries, newest first. */
  async read(filter: AuditFilter): Promise<readonly AuditEntry[]> {
    const found = await this.pool.query(
      `SELECT * FROM audit_entries
       WHERE ($1::text IS NULL OR room_id = $1) AND ($2::text IS NULL OR actor = $2)
         AND ($3::text IS NULL OR act = $3)
         AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
         AND ($6::bigint IS NULL OR number < $6)
       ORDER BY number DESC LIMIT $7`,
      [...valuesOf(filter), filter.before ?? null, filter.limit],
    );
    return found.rows.map(entryOf);
  }

  /** Entries from the oldest on, a thousand at a time: however many there are, few are in memory. */
  async *walk(filter: Omit<AuditFilter, "limit" | "before">): AsyncGenerator<AuditEntry> {
    const newest = (await lastOf(this.pool))?.number ?? 0;
    for (let last = 0; last < newest;) {
      const found = await this.pool.query(
        `SELECT * FROM audit_entries
         WHERE ($1::text IS NULL OR room_id = $1) AND ($2::text IS NULL OR actor = $2)
           AND ($3::text IS NULL OR act = $3)
           AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
           AND number > $6 AND number <= $7
         ORDER BY number LIMIT 1000`,
        [...valuesOf(filter), last, newest],
      );
      const entries = found.rows.map(entryOf);
      yield* entries;
      last = entries.at(-1)?.number ?? newest;
    }
  }

  /** The newest entry: noted down elsewhere, its number and hash show a log that was made anew. */
  newest(): Promise<AuditEntry | undefined> {
    return lastOf(this.pool);
  }

  /** One entry by its number. */
  async entry(number: number): Promise<AuditEntry | undefined> {
    const found = await this.pool.query("SELECT * FROM audit_entries WHERE number = $1", [number]);
    return found.rows.length === 0 ? undefined : entryOf(found.rows[0]);
  }

  /**
   * Recomputes the chain.
   * @returns number of the first entry that does not fit, undefined where all do
   */
  async verify(): Promise<number | undefined> {
    let previous = AUDIT_BEGINNING;
    let last = 0;
    for await (const entry of this.walk({})) {
      const fits = entry.number === last + 1 && entry.previous === previous;
      if (!fits || entry.hash !== hashOf(entry)) return entry.number;
      previous = entry.hash;
      last = entry.number;
    }
    return undefined;
  }
}

function valuesOf(filter: Omit<AuditFilter, "limit" | "before">): readonly (string | null)[] {
  const { roomId, actor, act, from, to } = filter;
  return [roomId ?? null, actor ?? null, act ?? null, from ?? null, to ?? null];
}

async function append(client: PoolClient, note: AuditNote): Promise<AuditEntry> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('audit', 0))");
  const last = await lastOf(client);
  const unsealed = {
    number: (last?.number ?? 0) + 1,
    at: new Date().toISOString(),
    actor: note.actor,
    act: note.act,
    ...(note.roomId === undefined ? {} : { roomId: note.roomId }),
    ...(note.subject === undefined ? {} : { subject: note.subject }),
    details: note.details ?? {},
    previous: last?.hash ?? AUDIT_BEGINNING,
  };
  const entry = auditEntrySchema.parse({ ...unsealed, hash: hashOf(unsealed) });
  await client.query(
    `INSERT INTO audit_entries (number, at, actor, act, room_id, subject, details, previous, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      entry.number,
      entry.at,
      entry.actor,
      entry.act,
      entry.roomId ?? null,
      entry.subject ?? null,
      JSON.stringify(entry.details),
      Buffer.from(entry.previous, "hex"),
      Buffer.from(entry.hash, "hex"),
    ],
  );
  return entry;
}

async function lastOf(on: Queryable): Promise<AuditEntry | undefined> {
  const found = await on.query("SELECT * FROM audit_entries ORDER BY number DESC LIMIT 1");
  return found.rows.length === 0 ? undefined : entryOf(found.rows[0]);
}

function hashOf(entry: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(auditText(entry)).digest("hex");
}

function entryOf(raw: unknown): AuditEntry {
  const row = rowSchema.parse(raw);
  return {
    number: row.number,
    at: row.at.toISOString(),
    actor: row.actor,
    act: row.act,
    ...(row.room_id === null ? {} : { roomId: row.room_id }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    details: row.details,
    previous: row.previous.toString("hex"),
    hash: row.hash.toString("hex"),
  };
}
