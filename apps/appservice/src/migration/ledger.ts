import {
  migrationItemSchema,
  migrationKindSchema,
  type ItemProblem,
  type MigrationKind,
  type RoomKind,
} from "@plenum/model/migration";
import type { Pool } from "pg";
import { z } from "zod";
import type { LedgerRow, Made, Outcome } from "./executor.ts";

const madeSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const rowSchema = z.object({
  kind: migrationKindSchema,
  key: z.string(),
  wave: z.string(),
  position: z.coerce.number(),
  channel: z.string().nullable(),
  marker: z.string().nullable(),
  payload: z.unknown(),
  attempts: z.number(),
  made: madeSchema,
  sighted_room_id: z.string().nullable(),
  begun_before: z.date().nullable(),
});
const roomRowSchema = z.object({ made: madeSchema, payload: z.unknown() });

const COLUMNS =
  "i.kind, i.key, i.wave, i.position, i.channel, i.marker, i.payload, i.attempts, i.made, i.sighted_room_id";

/** What became of an item, to be written down together with others. */
export interface Mark {
  readonly row: LedgerRow;
  readonly outcome: Outcome;
}

/** What the makers read and write of the ledger. */
export class Ledger {
  constructor(private readonly pool: Pick<Pool, "query">) {}

  /**
   * Takes the next items of a kind and writes down that they are begun.
   * @param busy keys of those that are under way
   */
  async claim(
    wave: string,
    kind: MigrationKind,
    limit: number,
    busy: readonly string[],
  ): Promise<readonly LedgerRow[]> {
    return this.begin(
      `SELECT kind, key, begun_at FROM migration_items
       WHERE wave = $1 AND kind = $2 AND state = 'queued' AND due_at <= now()
         AND NOT key = ANY ($4)
       ORDER BY position LIMIT $3`,
      [wave, kind, limit, busy],
    );
  }

  /**
   * Takes the next item of each channel: what comes after it waits, also while it is put off.
   * @param busy channels in which something is under way
   */
  async claimInChannels(
    wave: string,
    kind: MigrationKind,
    limit: number,
    busy: readonly string[],
  ): Promise<readonly LedgerRow[]> {
    return this.begin(
      `SELECT kind, key, begun_at FROM (
         SELECT DISTINCT ON (channel) kind, key, begun_at, due_at FROM migration_items
         WHERE wave = $1 AND kind = $2 AND state = 'queued' AND NOT channel = ANY ($4)
         ORDER BY channel, key
       ) first WHERE due_at <= now() LIMIT $3`,
      [wave, kind, limit, busy],
    );
  }

  /** Takes the next items of a kind that are to be taken back, the last ones first. */
  async claimUndo(
    wave: string,
    kind: MigrationKind,
    limit: number,
    busy: readonly string[],
  ): Promise<readonly LedgerRow[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS}, i.begun_at AS begun_before FROM migration_items i
       WHERE wave = $1 AND kind = $2 AND due_at <= now() AND NOT key = ANY ($4)
         AND (state = 'done' OR state = 'queued' AND begun_at IS NOT NULL
           OR state = 'failed' AND made - 'errcode' <> '{}')
       ORDER BY position DESC LIMIT $3`,
      [wave, kind, limit, busy],
    );
    return found.rows.map(rowOf);
  }

  private async begin(due: string, values: readonly unknown[]): Promise<readonly LedgerRow[]> {
    const found = await this.pool.query(
      `WITH due AS (${due})
       UPDATE migration_items i SET begun_at = COALESCE(i.begun_at, now()) FROM due
       WHERE i.kind = due.kind AND i.key = due.key AND i.state = 'queued'
       RETURNING ${COLUMNS}, due.begun_at AS begun_before`,
      [...values],
    );
    return found.rows
      .map((raw) => ({ row: rowOf(raw), position: rowSchema.parse(raw).position }))
      .toSorted((a, b) => a.position - b.position)
      .map(({ row }) => row);
  }

  /** Writes down what became of many items at once. */
  async mark(marks: readonly Mark[]): Promise<void> {
    if (marks.length === 0) return;
    await this.pool.query(
      `UPDATE migration_items i SET
         state = m.state, problem = m.problem, done_at = now(),
         attempts = i.attempts + (m.state = 'failed')::int,
         made = CASE WHEN m.state = 'undone' THEN m.made ELSE i.made || m.made END,
         begun_at = CASE
           WHEN m.state = 'undone' THEN NULL
           -- Refused before anything was made; after an error of the homeserver that is not known.
           WHEN m.state = 'failed' AND (i.made || m.made) - 'errcode' = '{}'
             AND m.problem NOT IN ('homeserver-unavailable', 'internal') THEN NULL
           ELSE i.begun_at END,
         sighted_room_id = CASE WHEN m.state = 'undone' THEN NULL ELSE i.sighted_room_id END,
         payload = CASE WHEN m.state <> 'failed' AND i.kind IN ('history', 'contacts')
           THEN NULL ELSE i.payload END
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
         AS m (kind, key, state, problem, made)
       WHERE i.kind = m.kind AND i.key = m.key`,
      [
        marks.map(({ row }) => row.kind),
        marks.map(({ row }) => row.key),
        marks.map(({ outcome }) => outcome.state),
        marks.map(({ outcome }) => outcome.problem ?? null),
        marks.map(({ outcome }) => JSON.stringify(outcome.made ?? {})),
      ],
    );
  }

  /** An item is tried again later. @param problem what it waits for */
  async postpone(
    row: LedgerRow,
    problem: ItemProblem | undefined,
    seconds: number,
    counts: boolean,
  ): Promise<void> {
    await this.pool.query(
      `UPDATE migration_items SET problem = $3, due_at = now() + make_interval(secs => $4),
         attempts = attempts + $5
       WHERE kind = $1 AND key = $2`,
      [row.kind, row.key, problem ?? null, seconds, counts ? 1 : 0],
    );
  }

  /** Writes down at once what was made of an item that is not finished. */
  async remember(row: LedgerRow, made: Made): Promise<void> {
    await this.pool.query(
      "UPDATE migration_items SET made = made || $3 WHERE kind = $1 AND key = $2",
      [row.kind, row.key, JSON.stringify(made)],
    );
  }

  /** The homeserver has told of a room with this marker. */
  async sighted(marker: string, roomId: string): Promise<void> {
    await this.pool.query("UPDATE migration_items SET sighted_room_id = $2 WHERE marker = $1", [
      marker,
      roomId,
    ]);
  }

  /** The room that the homeserver has told of meanwhile. */
  async sightingOf(row: LedgerRow): Promise<string | undefined> {
    const found = await this.pool.query(
      "SELECT sighted_room_id AS id FROM migration_items WHERE kind = $1 AND key = $2",
      [row.kind, row.key],
    );
    return z.array(z.object({ id: z.string().nullable() })).parse(found.rows)[0]?.id ?? undefined;
  }

  /** Rooms that the ledger knows. */
  async knownRooms(): Promise<ReadonlySet<string>> {
    const found = await this.pool.query(
      `SELECT made ->> 'roomId' AS id FROM migration_items WHERE made ? 'roomId'
       UNION SELECT room_id AS id FROM conferences`,
    );
    return new Set(
      z
        .array(z.object({ id: z.string() }))
        .parse(found.rows)
        .map(({ id }) => id),
    );
  }

  /**
   * A room that was made; undefined where it was not.
   * @returns its id and, where it is not forgotten, its item
   */
  async roomOf(
    kind: RoomKind,
    key: string,
  ): Promise<{ readonly roomId: string; readonly item: unknown } | undefined> {
    const found = await this.pool.query(
      `SELECT made, payload FROM migration_items
       WHERE kind = $1 AND key = $2 AND state IN ('done', 'kept') AND made ? 'roomId'`,
      [kind, key],
    );
    const row = roomRowSchema.safeParse(found.rows[0]);
    const roomId = row.success ? row.data.made["roomId"] : undefined;
    return row.success && typeof roomId === "string"
      ? { roomId, item: row.data.payload }
      : undefined;
  }

  /** Whether a space still holds rooms that were made and not taken back. */
  async hasRooms(space: string): Promise<boolean> {
    const found = await this.pool.query(
      `SELECT 1 FROM migration_items
       WHERE space = $1 AND state IN ('done', 'kept') AND made ? 'roomId' LIMIT 1`,
      [space],
    );
    return found.rows.length > 0;
  }

  /** State of an item, undefined where there is none. */
  async stateOf(kind: MigrationKind, key: string): Promise<string | undefined> {
    const found = await this.pool.query(
      "SELECT state FROM migration_items WHERE kind = $1 AND key = $2",
      [kind, key],
    );
    return z.array(z.object({ state: z.string() })).parse(found.rows)[0]?.state;
  }

  /** Whether something is made. */
  async isMade(kind: MigrationKind, key: string): Promise<boolean> {
    const state = await this.stateOf(kind, key);
    return state === "done" || state === "kept";
  }

  /** Whether something will be made without anybody's doing: its wave is started. */
  async isComing(kind: MigrationKind, key: string): Promise<boolean> {
    const found = await this.pool.query(
      `SELECT 1 FROM migration_items i JOIN migration_waves w ON w.name = i.wave
       WHERE i.kind = $1 AND i.key = $2 AND i.state = 'queued' AND w.state IN ('running', 'paused')`,
      [kind, key],
    );
    return found.rows.length > 0;
  }

  /** Whether people of other waves than this were brought into a room, and are not being taken back as well. */
  async hasOthers(wave: string, kind: RoomKind, key: string): Promise<boolean> {
    const found = await this.pool.query(
      `SELECT 1 FROM migration_items i JOIN migration_waves w ON w.name = i.wave
       WHERE i.kind = 'members' AND i.wave <> $1 AND i.state = 'done' AND w.state <> 'rolling-back'
         AND payload -> 'room' ->> 'kind' = $2 AND payload -> 'room' ->> 'key' = $3 LIMIT 1`,
      [wave, kind, key],
    );
    return found.rows.length > 0;
  }

  /** How many blocks of a channel's history are still to be written, or could not be. */
  async openBlocks(channel: string): Promise<{ readonly queued: number; readonly failed: number }> {
    const found = await this.pool.query(
      `SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued,
         count(*) FILTER (WHERE state = 'failed')::int AS failed
       FROM migration_items WHERE kind = 'history' AND channel = $1`,
      [channel],
    );
    return z.object({ queued: z.number(), failed: z.number() }).parse(found.rows[0]);
  }

  /**
   * Accounts of the migration among these people: `made` by it, or their `own` from before.
   * Everybody else is missing.
   */
  async accountsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, "made" | "own">> {
    const found = await this.pool.query(
      `SELECT key, made ? 'created' AS made FROM migration_items
       WHERE kind = 'account' AND key = ANY ($1) AND state IN ('done', 'kept')
         AND (made ? 'created' OR made ? 'own')`,
      [userIds],
    );
    const rows = z.array(z.object({ key: z.string(), made: z.boolean() })).parse(found.rows);
    return new Map(rows.map(({ key, made }) => [key, made ? "made" : "own"]));
  }

  /** Where files of messages are, by their hashes. */
  async filesOf(
    hashes: readonly string[],
  ): Promise<ReadonlyMap<string, { mxc: string; mediaType: string; bytes: number }>> {
    if (hashes.length === 0) return new Map();
    const found = await this.pool.query(
      "SELECT sha256, mxc, media_type, bytes FROM migration_files WHERE sha256 = ANY ($1)",
      [hashes],
    );
    const rows = z
      .array(
        z.object({
          sha256: z.string(),
          mxc: z.string(),
          media_type: z.string(),
          bytes: z.coerce.number(),
        }),
      )
      .parse(found.rows);
    return new Map(
      rows.map((row) => [
        row.sha256,
        { mxc: row.mxc, mediaType: row.media_type, bytes: row.bytes },
      ]),
    );
  }
}

function rowOf(raw: unknown): LedgerRow {
  const row = rowSchema.parse(raw);
  const item = migrationItemSchema.safeParse(row.payload);
  return {
    kind: row.kind,
    key: row.key,
    wave: row.wave,
    item: item.success ? item.data : undefined,
    channel: row.channel ?? undefined,
    marker: row.marker ?? undefined,
    attempts: row.attempts,
    made: row.made,
    sightedRoomId: row.sighted_room_id ?? undefined,
    begunBefore: row.begun_before ?? undefined,
  };
}
