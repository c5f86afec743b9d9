import type { PoolClient } from "pg";

/** An item that belongs to a needed room: itself, its history, and its opening. */
const BELONGS = `(i.kind = n.kind AND i.key = n.key
  OR n.kind = 'channel' AND i.channel = n.key AND i.kind IN ('history', 'channel-members'))`;

/** Adds the spaces around rooms. */
const SPACES = `SELECT 'space', i.space, n.wave FROM migration_items i
  JOIN needed n ON i.kind = n.kind AND i.key = n.key WHERE i.space IS NOT NULL`;

/**
 * Whoever starts first makes what waves share: takes the rooms into which people of this wave come, with the
 * spaces around them and what was written in them, out of waves that are not started.
 * @param client of the transaction in which the wave starts
 */
export async function takeSharedRooms(client: PoolClient, wave: string): Promise<void> {
  await client.query(
    `WITH RECURSIVE needed (kind, key, wave) AS (
       SELECT payload -> 'room' ->> 'kind', payload -> 'room' ->> 'key', wave FROM migration_items
       WHERE wave = $1 AND kind = 'members' AND state IN ('queued', 'failed')
       UNION ${SPACES}
     )
     UPDATE migration_items i SET wave = $1 FROM needed n, migration_waves w
     WHERE ${BELONGS} AND i.wave <> $1 AND i.state = 'queued' AND i.begun_at IS NULL
       AND w.name = i.wave AND w.state = 'planned'`,
    [wave],
  );
}

/**
 * Hands the rooms of a wave that is taken back to one whose people are in them or on their way: the room goes with
 * the last of them.
 * @param client of the transaction in which taking back begins
 */
export async function handOnSharedRooms(client: PoolClient, wave: string): Promise<void> {
  await client.query(
    `WITH RECURSIVE needed (kind, key, wave) AS (
       SELECT m.payload -> 'room' ->> 'kind', m.payload -> 'room' ->> 'key', m.wave
       FROM migration_items m JOIN migration_waves w ON w.name = m.wave
       WHERE m.kind = 'members' AND m.wave <> $1
         AND (m.state = 'done' OR m.state = 'queued' AND w.state <> 'planned')
         AND w.state NOT IN ('rolling-back', 'rolled-back')
       UNION ${SPACES}
     ), heirs AS (SELECT kind, key, min(wave) AS wave FROM needed GROUP BY kind, key)
     UPDATE migration_items i SET wave = n.wave FROM heirs n WHERE ${BELONGS} AND i.wave = $1`,
    [wave],
  );
}

/**
 * Two waves that begin, or are taken back, at the same time decide one after the other. To be asked for before a wave
 * is locked: whoever hands a room to a wave has to get at it.
 */
export async function oneAfterAnother(client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ["migration-rooms"]);
}
