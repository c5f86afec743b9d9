import type { Pool } from "pg";
import {
  conferenceRoomName,
  isGuestUserId,
  roleOf,
  withPower,
  type ControlConferences,
  type TemporaryRole,
} from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import type { CallApplier } from "../calls/apply/applier.ts";
import { transactionOn, type Queryable } from "../database/database.ts";
import type { Logger } from "../logging/logger.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomChanges } from "./room-changes.ts";
import type { RoomLock } from "./room-lock.ts";

const rowSchema = z.object({
  room_id: z.string(),
  user_id: z.string(),
  power: z.number(),
  power_before: z.number().nullable(),
  ends_at: z.date(),
});
type Row = z.infer<typeof rowSchema>;

/** How long nobody is in a call before it counts as over: people come back after a lost line. */
const OVER_AFTER = "2 minutes";

/** Of a row whose time has come; `$1` is `OVER_AFTER`. */
const DUE = "(ends_at <= now() OR (call_seen AND empty_since < now() - $1::interval))";

/** What the ledger knows of a role. */
export interface Grant {
  readonly roomId: string;
  readonly userId: string;
  readonly power: number;
  /** Power before; undefined where the room named none. */
  readonly before: number | undefined;
  readonly hours: number;
  readonly by: string;
}

/**
 * Roles for one meeting. They stand in a ledger before the room knows of them, and are taken back when the call
 * has ended or their hours are over, by whichever process finds them, after any restart.
 */
export class TemporaryRoles {
  constructor(
    private readonly deps: {
      readonly pool: Pool;
      readonly lock: RoomLock;
      readonly changes: RoomChanges;
      readonly audit: Pick<AuditLog, "record">;
      readonly applier: Pick<CallApplier, "attempt">;
      readonly serverName: string;
      readonly log: Logger;
    },
  ) {}

  /** Notes a role; one that stands already keeps the power from before it. */
  async note(on: Queryable, grant: Grant): Promise<void> {
    await on.query(
      `INSERT INTO temporary_roles (room_id, user_id, power, power_before, given_by, ends_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 hour')
       ON CONFLICT (room_id, user_id) DO UPDATE
       SET power = EXCLUDED.power, given_by = EXCLUDED.given_by, ends_at = EXCLUDED.ends_at,
           call_seen = false, empty_since = NULL`,
      [grant.roomId, grant.userId, grant.power, grant.before ?? null, grant.by, grant.hours],
    );
  }

  /** The role is for good now, or was taken. */
  async forget(on: Queryable, roomId: string, userId: string): Promise<void> {
    await on.query("DELETE FROM temporary_roles WHERE room_id = $1 AND user_id = $2", [
      roomId,
      userId,
    ]);
  }

  /** Power that somebody had before a role that stands in the ledger; undefined where none does. */
  async before(on: Queryable, roomId: string, userId: string): Promise<number | null | undefined> {
    const found = await on.query(
      "SELECT * FROM temporary_roles WHERE room_id = $1 AND user_id = $2",
      [roomId, userId],
    );
    return found.rows.length === 0 ? undefined : rowSchema.parse(found.rows[0]).power_before;
  }

  async ofRoom(roomId: string): Promise<readonly TemporaryRole[]> {
    const found = await this.deps.pool.query(
      "SELECT * FROM temporary_roles WHERE room_id = $1 ORDER BY ends_at LIMIT 500",
      [roomId],
    );
    return z
      .array(rowSchema)
      .parse(found.rows)
      .map((row) => ({
        userId: row.user_id,
        role: roleOf(row.power, isGuestUserId(row.user_id, this.deps.serverName)),
        until: row.ends_at.toISOString(),
      }));
  }

  /**
   * Takes back what is due.
   * @param running calls with people in them; undefined where that cannot be known now: then hours count alone
   */
  async endDue(running: ControlConferences | undefined): Promise<void> {
    if (running !== undefined) await this.watchCalls(running);
    const due = await this.deps.pool.query(
      `SELECT * FROM temporary_roles
       WHERE ${DUE}
       ORDER BY ends_at LIMIT 200`,
      [OVER_AFTER],
    );
    for (const row of z.array(rowSchema).parse(due.rows)) {
      try {
        await this.end(row);
      } catch (error) {
        // It stays in the ledger and is tried again.
        this.deps.log.warn({ err: error }, "a role for one meeting could not be taken back yet");
      }
    }
  }

  private async watchCalls({ conferences }: ControlConferences): Promise<void> {
    const { pool } = this.deps;
    const rooms = await pool.query("SELECT DISTINCT room_id FROM temporary_roles");
    const busy = new Set(
      conferences.flatMap(({ name, participants }) => (participants.length > 0 ? [name] : [])),
    );
    const inCall = z
      .array(z.object({ room_id: z.string() }))
      .parse(rooms.rows)
      .flatMap(({ room_id: roomId }) => (busy.has(conferenceRoomName(roomId)) ? [roomId] : []));
    await pool.query(
      `UPDATE temporary_roles SET call_seen = true, empty_since = NULL
       WHERE room_id = ANY($1) AND (NOT call_seen OR empty_since IS NOT NULL)`,
      [inCall],
    );
    await pool.query(
      `UPDATE temporary_roles SET empty_since = now()
       WHERE call_seen AND empty_since IS NULL AND NOT room_id = ANY($1)`,
      [inCall],
    );
  }

  private async end(row: Row): Promise<void> {
    const { lock, changes, audit, applier } = this.deps;
    const { room_id: roomId, user_id: userId } = row;
    await lock.hold(roomId, async (client) => {
      // Meanwhile it may have been given for good, or longer.
      const still = await client.query(
        `SELECT 1 FROM temporary_roles WHERE room_id = $2 AND user_id = $3 AND ${DUE}`,
        [OVER_AFTER, roomId, userId],
      );
      if (still.rowCount !== 1) return;
      const changed = await changes
        .change(roomId, "m.room.power_levels", "system", (content) => takenBack(content, row))
        .catch((error: unknown) => {
          // The room is gone, or the bot is not in it any more: there is nothing to take back.
          if (error instanceof HomeserverError && [403, 404].includes(error.status))
            return undefined;
          throw error;
        });
      await transactionOn(client, async () => {
        await this.forget(client, roomId, userId);
        if (changed === undefined) return;
        await audit.record({ actor: "system", act: "role.ended", roomId, subject: userId }, client);
      });
    });
    await applier.attempt(roomId);
  }
}

/** Power levels without a role for one meeting; as they are where somebody has changed it since. */
function takenBack(
  content: Readonly<Record<string, unknown>>,
  row: Pick<Row, "user_id" | "power" | "power_before">,
): Readonly<Record<string, unknown>> {
  const users: unknown = content["users"];
  const present: unknown =
    typeof users === "object" && users !== null && Object.hasOwn(users, row.user_id)
      ? Reflect.get(users, row.user_id)
      : undefined;
  if (present !== row.power) return content;
  if (row.power_before !== null) return withPower(content, row.user_id, row.power_before);
  const { [row.user_id]: _role, ...others } = users as Record<string, unknown>;
  return { ...content, users: others };
}
