import type { Pool, PoolClient } from "pg";
import { EMPTY_LIST, type SpeakingList, type SpeakingRecord } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

/** How long lists and logs of a room are kept in which nothing happens any more. */
const KEPT = "180 days";

/** A list as it is kept. */
export interface KeptList {
  readonly list: SpeakingList;
  readonly version: number;
  /** The version that the room shows. */
  readonly published: number;
  readonly lowering: readonly string[];
}

/** A room with something to work off. */
export interface DueRoom {
  readonly mark: number;
  /** Somebody has left it. */
  readonly members: boolean;
}

export interface LoggedRecord extends SpeakingRecord {
  readonly number: number;
}

const rowSchema = z.object({
  // Written by nobody but this store; what a newer version adds has its beginning.
  list: z
    .custom<SpeakingList>((value) => typeof value === "object" && value !== null)
    .transform((list) => ({ ...EMPTY_LIST, ...list })),
  version: z.coerce.number(),
  published: z.coerce.number(),
  lowering: z.array(z.string()),
});
const dueSchema = z.object({ mark: z.coerce.number(), members: z.boolean() });
const roomSchema = z.object({ room_id: z.string() });
const recordSchema = z.object({
  number: z.coerce.number(),
  // Written by nobody but this store.
  entry: z.custom<SpeakingRecord>((value) => typeof value === "object" && value !== null),
});

/** Speaking lists, which rooms are to be looked at, and the log. */
export class SpeakingStore {
  constructor(private readonly pool: Pool) {}

  /** Remembers that something has happened in a room. */
  async markDue(roomId: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO speaking_due (room_id) VALUES ($1)
       ON CONFLICT (room_id) DO UPDATE SET mark = speaking_due.mark + 1`,
      [roomId],
    );
  }

  /**
   * The same, where the room has a list at all.
   * @param members somebody has left
   * @returns false where it has none
   */
  async markDueIfListed(roomId: string, members: boolean): Promise<boolean> {
    const done = await this.pool.query(
      `INSERT INTO speaking_due (room_id, members)
       SELECT room_id, $2 FROM speaking_lists WHERE room_id = $1
       ON CONFLICT (room_id) DO UPDATE
         SET mark = speaking_due.mark + 1, members = speaking_due.members OR excluded.members`,
      [roomId, members],
    );
    return done.rowCount !== 0;
  }

  /** After a start: rooms in which people may have gone on without us, and unfinished ones. */
  async markAllDue(): Promise<void> {
    await this.pool.query(
      `INSERT INTO speaking_due (room_id, members)
       SELECT room_id, true FROM speaking_lists
       WHERE changed_at > now() - interval '1 day' OR published < version OR lowering <> '{}'
       ON CONFLICT (room_id) DO UPDATE SET mark = speaking_due.mark + 1, members = true`,
    );
  }

  /** Rooms in whose list there is a telephone. */
  async roomsWithPhones(): Promise<readonly string[]> {
    const found = await this.pool.query(
      `SELECT room_id FROM speaking_lists
       WHERE list @? '$.queue[*].person ? (@ like_regex ":phone[.]invalid$")'
          OR list @? '$.turns[*].person ? (@ like_regex ":phone[.]invalid$")'`,
    );
    return found.rows.map((row) => roomSchema.parse(row).room_id);
  }

  async due(roomId: string): Promise<DueRoom | undefined> {
    const found = await this.pool.query(
      "SELECT mark, members FROM speaking_due WHERE room_id = $1",
      [roomId],
    );
    return found.rows.length === 0 ? undefined : dueSchema.parse(found.rows[0]);
  }

  /** Rooms that have been due for longer than a number of seconds, the oldest first. */
  async allDue(olderThan: number): Promise<readonly string[]> {
    const found = await this.pool.query(
      `SELECT room_id FROM speaking_due WHERE since <= now() - make_interval(secs => $1)
       ORDER BY since LIMIT 500`,
      [olderThan],
    );
    return found.rows.map((row) => roomSchema.parse(row).room_id);
  }

  /** Nothing is due any more, unless something has happened since. */
  async notDue(roomId: string, { mark }: DueRoom): Promise<void> {
    await this.pool.query("DELETE FROM speaking_due WHERE room_id = $1 AND mark = $2", [
      roomId,
      mark,
    ]);
  }

  async load(roomId: string, on: Queryable = this.pool): Promise<KeptList | undefined> {
    const found = await on.query(
      "SELECT list, version, published, lowering FROM speaking_lists WHERE room_id = $1",
      [roomId],
    );
    if (found.rows.length === 0) return undefined;
    return rowSchema.parse(found.rows[0]);
  }

  /**
   * Keeps what a number of events made of a list.
   * @param changed whether the room has to show something else
   */
  async keep(
    roomId: string,
    step: {
      readonly list: SpeakingList;
      readonly records: readonly SpeakingRecord[];
      readonly lowered: readonly string[];
    },
    changed: boolean,
    client: PoolClient,
  ): Promise<void> {
    await client.query(
      `INSERT INTO speaking_lists (room_id, list, version, published, lowering)
       VALUES ($1, $2, 1, 0, $3)
       ON CONFLICT (room_id) DO UPDATE SET
         list = excluded.list,
         version = speaking_lists.version + $4,
         lowering = speaking_lists.lowering || excluded.lowering,
         changed_at = now()`,
      [roomId, JSON.stringify(step.list), step.lowered, changed ? 1 : 0],
    );
    if (step.records.length === 0) return;
    await client.query(
      `INSERT INTO speaking_log (room_id, number, at, entry)
       SELECT $1, (SELECT coalesce(max(number), 0) FROM speaking_log WHERE room_id = $1) + place,
              to_timestamp((entry->>'at')::bigint / 1000.0), entry
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS news (entry, place)`,
      [roomId, JSON.stringify(step.records)],
    );
  }

  /** The room shows a version, and hands have been taken out of it. */
  async shown(
    roomId: string,
    version: number,
    lowered: readonly string[],
    client: PoolClient,
  ): Promise<void> {
    await client.query(
      `UPDATE speaking_lists SET published = greatest(published, $2),
         lowering = ARRAY(SELECT one FROM unnest(lowering) AS one WHERE one <> ALL ($3::text[]))
       WHERE room_id = $1`,
      [roomId, version, lowered],
    );
  }

  /** The log of a room, oldest first. @param since milliseconds since 1970 */
  async log(roomId: string, since: number): Promise<readonly LoggedRecord[]> {
    const found = await this.pool.query(
      `SELECT number, entry FROM speaking_log
       WHERE room_id = $1 AND at >= to_timestamp($2::bigint / 1000.0) ORDER BY number LIMIT 20000`,
      [roomId, since],
    );
    return found.rows.map((row) => {
      const { number, entry } = recordSchema.parse(row);
      return Object.assign({}, entry, { number });
    });
  }

  /** Forgets rooms in which nothing has happened for half a year. */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      `WITH old AS (
         DELETE FROM speaking_lists WHERE changed_at < now() - $1::interval RETURNING room_id)
       DELETE FROM speaking_log WHERE room_id IN (SELECT room_id FROM old)`,
      [KEPT],
    );
  }
}
