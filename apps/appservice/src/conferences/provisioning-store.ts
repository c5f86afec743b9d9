import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { PoolClient } from "pg";
import {
  BUILT_IN_TEMPLATES,
  createConferenceRequestSchema,
  planRoom,
  provisioningStateSchema,
  roomPlanSchema,
  type Provisioning,
  type ProblemCode,
  type RoomPlan,
} from "@plenum/model";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { ConferenceStore } from "./conference-store.ts";
import type { Place } from "./page.ts";
import type { PlannedRoom, StoredWish } from "./planner.ts";
import type { Postponement } from "./provisioner.ts";

export type { StoredWish } from "./planner.ts";

const rowSchema = z.object({
  id: z.string(),
  requester: z.string(),
  maker: z.string().nullable(),
  request: createConferenceRequestSchema,
  plan: roomPlanSchema.nullable(),
  state: provisioningStateSchema,
  room_id: z.string().nullable(),
  sighted_room_id: z.string().nullable(),
  problem: z.string().nullable(),
  not_invited: z.array(z.string()),
  attempts: z.number(),
  bulk: z.boolean(),
  due_at: z.date(),
  created_at: z.date(),
  updated_at: z.date(),
});

export interface ProvisioningRow {
  readonly id: string;
  /** Whose room it is to be. */
  readonly requester: string;
  /** Who asked: the same person, or `client:<id>`. */
  readonly maker: string;
  readonly wish: StoredWish;
  readonly plan: RoomPlan;
  readonly state: Provisioning["state"];
  readonly roomId: string | undefined;
  /** The room as the homeserver told of it by itself. */
  readonly sightedRoomId: string | undefined;
  readonly problem: string | undefined;
  readonly notInvited: readonly string[];
  readonly attempts: number;
  /** One of many: comes after the wishes of people. */
  readonly bulk: boolean;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Columns of a wish, for `rowOf`. */
export const PROVISIONING_COLUMNS = Object.keys(rowSchema.shape)
  .map((column) => `p.${column}`)
  .join(", ");

/** Wishes for conference rooms and the rooms made from them. */
export class ProvisioningStore extends ConferenceStore {
  /**
   * Stores a wish, or finds the one with the same external key of the same maker. One that was
   * cancelled is taken up again.
   * @param enqueue called inside the transaction for a wish that is to be carried out now
   * @throws ApiProblem `conflict` where the key stands for a different wish
   */
  async open(
    planned: PlannedRoom,
    enqueue: (client: PoolClient, id: string) => Promise<void>,
  ): Promise<ProvisioningRow> {
    const { maker, owner, wish, plan, dueAt } = planned;
    return inTransaction(this.pool, async (client) => {
      const made = await client.query(
        `INSERT INTO provisionings AS p (id, requester, maker, external_key, request, plan, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (maker, external_key) DO UPDATE
           SET state = 'queued', attempts = 0, problem = NULL, due_at = EXCLUDED.due_at
           WHERE p.state = 'cancelled' AND p.request = EXCLUDED.request
         RETURNING ${PROVISIONING_COLUMNS}`,
        [
          randomUUID(),
          owner,
          maker,
          wish.externalKey ?? null,
          JSON.stringify(wish),
          JSON.stringify(plan),
          dueAt,
        ],
      );
      if (made.rows.length > 0) {
        const row = rowOf(made.rows[0]);
        if (row.dueAt <= new Date()) await enqueue(client, row.id);
        return row;
      }
      const found = await client.query(
        `SELECT ${PROVISIONING_COLUMNS} FROM provisionings p WHERE maker = $1 AND external_key = $2`,
        [maker, wish.externalKey],
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
    const found = await this.pool.query(
      `SELECT ${PROVISIONING_COLUMNS} FROM provisionings p WHERE id = $1`,
      [id],
    );
    return found.rows.length === 0 ? undefined : rowOf(found.rows[0]);
  }

  /**
   * Wishes, newest first, one more than asked for.
   * @param maker only those of one caller
   */
  async list(filter: {
    readonly maker?: string | undefined;
    readonly state?: string | undefined;
    readonly after?: Place | undefined;
    readonly limit: number;
  }): Promise<readonly ProvisioningRow[]> {
    const found = await this.pool.query(
      `SELECT ${PROVISIONING_COLUMNS} FROM provisionings p
       WHERE ($1::text IS NULL OR maker = $1) AND ($2::text IS NULL OR state = $2)
         AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id::text) < ($3, $4))
       ORDER BY date_trunc('milliseconds', created_at) DESC, id::text DESC LIMIT $5`,
      [
        filter.maker ?? null,
        filter.state ?? null,
        filter.after?.at ?? null,
        filter.after?.id ?? null,
        filter.limit + 1,
      ],
    );
    return found.rows.map(rowOf);
  }

  /** Single wishes that are due and that nobody has touched for a while although they are not done. */
  async stalled(seconds: number): Promise<readonly string[]> {
    const found = await this.pool.query(
      `SELECT id FROM provisionings
       WHERE state IN ('queued', 'running') AND NOT bulk AND due_at <= now()
         AND updated_at < now() - make_interval(secs => $1)
       ORDER BY created_at LIMIT 1000`,
      [seconds],
    );
    return found.rows.map((row) => z.object({ id: z.string() }).parse(row).id);
  }

  /** Single wishes that are due, for whom people wait. */
  async waitingPeople(before = new Date()): Promise<number> {
    const found = await this.pool.query(
      `SELECT count(*)::int AS number FROM provisionings
       WHERE state IN ('queued', 'running') AND NOT bulk AND due_at <= now() AND created_at < $1
         AND problem IS NULL`,
      [before],
    );
    return z.object({ number: z.number() }).parse(found.rows[0]).number;
  }

  /** @returns false where it was cancelled meanwhile */
  async started(id: string): Promise<boolean> {
    const changed = await this.pool.query(
      `UPDATE provisionings SET state = 'running', problem = NULL, updated_at = now()
       WHERE id = $1 AND state IN ('queued', 'running')`,
      [id],
    );
    return changed.rowCount === 1;
  }

  /** The homeserver tells of a room made for a wish. */
  async sighted(id: string, roomId: string): Promise<void> {
    await this.pool.query(
      `UPDATE provisionings SET sighted_room_id = $2
       WHERE id::text = $1 AND room_id IS NULL AND sighted_room_id IS NULL`,
      [id, roomId],
    );
  }

  /** Remembers the room right after it was made. */
  async roomMade(row: ProvisioningRow, roomId: string): Promise<void> {
    const { plan } = row;
    // One statement: both or neither.
    await this.pool.query(
      `WITH made AS (UPDATE provisionings SET room_id = $1, updated_at = now() WHERE id = $2)
       INSERT INTO conferences (room_id, provisioning_id, title, kind, encrypted, created_by, plan, ends_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        roomId,
        row.id,
        plan.title,
        plan.settings.kind,
        plan.settings.encrypted,
        row.requester,
        JSON.stringify(plan),
        plan.endsAt ?? null,
      ],
    );
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

  /** Trouble that passes: tried again after some seconds. */
  async postponed(
    id: string,
    problem: ProblemCode,
    { seconds, answered }: Postponement,
  ): Promise<void> {
    await this.pool.query(
      `UPDATE provisionings
       SET problem = $2, due_at = now() + make_interval(secs => $3), attempts = attempts + 1,
         -- An error in place of a room: there is none to look for.
         state = CASE WHEN $4 AND room_id IS NULL AND sighted_room_id IS NULL THEN 'queued'
           ELSE state END,
         updated_at = now()
       WHERE id = $1 AND state IN ('queued', 'running')`,
      [id, problem, seconds, answered],
    );
  }

  /** @returns false where the making has begun or is over */
  async cancel(id: string): Promise<boolean> {
    const changed = await this.pool.query(
      "UPDATE provisionings SET state = 'cancelled', updated_at = now() WHERE id = $1 AND state = 'queued'",
      [id],
    );
    return changed.rowCount === 1;
  }

  /**
   * Takes failed wishes up again.
   * @param bulk whether they stay with the rooms of batches
   * @returns how many
   */
  async retry(ids: readonly string[], bulk: boolean, on: Queryable = this.pool): Promise<number> {
    const changed = await on.query(
      `UPDATE provisionings
       SET state = CASE WHEN room_id IS NULL AND sighted_room_id IS NULL THEN 'queued' ELSE 'running' END,
         attempts = 0, problem = NULL, due_at = now(), updated_at = now(), bulk = bulk AND $2
       WHERE id = ANY ($1) AND state = 'failed'`,
      [ids, bulk],
    );
    return changed.rowCount ?? 0;
  }

  /** Whether a room was made for a caller. */
  async wasMadeBy(roomId: string, maker: string): Promise<boolean> {
    const found = await this.pool.query(
      "SELECT 1 FROM provisionings WHERE room_id = $1 AND maker = $2",
      [roomId, maker],
    );
    return found.rowCount !== 0;
  }

  /** All rooms that are known already. */
  async knownRooms(): Promise<ReadonlySet<string>> {
    const found = await this.pool.query("SELECT room_id FROM conferences");
    return new Set(found.rows.map((row) => z.object({ room_id: z.string() }).parse(row).room_id));
  }
}

/** A wish out of its columns. */
export function rowOf(raw: unknown): ProvisioningRow {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    requester: row.requester,
    maker: row.maker ?? row.requester,
    wish: row.request,
    plan: row.plan ?? planOfOld(row.request),
    state: row.state,
    roomId: row.room_id ?? undefined,
    sightedRoomId: row.sighted_room_id ?? undefined,
    problem: row.problem ?? undefined,
    notInvited: row.not_invited,
    attempts: row.attempts,
    bulk: row.bulk,
    dueAt: row.due_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Wishes from before there were templates. */
function planOfOld(wish: StoredWish): RoomPlan {
  return planRoom(wish, { id: wish.kind, settings: BUILT_IN_TEMPLATES[wish.kind] }).plan;
}
