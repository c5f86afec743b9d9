import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { RETURNING_HOURS, type LobbyKind, type Refusal } from "@plenum/model";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";

/** Seconds without a question after which a guest's browser counts as closed. */
const SILENT_SECONDS = 60;
/** Refusals further back do not count. */
const REFUSALS_WITHIN = "30 minutes";

const rowSchema = z.object({
  id: z.string(),
  room_id: z.string(),
  kind: z.enum(["colleague", "external", "guest"]),
  user_id: z.string(),
  display_name: z.string(),
  organisation: z.string(),
  reason: z.string(),
  state: z.enum(["waiting", "admitted", "refused", "left"]),
  applied: z.boolean(),
  banned: z.boolean(),
  sentence: z.string(),
  decided_by: z.string().nullable(),
  since: z.date(),
  version: z.coerce.number(),
});

/** One wait of one person. */
export interface StoredWait {
  readonly id: string;
  readonly roomId: string;
  readonly kind: LobbyKind;
  readonly userId: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly reason: string;
  readonly state: "waiting" | "admitted" | "refused" | "left";
  /** Whether the room is as the decision says. */
  readonly applied: boolean;
  readonly banned: boolean;
  readonly sentence: string;
  readonly decidedBy: string | undefined;
  readonly since: Date;
  readonly version: number;
}

/** Who somebody is: an account, or a guest by the hash of his address. */
export type WaitingOne = { readonly userId: string } | { readonly addressHash: Buffer };

export interface NewWait {
  readonly roomId: string;
  readonly kind: LobbyKind;
  readonly userId: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly reason: string;
}

export interface Decision {
  readonly state: "admitted" | "refused" | "left";
  readonly by: string | undefined;
  readonly sentence?: string | undefined;
  readonly banned?: boolean;
  /** The room says so already. */
  readonly applied?: boolean;
}

/** Everybody who waits or has waited, in the database. */
export class WaitStore {
  constructor(private readonly pool: Pool) {}

  /** Somebody begins to wait; who waits already goes on with new words, if there are any. */
  async add(wait: NewWait): Promise<StoredWait> {
    const made = await this.pool.query(
      `INSERT INTO lobby_waits (id, room_id, kind, user_id, display_name, organisation, reason, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting')
       ON CONFLICT (room_id, user_id) WHERE state = 'waiting'
       DO UPDATE SET display_name = EXCLUDED.display_name,
         reason = COALESCE(NULLIF(EXCLUDED.reason, ''), lobby_waits.reason)
       RETURNING *`,
      [
        randomUUID(),
        wait.roomId,
        wait.kind,
        wait.userId,
        wait.displayName,
        wait.organisation,
        wait.reason,
      ],
    );
    return waitOf(made.rows[0]);
  }

  /** Who waits before a room, the longest first. */
  waiting(roomId: string): Promise<readonly StoredWait[]> {
    return this.all(
      "SELECT * FROM lobby_waits WHERE room_id = $1 AND state = 'waiting' ORDER BY since, id",
      [roomId],
    );
  }

  async count(roomId: string): Promise<number> {
    const found = await this.pool.query(
      "SELECT count(*)::int AS count FROM lobby_waits WHERE room_id = $1 AND state = 'waiting'",
      [roomId],
    );
    return z.object({ count: z.number() }).parse(found.rows[0]).count;
  }

  /** The newest wait of an account before a room. */
  async ofUser(roomId: string, userId: string): Promise<StoredWait | undefined> {
    const [newest] = await this.all(
      `SELECT * FROM lobby_waits WHERE room_id = $1 AND user_id = $2
       ORDER BY since DESC, id LIMIT 1`,
      [roomId, userId],
    );
    return newest;
  }

  /** What a guest says at the door, which the room does not know. */
  async saidAtDoor(id: string, reason: string, addressHash: Buffer): Promise<void> {
    await this.pool.query(
      "UPDATE lobby_waits SET reason = $2, address_hash = $3 WHERE id = $1 AND state = 'waiting'",
      [id, reason, addressHash],
    );
  }

  /**
   * Decides about people before a room. Whoever is decided about already keeps that; of two who
   * decide at once the second one waits for the first and finds it so.
   * @param people ids of waits, or everybody who waits at this moment
   * @param last done in the same transaction with those who were waiting
   * @returns all of them as they are now, and whether this call has decided
   */
  decide(
    roomId: string,
    people: "all" | readonly string[],
    decision: Decision,
    last: (decided: readonly StoredWait[], client: PoolClient) => Promise<void>,
  ): Promise<readonly { readonly wait: StoredWait; readonly now: boolean }[]> {
    return inTransaction(this.pool, async (client) => {
      const asked = await client.query(
        `SELECT * FROM lobby_waits
         WHERE room_id = $1 AND ($2::uuid[] IS NULL AND state = 'waiting' OR id = ANY($2))
         ORDER BY id FOR UPDATE`,
        [roomId, people === "all" ? null : people],
      );
      const before = asked.rows.map(waitOf);
      const open = before.filter((wait) => wait.state === "waiting").map((wait) => wait.id);
      const changed = await client.query(
        `UPDATE lobby_waits SET state = $2, decided_by = $3, sentence = $4, banned = $5, applied = $6,
           reason = '', decided_at = now(), version = version + 1
         WHERE id = ANY($1) RETURNING *`,
        [
          open,
          decision.state,
          decision.by ?? null,
          decision.sentence ?? "",
          decision.banned ?? false,
          decision.applied ?? false,
        ],
      );
      const decided = new Map(changed.rows.map(waitOf).map((wait) => [wait.id, wait]));
      await last([...decided.values()], client);
      return before
        .map((wait) => ({ wait: decided.get(wait.id) ?? wait, now: decided.has(wait.id) }))
        .toSorted((a, b) => a.wait.since.getTime() - b.wait.since.getTime());
    });
  }

  /** Decisions that the room does not show yet, the oldest first. */
  toApply(limit: number): Promise<readonly StoredWait[]> {
    return this.all(
      `SELECT * FROM lobby_waits
       WHERE NOT applied AND state <> 'waiting' AND decided_at < now() - interval '2 seconds'
       ORDER BY decided_at LIMIT $1`,
      [limit],
    );
  }

  async applied(id: string, on: Queryable = this.pool): Promise<void> {
    await on.query("UPDATE lobby_waits SET applied = true WHERE id = $1", [id]);
  }

  /** Somebody was put out of the room: he does not count as admitted any more. */
  async removed(roomId: string, userId: string, banned: boolean): Promise<void> {
    await this.pool.query(
      `UPDATE lobby_waits SET removed = true, banned = banned OR $3
       WHERE room_id = $1 AND user_id = $2 AND state = 'admitted'`,
      [roomId, userId, banned],
    );
  }

  /** A guest's browser asked. */
  async seen(id: string): Promise<void> {
    await this.pool.query("UPDATE lobby_waits SET seen_at = now() WHERE id = $1", [id]);
  }

  /** Refusals by people that count for how soon somebody may knock again. */
  async refusals(roomId: string, one: WaitingOne): Promise<readonly Refusal[]> {
    const byUser = "userId" in one;
    const found = await this.pool.query(
      `SELECT decided_at, display_name, banned FROM lobby_waits
       WHERE room_id = $1 AND ${byUser ? "user_id" : "address_hash"} = $2
         AND (banned OR (state = 'refused' AND decided_by IS DISTINCT FROM 'system'
                         AND decided_at > now() - interval '${REFUSALS_WITHIN}'))`,
      [roomId, byUser ? one.userId : one.addressHash],
    );
    return found.rows.map((row) => {
      const refusal = z
        .object({ decided_at: z.date(), display_name: z.string(), banned: z.boolean() })
        .parse(row);
      return { at: refusal.decided_at, name: refusal.display_name, banned: refusal.banned };
    });
  }

  /** How often somebody has begun to wait within some minutes. */
  async knocks(roomId: string, userId: string, minutes: number): Promise<number> {
    const found = await this.pool.query(
      `SELECT count(*)::int AS count FROM lobby_waits
       WHERE room_id = $1 AND user_id = $2 AND since > now() - make_interval(mins => $3)`,
      [roomId, userId, minutes],
    );
    return z.object({ count: z.number() }).parse(found.rows[0]).count;
  }

  /** Whether somebody was admitted in the last hours, and was not removed. */
  async wasAdmitted(
    roomId: string,
    one: { readonly userId: string } | { readonly waitId: string },
  ): Promise<boolean> {
    const byUser = "userId" in one;
    const found = await this.pool.query(
      `SELECT 1 FROM lobby_waits
       WHERE room_id = $1 AND ${byUser ? "user_id" : "id::text"} = $2
         AND state = 'admitted' AND NOT removed
         AND decided_at > now() - make_interval(hours => ${RETURNING_HOURS})`,
      [roomId, byUser ? one.userId : one.waitId],
    );
    return found.rows.length > 0;
  }

  /** Guests who wait, and whose browser has not asked for a while. */
  silent(): Promise<readonly StoredWait[]> {
    return this.all(
      `SELECT * FROM lobby_waits
       WHERE kind = 'guest' AND state = 'waiting'
         AND seen_at < now() - make_interval(secs => $1)`,
      [SILENT_SECONDS],
    );
  }

  /** Deletes what nobody needs any more. */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      `DELETE FROM lobby_waits
       WHERE state <> 'waiting' AND decided_at < now() - make_interval(hours => ${RETURNING_HOURS})`,
    );
  }

  /** Rooms before which somebody waits. */
  async rooms(): Promise<readonly string[]> {
    const found = await this.pool.query(
      "SELECT DISTINCT room_id FROM lobby_waits WHERE state = 'waiting'",
    );
    return found.rows.map((row) => z.object({ room_id: z.string() }).parse(row).room_id);
  }

  private async all(text: string, values: unknown[]): Promise<readonly StoredWait[]> {
    return (await this.pool.query(text, values)).rows.map(waitOf);
  }
}

function waitOf(raw: unknown): StoredWait {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    roomId: row.room_id,
    kind: row.kind,
    userId: row.user_id,
    displayName: row.display_name,
    organisation: row.organisation,
    reason: row.reason,
    state: row.state,
    applied: row.applied,
    banned: row.banned,
    sentence: row.sentence,
    decidedBy: row.decided_by ?? undefined,
    since: row.since,
    version: row.version,
  };
}
