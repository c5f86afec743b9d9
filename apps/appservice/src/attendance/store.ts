import type { Pool, PoolClient } from "pg";
import type { AttendanceStay } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

/** A device in a call, as the room or the media server tells. */
export interface Arrival {
  readonly userId: string;
  readonly device: string;
  readonly name: string;
}

const stayRow = z.object({
  user_id: z.string(),
  display_name: z.string(),
  began_at: z.date(),
  ended_at: z.date().nullable(),
});

/** Who was in which call from when to when, of rooms whose moderators keep that list. */
export class AttendanceStore {
  constructor(private readonly pool: Pool) {}

  async isOn(roomId: string, on: Queryable = this.pool): Promise<boolean> {
    const found = await on.query("SELECT 1 FROM attendance_rooms WHERE room_id = $1", [roomId]);
    return found.rowCount !== 0;
  }

  /** Rooms that keep the list. */
  async rooms(): Promise<ReadonlySet<string>> {
    const found = await this.pool.query("SELECT room_id FROM attendance_rooms");
    return new Set(found.rows.map((row) => z.object({ room_id: z.string() }).parse(row).room_id));
  }

  async switchOn(client: PoolClient, roomId: string, by: string): Promise<void> {
    await client.query(
      "INSERT INTO attendance_rooms (room_id, switched_by) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      [roomId, by],
    );
  }

  /** What was kept so far stays readable. */
  async switchOff(client: PoolClient, roomId: string): Promise<void> {
    await client.query("DELETE FROM attendance_rooms WHERE room_id = $1", [roomId]);
    await client.query(
      "UPDATE attendance_stays SET ended_at = now() WHERE room_id = $1 AND ended_at IS NULL",
      [roomId],
    );
  }

  /** A device has come, or is still there. */
  async present(roomId: string, arrival: Arrival, at: Date): Promise<void> {
    await this.pool.query(
      `INSERT INTO attendance_stays (room_id, user_id, device, display_name, began_at, seen_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (room_id, user_id, device) WHERE ended_at IS NULL
       DO UPDATE SET seen_at = greatest(attendance_stays.seen_at, excluded.seen_at)`,
      [roomId, arrival.userId, arrival.device, arrival.name, at],
    );
  }

  /** A device has gone. Bears repetition. */
  async gone(roomId: string, userId: string, device: string, at: Date): Promise<void> {
    await this.pool.query(
      `UPDATE attendance_stays SET ended_at = greatest(began_at, $4)
       WHERE room_id = $1 AND user_id = $2 AND device = $3 AND ended_at IS NULL`,
      [roomId, userId, device, at],
    );
  }

  /** Ends what nobody has seen for a while, at the moment in which it was last seen. */
  async endUnseen(before: Date): Promise<void> {
    await this.pool.query(
      "UPDATE attendance_stays SET ended_at = seen_at WHERE ended_at IS NULL AND seen_at < $1",
      [before],
    );
  }

  async stays(roomId: string): Promise<readonly AttendanceStay[]> {
    const found = await this.pool.query(
      `SELECT user_id, display_name, began_at, ended_at FROM attendance_stays
       WHERE room_id = $1 ORDER BY began_at LIMIT 20000`,
      [roomId],
    );
    return found.rows.map((raw) => {
      const row = stayRow.parse(raw);
      return {
        userId: row.user_id,
        name: row.display_name,
        from: row.began_at.getTime(),
        until: row.ended_at?.getTime(),
      };
    });
  }

  /** Deletes what is older than the agency keeps it. */
  async forgetOld(days: number): Promise<void> {
    await this.pool.query(
      "DELETE FROM attendance_stays WHERE ended_at < now() - make_interval(days => $1)",
      [days],
    );
  }
}
