import type { Pool } from "pg";
import type { ConferenceList } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

const conferenceRowSchema = z.object({
  room_id: z.string(),
  title: z.string(),
  kind: z.enum(["meeting", "lecture", "committee", "training"]),
  encrypted: z.boolean(),
  created_by: z.string(),
  created_at: z.date(),
});

/** Conference rooms that were made here. */
export class ConferenceStore {
  constructor(protected readonly pool: Pool) {}

  /** Which of these rooms are conference rooms made here; those whose place another has taken are left out. */
  async conferencesAmong(roomIds: readonly string[]): Promise<ConferenceList["conferences"]> {
    const found = await this.pool.query(
      `SELECT room_id, title, kind, encrypted, created_by, created_at FROM conferences
       WHERE room_id = ANY ($1) AND replaced_by IS NULL ORDER BY created_at DESC, room_id`,
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
}
