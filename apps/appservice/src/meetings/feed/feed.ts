import { createHash, randomBytes } from "node:crypto";
import type { Pool } from "pg";
import type { CalendarFeed } from "@plenum/model";
import { z } from "zod";

const rowSchema = z.object({
  user_id: z.string(),
  created_at: z.date(),
  last_read_at: z.date().nullable(),
});

/** Secret addresses under which people's calendars can be read; of each only a hash. */
export class CalendarFeeds {
  constructor(private readonly pool: Pool) {}

  /** Makes somebody's address anew. @returns its token, which nobody can read again */
  async make(userId: string): Promise<{ token: string; feed: CalendarFeed }> {
    const token = randomBytes(24).toString("base64url");
    const made = await this.pool.query(
      `INSERT INTO calendar_feeds (user_id, token_hash) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, created_at = now(), last_read_at = NULL
       RETURNING user_id, created_at, last_read_at`,
      [userId, hashOf(token)],
    );
    return { token, feed: shown(made.rows[0]) };
  }

  async ofPerson(userId: string): Promise<CalendarFeed> {
    const found = await this.pool.query(
      "SELECT user_id, created_at, last_read_at FROM calendar_feeds WHERE user_id = $1",
      [userId],
    );
    return found.rows.length === 0 ? {} : shown(found.rows[0]);
  }

  async end(userId: string): Promise<void> {
    await this.pool.query("DELETE FROM calendar_feeds WHERE user_id = $1", [userId]);
  }

  /** Whose calendar an address shows; that it was read is remembered. */
  async read(token: string): Promise<string | undefined> {
    const found = await this.pool.query(
      `UPDATE calendar_feeds SET last_read_at = now() WHERE token_hash = $1
       RETURNING user_id, created_at, last_read_at`,
      [hashOf(token)],
    );
    return found.rows.length === 0 ? undefined : rowSchema.parse(found.rows[0]).user_id;
  }
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(`plenum calendar feed ${token}`).digest();
}

function shown(raw: unknown): CalendarFeed {
  const row = rowSchema.parse(raw);
  return {
    createdAt: row.created_at.toISOString(),
    ...(row.last_read_at === null ? {} : { lastReadAt: row.last_read_at.toISOString() }),
  };
}
