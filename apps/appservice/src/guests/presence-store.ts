import type { Pool } from "pg";
import {
  guestLinkRoleSchema,
  type GuestCount,
  type GuestInside,
  type GuestsNow,
} from "@plenum/model";
import { z } from "zod";

const insideSchema = z.object({
  link_id: z.string(),
  user_id: z.string(),
  display_name: z.string(),
  state: z.enum(["waiting", "inside"]),
  created_at: z.date(),
  expires_at: z.date(),
});
const nowSchema = insideSchema.extend({
  room_id: z.string(),
  title: z.string(),
  role: guestLinkRoleSchema,
});
const daySchema = z.object({ day: z.string(), guests: z.number() });

const COLUMNS =
  "entry.link_id, entry.user_id, entry.display_name, entry.state, entry.created_at, entry.expires_at";
const THERE = "entry.state IN ('waiting', 'inside') AND entry.expires_at > now()";

/** Which guests are there, and how many there were. */
export class GuestPresenceStore {
  constructor(private readonly pool: Pool) {}

  /** Guests of a room by the link through which they came, in the order in which they did. */
  async ofRoom(roomId: string): Promise<ReadonlyMap<string, readonly GuestInside[]>> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM guest_entries AS entry
       WHERE entry.room_id = $1 AND ${THERE} ORDER BY entry.created_at, entry.id`,
      [roomId],
    );
    const byLink = new Map<string, GuestInside[]>();
    for (const raw of found.rows) {
      const row = insideSchema.parse(raw);
      byLink.set(row.link_id, [...(byLink.get(row.link_id) ?? []), shown(row)]);
    }
    return byLink;
  }

  /** Every guest of the installation who is there now, at most `limit`. */
  async now(limit: number): Promise<GuestsNow["guests"]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS}, entry.room_id, conference.title, link.role
       FROM guest_entries AS entry
       JOIN guest_links AS link ON link.id = entry.link_id
       JOIN conferences AS conference ON conference.room_id = entry.room_id
       WHERE ${THERE} ORDER BY entry.created_at DESC, entry.id LIMIT $1`,
      [limit],
    );
    return found.rows.map((raw) => {
      const row = nowSchema.parse(raw);
      const place = { roomId: row.room_id, title: row.title, role: row.role };
      return Object.assign(shown(row), place);
    });
  }

  /** How many guests came on each of the last days (UTC), newest first. */
  async countByDay(days: number): Promise<GuestCount["days"]> {
    const found = await this.pool.query(
      `SELECT day::text AS day, guests FROM guest_days
       WHERE day > (now() AT TIME ZONE 'utc')::date - $1::int ORDER BY day DESC`,
      [days],
    );
    return found.rows.map((row) => daySchema.parse(row));
  }
}

function shown(row: z.infer<typeof insideSchema>): GuestInside {
  return {
    userId: row.user_id,
    displayName: row.display_name,
    state: row.state,
    since: row.created_at.toISOString(),
    until: row.expires_at.toISOString(),
  };
}
