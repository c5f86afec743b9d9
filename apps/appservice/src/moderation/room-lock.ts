import type { Pool, PoolClient } from "pg";

/**
 * Lets one change of a room's rights happen at a time, over all replicas. Held by the connection, not by a
 * transaction, so that what has to stand before the room is changed can be committed meanwhile; a killed
 * process loses its connection and with it the lock. The key is that under which guests get their power.
 */
export class RoomLock {
  /** Who waits here, by room: only one of them holds a connection. */
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(private readonly pool: Pool) {}

  /** @param work gets the connection that holds the lock, outside any transaction */
  async hold<T>(roomId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const before = this.queues.get(roomId) ?? Promise.resolve();
    const own = before.then(
      () => this.locked(roomId, work),
      () => this.locked(roomId, work),
    );
    this.queues.set(roomId, own);
    try {
      return await own;
    } finally {
      if (this.queues.get(roomId) === own) this.queues.delete(roomId);
    }
  }

  private async locked<T>(roomId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const key = [`power:${roomId}`];
    const client = await this.pool.connect();
    let broken = true;
    try {
      await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", key);
      try {
        return await work(client);
      } finally {
        await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", key);
        broken = false;
      }
    } finally {
      // A connection that may still hold the lock is closed, which lets go of it.
      client.release(broken);
    }
  }
}
