import {
  closesAt,
  driftSchema,
  roomPlanSchema,
  BUILT_IN_TEMPLATES,
  conferenceKindSchema,
  planRoom,
  type conferenceRoomSchema,
  type Drift,
  type RoomPlan,
  type ToldOfEnd,
} from "@plenum/model";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";
import type { Place } from "../page.ts";

const rowSchema = z.object({
  room_id: z.string(),
  title: z.string(),
  kind: conferenceKindSchema,
  encrypted: z.boolean(),
  created_by: z.string(),
  created_at: z.date(),
  plan: roomPlanSchema.nullable(),
  ends_at: z.date().nullable(),
  meeting_end: z.date().nullable(),
  told: z.enum(["nothing", "over", "last-warning"]),
  told_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  drift: z.array(driftSchema),
});

/** A conference room and what becomes of it. */
export interface RoomLife {
  readonly roomId: string;
  readonly title: string;
  readonly kind: z.infer<typeof conferenceKindSchema>;
  readonly encrypted: boolean;
  readonly owner: string;
  readonly createdAt: Date;
  readonly plan: RoomPlan;
  readonly endsAt: Date | undefined;
  /** The end that the meetings in it gave it last. */
  readonly meetingEnd: Date | undefined;
  readonly told: ToldOfEnd;
  readonly toldAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly drift: readonly Drift[];
}

const COLUMNS = Object.keys(rowSchema.shape)
  .map((column) => `c.${column}`)
  .join(", ");

/** Tables whose rows belong to a room and go along when another takes its place. */
const FOLLOWERS = ["guest_links", "meetings", "conference_pins"] as const;

/** The lives of conference rooms: their ends, what was changed by hand, what took their place. */
export class LifeStore {
  constructor(private readonly pool: Pool) {}

  /** @returns undefined for a room that was not made here, or whose place another has taken */
  async find(roomId: string): Promise<RoomLife | undefined> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM conferences c WHERE room_id = $1 AND replaced_by IS NULL`,
      [roomId],
    );
    return found.rows.length === 0 ? undefined : lifeOf(found.rows[0]);
  }

  /** Rooms, newest first, one more than asked for. @param search part of a title */
  async list(filter: {
    readonly search?: string | undefined;
    readonly after?: Place | undefined;
    readonly limit: number;
  }): Promise<readonly RoomLife[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM conferences c
       WHERE replaced_by IS NULL AND ($1::text IS NULL OR strpos(lower(title), lower($1)) > 0)
         AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), room_id) < ($2, $3))
       ORDER BY date_trunc('milliseconds', created_at) DESC, room_id DESC LIMIT $4`,
      [filter.search ?? null, filter.after?.at ?? null, filter.after?.id ?? null, filter.limit + 1],
    );
    return found.rows.map(lifeOf);
  }

  /** Open rooms whose time is over; not as long as a meeting in them is yet to come. */
  async over(limit: number): Promise<readonly RoomLife[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM conferences c
       WHERE ends_at <= now() AND closed_at IS NULL AND replaced_by IS NULL
         AND plan -> 'settings' -> 'expiry' ->> 'closing' <> 'keep'
         AND NOT EXISTS (SELECT 1 FROM meetings m WHERE m.room_id = c.room_id
           AND m.cancelled_at IS NULL AND m.last_end > now())
         AND (told = 'nothing' OR ends_at + make_interval(days =>
           (plan -> 'settings' -> 'expiry' ->> 'graceDays')::int) <= now() + interval '1 day')
       ORDER BY ends_at LIMIT $1`,
      [limit],
    );
    return found.rows.map(lifeOf);
  }

  /** Open rooms that nobody has looked at for so long; they count as looked at from now on. */
  async claimForCheck(seconds: number, limit: number): Promise<readonly RoomLife[]> {
    const found = await this.pool.query(
      `UPDATE conferences c SET checked_at = now() WHERE room_id IN (
         SELECT room_id FROM conferences
         WHERE closed_at IS NULL AND replaced_by IS NULL
           AND checked_at < now() - make_interval(secs => $1)
         ORDER BY checked_at LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING ${COLUMNS}`,
      [seconds, limit],
    );
    return found.rows.map(lifeOf);
  }

  async told(roomId: string, what: ToldOfEnd): Promise<void> {
    await this.pool.query("UPDATE conferences SET told = $2, told_at = now() WHERE room_id = $1", [
      roomId,
      what,
    ]);
  }

  /**
   * Moves an end; whoever was told of the old one will be told anew. Guest links that ended with the
   * room lead into it again.
   */
  async moveEnd(roomId: string, endsAt: Date | undefined, on: Queryable): Promise<void> {
    await on.query(
      `UPDATE guest_links l SET revoked_at = NULL FROM conferences c
       WHERE c.room_id = $1 AND l.room_id = c.room_id AND l.revoked_at = c.closed_at`,
      [roomId],
    );
    await on.query(
      `UPDATE conferences SET ends_at = $2, told = 'nothing', told_at = NULL, closed_at = NULL
       WHERE room_id = $1`,
      [roomId, endsAt ?? null],
    );
  }

  /** Notes down the end that the meetings in a room give it. */
  async meetingsEnd(roomId: string, endsAt: Date | undefined, on: Queryable): Promise<void> {
    await on.query("UPDATE conferences SET meeting_end = $2 WHERE room_id = $1", [
      roomId,
      endsAt ?? null,
    ]);
  }

  /**
   * The room is closed: its guest links are void and the guests in it leave.
   * @param client of the transaction of the act
   * @returns false where another process has closed it meanwhile: the moment tells which links ended with it
   */
  async closed(client: PoolClient, roomId: string): Promise<boolean> {
    const closed = await client.query(
      "UPDATE conferences SET closed_at = now() WHERE room_id = $1 AND closed_at IS NULL",
      [roomId],
    );
    if (closed.rowCount === 0) return false;
    await client.query(
      "UPDATE guest_links SET revoked_at = COALESCE(revoked_at, now()) WHERE room_id = $1",
      [roomId],
    );
    await endStays(client, roomId);
    return true;
  }

  async drifted(roomId: string, left: readonly Drift[]): Promise<void> {
    await this.pool.query(
      "UPDATE conferences SET drift = $2, checked_at = now() WHERE room_id = $1",
      [roomId, left],
    );
  }

  /**
   * Another room takes the place of one: everything that belongs to the room goes along.
   * @returns false where that has happened already
   */
  async replaced(client: PoolClient, before: string, after: string): Promise<boolean> {
    const changed = await client.query(
      "UPDATE conferences SET replaced_by = $2 WHERE room_id = $1 AND replaced_by IS NULL RETURNING 1",
      [before, after],
    );
    if (changed.rowCount !== 1) return false;
    await client.query(
      `INSERT INTO conferences
         (room_id, title, kind, encrypted, created_by, created_at, plan, ends_at, meeting_end, told,
          told_at)
       SELECT $2, title, kind, encrypted, created_by, created_at, plan, ends_at, meeting_end, told,
         told_at
       FROM conferences WHERE room_id = $1 ON CONFLICT (room_id) DO NOTHING`,
      [before, after],
    );
    for (const table of FOLLOWERS) {
      await client.query(`UPDATE ${table} SET room_id = $2 WHERE room_id = $1`, [before, after]);
    }
    await client.query("UPDATE provisionings SET room_id = $2 WHERE room_id = $1", [before, after]);
    // A guest's session is for the old room alone; the link leads into the new one.
    await endStays(client, before);
    return true;
  }
}

async function endStays(client: PoolClient, roomId: string): Promise<void> {
  await client.query(
    "UPDATE guest_entries SET state = 'ending' WHERE room_id = $1 AND state IN ('entering', 'inside')",
    [roomId],
  );
}

function lifeOf(raw: unknown): RoomLife {
  const row = rowSchema.parse(raw);
  return {
    roomId: row.room_id,
    title: row.title,
    kind: row.kind,
    encrypted: row.encrypted,
    owner: row.created_by,
    createdAt: row.created_at,
    plan: row.plan ?? planOfOld(row),
    endsAt: row.ends_at ?? undefined,
    meetingEnd: row.meeting_end ?? undefined,
    told: row.told,
    toldAt: row.told_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    drift: row.drift,
  };
}

/** Rooms from before there were templates. */
function planOfOld(row: {
  title: string;
  kind: keyof typeof BUILT_IN_TEMPLATES;
  encrypted: boolean;
}): RoomPlan {
  return planRoom(row, { id: row.kind, settings: BUILT_IN_TEMPLATES[row.kind] }).plan;
}

/** Whether a room was deleted after its end, so that nobody can open it again. */
export function isDeleted({ closedAt, plan }: Pick<RoomLife, "closedAt" | "plan">): boolean {
  return closedAt !== undefined && plan.settings.expiry.closing === "delete";
}

/** A room as administrators see it. */
export function shownRoom(life: RoomLife): z.infer<typeof conferenceRoomSchema> {
  const { closing, graceDays } = life.plan.settings.expiry;
  const closes = closesAt({ endsAt: life.endsAt, closing, graceDays });
  return {
    roomId: life.roomId,
    title: life.title,
    kind: life.kind,
    template: life.plan.template,
    encrypted: life.encrypted,
    owner: life.owner,
    createdAt: life.createdAt.toISOString(),
    ...(life.endsAt === undefined ? {} : { endsAt: life.endsAt.toISOString() }),
    closing,
    ...(closes === undefined ? {} : { closesAt: closes.toISOString() }),
    ...(life.closedAt === undefined ? {} : { closedAt: life.closedAt.toISOString() }),
    drift: [...life.drift],
  };
}
