import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";

/** Seconds after which an unfinished entry counts as abandoned by a process that died. */
const ABANDONED_SECONDS = 120;
/** Seconds for which one process has an ending to itself. */
const CLAIM_SECONDS = 60;

const rowSchema = z.object({
  id: z.string(),
  link_id: z.string(),
  room_id: z.string(),
  user_id: z.string(),
});

/** One guest's stay. */
export interface GuestEntry {
  readonly id: string;
  readonly linkId: string;
  readonly roomId: string;
  readonly userId: string;
}

const COLUMNS = "id, link_id, room_id, user_id";

/** The stays of guests, from the use of a link to the erasure of the account. */
export class GuestEntryStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Takes one use of a link and opens a stay, both or neither. The condition is checked by the
   * statement that counts, so of two guests at the last use exactly one gets it.
   * @returns undefined where the link gives no use (any more)
   */
  async open(stay: {
    readonly linkId: string;
    readonly roomId: string;
    readonly userId: string;
    readonly displayName: string;
    readonly expiresAt: Date;
  }): Promise<GuestEntry | undefined> {
    return inTransaction(this.pool, async (client) => {
      if (!(await takeUse(client, stay.linkId))) return undefined;
      const made = await client.query(
        `INSERT INTO guest_entries
           (id, link_id, room_id, user_id, display_name, state, expires_at)
         VALUES ($1, $2, $3, $4, $5, 'entering', $6) RETURNING ${COLUMNS}`,
        [randomUUID(), stay.linkId, stay.roomId, stay.userId, stay.displayName, stay.expiresAt],
      );
      return entryOf(made.rows[0]);
    });
  }

  /**
   * Takes a use for somebody who enters with an account of his own, and so has no stay here.
   * @returns false where the link gives no use (any more)
   */
  async useWithAccount(linkId: string): Promise<boolean> {
    return takeUse(this.pool, linkId);
  }

  /** Gives back the use of somebody who could not be invited. */
  async giveBackUse(linkId: string): Promise<void> {
    await returnUse(this.pool, linkId);
  }

  /**
   * The guest is in the room; counts for the day.
   * @returns false where the stay was ended meanwhile, e.g. because the link was revoked
   */
  async inside(id: string): Promise<boolean> {
    const counted = await this.pool.query(
      `WITH entered AS (
         UPDATE guest_entries SET state = 'inside'
         WHERE id = $1 AND state IN ('entering', 'waiting') RETURNING id
       )
       INSERT INTO guest_days (day, guests)
       SELECT (now() AT TIME ZONE 'utc')::date, 1 FROM entered
       ON CONFLICT (day) DO UPDATE SET guests = guest_days.guests + 1`,
      [id],
    );
    return counted.rowCount === 1;
  }

  /**
   * The guest knocks at the room and waits to be let in.
   * @returns false where the stay was ended meanwhile
   */
  async waiting(id: string): Promise<boolean> {
    const changed = await this.pool.query(
      "UPDATE guest_entries SET state = 'waiting' WHERE id = $1 AND state = 'entering'",
      [id],
    );
    return changed.rowCount === 1;
  }

  /** The stay of a guest who waits before a room. */
  async waitingOf(userId: string, roomId: string): Promise<GuestEntry | undefined> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM guest_entries
       WHERE user_id = $1 AND room_id = $2 AND state = 'waiting' AND expires_at > now()`,
      [userId, roomId],
    );
    return found.rows.length === 0 ? undefined : entryOf(found.rows[0]);
  }

  /** Gives the use back and marks the stay for clearing away, because entering failed. */
  async giveBack(id: string): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const changed = await client.query(
        "UPDATE guest_entries SET state = 'ending' WHERE id = $1 AND state = 'entering' RETURNING link_id",
        [id],
      );
      if (changed.rows.length === 0) return;
      const { link_id: linkId } = z.object({ link_id: z.string() }).parse(changed.rows[0]);
      await returnUse(client, linkId);
    });
  }

  /** The name under which a guest was let into a room; undefined when he is not inside. */
  async nameOfGuestInside(userId: string, roomId: string): Promise<string | undefined> {
    const found = await this.pool.query(
      `SELECT display_name FROM guest_entries
       WHERE user_id = $1 AND room_id = $2 AND state IN ('entering', 'inside') AND expires_at > now()`,
      [userId, roomId],
    );
    if (found.rows.length === 0) return undefined;
    return z.object({ display_name: z.string() }).parse(found.rows[0]).display_name;
  }

  /** Marks everybody's stay that came through a link for ending. */
  async endAllOfLink(linkId: string, client: Queryable = this.pool): Promise<void> {
    await client.query(
      `UPDATE guest_entries SET state = 'ending'
       WHERE link_id = $1 AND state IN ('entering', 'waiting', 'inside')`,
      [linkId],
    );
  }

  /**
   * Marks the stays of all guests of a room for ending.
   * @returns how many
   */
  async endAllOfRoom(roomId: string, client: Queryable = this.pool): Promise<number> {
    const ended = await client.query(
      `UPDATE guest_entries SET state = 'ending'
       WHERE room_id = $1 AND state IN ('entering', 'waiting', 'inside')`,
      [roomId],
    );
    return ended.rowCount ?? 0;
  }

  /**
   * Marks one guest's stay for ending.
   * @param roomId only where it is in this room
   * @returns false where there is none (any more)
   */
  async endOfUser(
    userId: string,
    client: Queryable = this.pool,
    roomId?: string,
  ): Promise<boolean> {
    const ended = await client.query(
      `UPDATE guest_entries SET state = 'ending'
       WHERE user_id = $1 AND state IN ('waiting', 'inside')
         AND ($2::text IS NULL OR room_id = $2)`,
      [userId, roomId ?? null],
    );
    return ended.rowCount === 1;
  }

  /** Lets the stays of a link end when the link now ends, a day after entering at the latest. */
  async endWithLink(linkId: string, client: Queryable): Promise<void> {
    await client.query(
      `UPDATE guest_entries AS entry
       SET expires_at = LEAST(link.expires_at, entry.created_at + interval '24 hours')
       FROM guest_links AS link
       WHERE link.id = $1 AND entry.link_id = link.id
         AND entry.state IN ('entering', 'waiting', 'inside')`,
      [linkId],
    );
  }

  /** Gives back what processes that died while a guest was entering have taken. */
  async giveBackAbandoned(): Promise<void> {
    const found = await this.pool.query(
      `SELECT id FROM guest_entries
       WHERE state = 'entering' AND created_at < now() - make_interval(secs => $1)`,
      [ABANDONED_SECONDS],
    );
    for (const row of found.rows) await this.giveBack(z.object({ id: z.string() }).parse(row).id);
  }

  /**
   * Stays that have to be ended now, each given to one process for a minute.
   * @param linkId only those of one link
   */
  async claimEndings(limit: number, linkId?: string): Promise<readonly GuestEntry[]> {
    const claimed = await this.pool.query(
      `UPDATE guest_entries
       SET state = 'ending', claimed_until = now() + make_interval(secs => $1)
       WHERE id IN (
         SELECT id FROM guest_entries
         WHERE (state = 'ending' OR (state IN ('waiting', 'inside') AND expires_at <= now()))
           AND (claimed_until IS NULL OR claimed_until < now())
           AND ($3::uuid IS NULL OR link_id = $3)
         ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING ${COLUMNS}`,
      [CLAIM_SECONDS, limit, linkId ?? null],
    );
    return claimed.rows.map(entryOf);
  }

  /** The account is gone; nothing that names the person is kept. */
  async ended(id: string): Promise<void> {
    await this.pool.query(
      `UPDATE guest_entries SET state = 'ended', display_name = '', ended_at = now(), claimed_until = NULL
       WHERE id = $1`,
      [id],
    );
  }
}

/** The condition is checked by the statement that counts. */
async function takeUse(client: Queryable, linkId: string): Promise<boolean> {
  const used = await client.query(
    `UPDATE guest_links SET uses = uses + 1
     WHERE id = $1 AND uses < max_uses AND revoked_at IS NULL AND expires_at > now()
       AND (not_before IS NULL OR not_before <= now())`,
    [linkId],
  );
  return used.rowCount === 1;
}

async function returnUse(client: Queryable, linkId: string): Promise<void> {
  await client.query("UPDATE guest_links SET uses = uses - 1 WHERE id = $1 AND uses > 0", [linkId]);
}

function entryOf(raw: unknown): GuestEntry {
  const row = rowSchema.parse(raw);
  return { id: row.id, linkId: row.link_id, roomId: row.room_id, userId: row.user_id };
}
