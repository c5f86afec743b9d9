import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Pool, PoolClient } from "pg";
import {
  createConferenceRequestSchema,
  type ConferenceList,
  type Provisioning,
  type ProblemCode,
} from "@plenum/model";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";

/** A wish with all defaults filled in, as it is stored. */
export type StoredWish = z.output<typeof createConferenceRequestSchema>;

const rowSchema = z.object({
  id: z.string(),
  requester: z.string(),
  request: createConferenceRequestSchema,
  state: z.enum(["queued", "running", "ready", "failed"]),
  room_id: z.string().nullable(),
  problem: z.string().nullable(),
  not_invited: z.array(z.string()),
});

const conferenceRowSchema = z.object({
  room_id: z.string(),
  title: z.string(),
  kind: z.enum(["meeting", "lecture", "committee", "training"]),
  encrypted: z.boolean(),
  created_by: z.string(),
  created_at: z.date(),
});

export interface ProvisioningRow {
  readonly id: string;
  readonly requester: string;
  readonly wish: StoredWish;
  readonly state: Provisioning["state"];
  readonly roomId: string | undefined;
  readonly problem: string | undefined;
  readonly notInvited: readonly string[];
}

const COLUMNS = "id, requester, request, state, room_id, problem, not_invited";

/** Wishes for conference rooms and the rooms made from them. */
export class ProvisioningStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Stores a wish, or finds the one with the same external key of the same person.
   * @param enqueue called inside the transaction for a new wish
   * @throws ApiProblem `conflict` where the key stands for a different wish
   */
  async open(
    requester: string,
    wish: StoredWish,
    enqueue: (client: PoolClient, id: string) => Promise<void>,
  ): Promise<ProvisioningRow> {
    return inTransaction(this.pool, async (client) => {
      const made = await client.query(
        `INSERT INTO provisionings (id, requester, external_key, request) VALUES ($1, $2, $3, $4)
         ON CONFLICT (requester, external_key) DO NOTHING RETURNING ${COLUMNS}`,
        [randomUUID(), requester, wish.externalKey ?? null, JSON.stringify(wish)],
      );
      if (made.rows.length > 0) {
        const row = rowOf(made.rows[0]);
        await enqueue(client, row.id);
        return row;
      }
      const found = await client.query(
        `SELECT ${COLUMNS} FROM provisionings WHERE requester = $1 AND external_key = $2`,
        [requester, wish.externalKey],
      );
      const row = rowOf(found.rows[0]);
      if (!isDeepStrictEqual(row.wish, wish)) {
        throw new ApiProblem("conflict", {
          detail: "This externalKey was used for a different conference.",
        });
      }
      return row;
    });
  }

  async find(id: string): Promise<ProvisioningRow | undefined> {
    const found = await this.pool.query(`SELECT ${COLUMNS} FROM provisionings WHERE id = $1`, [id]);
    return found.rows.length === 0 ? undefined : rowOf(found.rows[0]);
  }

  /** Wishes that nobody has touched for a while although they are not done. */
  async stalled(seconds: number): Promise<readonly string[]> {
    const found = await this.pool.query(
      `SELECT id FROM provisionings
       WHERE state IN ('queued', 'running') AND updated_at < now() - make_interval(secs => $1)
       ORDER BY created_at LIMIT 1000`,
      [seconds],
    );
    return found.rows.map((row) => z.object({ id: z.string() }).parse(row).id);
  }

  async started(id: string): Promise<void> {
    await this.pool.query(
      "UPDATE provisionings SET state = 'running', problem = NULL, updated_at = now() WHERE id = $1",
      [id],
    );
  }

  /** Remembers the room right after it was made. */
  async roomMade(row: ProvisioningRow, roomId: string): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await client.query(
        "UPDATE provisionings SET room_id = $2, updated_at = now() WHERE id = $1",
        [row.id, roomId],
      );
      await client.query(
        `INSERT INTO conferences (room_id, provisioning_id, title, kind, encrypted, created_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (room_id) DO NOTHING`,
        [roomId, row.id, row.wish.title, row.wish.kind, row.wish.encrypted, row.requester],
      );
    });
  }

  async ready(id: string, notInvited: readonly string[]): Promise<void> {
    await this.pool.query(
      `UPDATE provisionings SET state = 'ready', problem = NULL, not_invited = $2, updated_at = now()
       WHERE id = $1`,
      [id, notInvited],
    );
  }

  async failed(id: string, problem: ProblemCode): Promise<void> {
    await this.pool.query(
      "UPDATE provisionings SET state = 'failed', problem = $2, updated_at = now() WHERE id = $1",
      [id, problem],
    );
  }

  /** Which of these rooms are conference rooms made here. */
  async conferencesAmong(roomIds: readonly string[]): Promise<ConferenceList["conferences"]> {
    const found = await this.pool.query(
      `SELECT room_id, title, kind, encrypted, created_by, created_at FROM conferences
       WHERE room_id = ANY ($1) ORDER BY created_at DESC, room_id`,
      [roomIds],
    );
    return found.rows.map((raw) => {
      const row = conferenceRowSchema.parse(raw);
      return {
        roomId: row.room_id,
        title: row.title,
        kind: row.kind,
        encrypted: row.encrypted,
        createdBy: row.created_by,
        createdAt: row.created_at.toISOString(),
      };
    });
  }

  async conference(
    roomId: string,
    on: Queryable = this.pool,
  ): Promise<{ readonly title: string } | undefined> {
    const found = await on.query("SELECT title FROM conferences WHERE room_id = $1", [roomId]);
    return found.rows.length === 0
      ? undefined
      : z.object({ title: z.string() }).parse(found.rows[0]);
  }

  /** All rooms that are known already. */
  async knownRooms(): Promise<ReadonlySet<string>> {
    const found = await this.pool.query("SELECT room_id FROM conferences");
    return new Set(found.rows.map((row) => z.object({ room_id: z.string() }).parse(row).room_id));
  }
}

function rowOf(raw: unknown): ProvisioningRow {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    requester: row.requester,
    wish: row.request,
    state: row.state,
    roomId: row.room_id ?? undefined,
    problem: row.problem ?? undefined,
    notInvited: row.not_invited,
  };
}
