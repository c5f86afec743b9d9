import { randomBytes } from "node:crypto";
import { SUB_ROOM_INVITATION } from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import { holdingLock, type Queryable } from "../../database/database.ts";
import type { PersonAside } from "./rules.ts";

/** What an id is made of, see `SUB_ROOM_ID`. Thirty-two, so that each is as likely as the others. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

const rowSchema = z.object({
  id: z.string(),
  room_id: z.string(),
  user_id: z.string(),
  state: z.enum(["invited", "in", "declined", "left"]),
  invited_by: z.string(),
});

/** A sub-room that is open, with everybody who was asked to come. */
export interface StoredSubRoom {
  readonly id: string;
  readonly roomId: string;
  readonly people: readonly PersonAside[];
}

/** An invitation that nobody answered in its time is as good as gone. */
const SELECT = `
  SELECT s.id, s.room_id, p.user_id, p.invited_by,
         CASE WHEN p.state = 'invited' AND p.changed_at < now() - interval '${SUB_ROOM_INVITATION} ms'
              THEN 'left' ELSE p.state END AS state
    FROM sub_rooms s JOIN sub_room_people p ON p.sub_room_id = s.id
   WHERE s.closed_at IS NULL`;
const ORDER = "ORDER BY s.created_at, s.id, p.user_id";

/** Sub-rooms and who was asked to come to them. */
export class SubRoomStore {
  constructor(private readonly pool: Pool) {}

  /** Changes sub-rooms of a room while nobody else does. */
  alone<T>(roomId: string, work: (changes: SubRoomChanges) => Promise<T>): Promise<T> {
    return holdingLock(this.pool, `sub-rooms ${roomId}`, (client) =>
      work(new SubRoomChanges(client, roomId)),
    );
  }

  /** Sub-rooms of a room that are open. */
  async ofRoom(roomId: string): Promise<readonly StoredSubRoom[]> {
    return roomsOf(await this.pool.query(`${SELECT} AND s.room_id = $1 ${ORDER}`, [roomId]));
  }

  /** Every sub-room that is open. */
  async all(): Promise<readonly StoredSubRoom[]> {
    return roomsOf(await this.pool.query(`${SELECT} ${ORDER}`));
  }

  /** Forgets sub-rooms that closed some minutes ago: until then invitations are counted. */
  async forgetOld(): Promise<void> {
    await this.pool.query("DELETE FROM sub_rooms WHERE closed_at < now() - interval '10 minutes'");
  }
}

/** What is changed while nobody else changes sub-rooms of the same room. */
export class SubRoomChanges {
  constructor(
    private readonly client: Queryable,
    private readonly roomId: string,
  ) {}

  async ofRoom(): Promise<readonly StoredSubRoom[]> {
    return roomsOf(await this.client.query(`${SELECT} AND s.room_id = $1 ${ORDER}`, [this.roomId]));
  }

  /** How many invitations somebody has sent within the last minute. */
  async invitationsOf(userId: string): Promise<number> {
    const found = await this.client.query(
      `SELECT count(*)::int AS sent FROM sub_room_people
        WHERE invited_by = $1 AND user_id <> $1 AND changed_at > now() - interval '1 minute'`,
      [userId],
    );
    return z.object({ sent: z.number() }).parse(found.rows[0]).sent;
  }

  /** How often within five minutes one of these people has said no to somebody: the most of them. */
  async refusals(userId: string, people: readonly string[]): Promise<number> {
    const found = await this.client.query(
      `SELECT count(*)::int AS refused FROM sub_room_people
        WHERE invited_by = $1 AND user_id = ANY($2) AND state = 'declined'
          AND changed_at > now() - interval '5 minutes'
        GROUP BY user_id ORDER BY refused DESC LIMIT 1`,
      [userId, people],
    );
    const [most] = z.array(z.object({ refused: z.number() })).parse(found.rows);
    return most?.refused ?? 0;
  }

  /** @returns the id */
  async open(userId: string): Promise<string> {
    const id = Array.from(randomBytes(16), (byte) => LETTERS[byte % LETTERS.length]).join("");
    await this.client.query("INSERT INTO sub_rooms (id, room_id) VALUES ($1, $2)", [
      id,
      this.roomId,
    ]);
    await this.put(id, userId, "in", userId);
    return id;
  }

  async put(id: string, userId: string, state: PersonAside["state"], by: string): Promise<void> {
    await this.client.query(
      `INSERT INTO sub_room_people (sub_room_id, user_id, state, invited_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (sub_room_id, user_id)
       DO UPDATE SET state = $3, invited_by = $4, changed_at = now()`,
      [id, userId, state, by],
    );
  }

  async close(id: string): Promise<void> {
    await this.client.query(
      "UPDATE sub_rooms SET closed_at = COALESCE(closed_at, now()) WHERE id = $1",
      [id],
    );
  }
}

function roomsOf({ rows }: { readonly rows: readonly unknown[] }): readonly StoredSubRoom[] {
  const found = new Map<string, { id: string; roomId: string; people: PersonAside[] }>();
  for (const raw of rows) {
    const row = rowSchema.parse(raw);
    const room = found.get(row.id) ?? { id: row.id, roomId: row.room_id, people: [] };
    room.people.push({ userId: row.user_id, state: row.state, invitedBy: row.invited_by });
    found.set(row.id, room);
  }
  return [...found.values()];
}
