import type { Pool, PoolClient } from "pg";
import type PgBoss from "pg-boss";
import { z } from "zod";
import { inTransaction } from "../database/database.ts";

/** Seconds between two looks for work that another process has queued. */
const POLL = 5;

/**
 * Work that one process leads, however many there are. Whoever takes the waiting job and gets the lock does
 * all that there is to do. The lock goes when that process dies, and what it left behind is taken up by the
 * next one.
 */
export class LedQueue {
  private worker: string | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly deps: {
      readonly boss: PgBoss;
      readonly pool: Pool;
      /** Of the queue. */
      readonly name: string;
      /** Of the lock: another one than those of all other work on this database. */
      readonly leader: string;
      readonly isAnythingDue: () => Promise<boolean>;
      /**
       * Does all that there is to do, also what is queued meanwhile.
       * @param over nothing new is to be begun: another process may lead from now on, or this one is stopped
       */
      readonly lead: (over: AbortSignal) => Promise<void>;
    },
  ) {}

  /** From now on this process may lead; it begins with what was left behind. */
  async start(): Promise<void> {
    const { boss, name } = this.deps;
    await boss.createQueue(name, { name, policy: "short" });
    this.worker = await boss.work(name, { pollingIntervalSeconds: POLL, batchSize: 1 }, () =>
      this.tryToLead(),
    );
    await this.resume();
  }

  /** Begins nothing new; what is under way is finished. */
  stop(): void {
    this.stopped.abort();
  }

  /** Queues the work. @param client of the transaction that wants it */
  async enqueue(client?: PoolClient): Promise<void> {
    const { boss, name } = this.deps;
    await boss.send(
      name,
      {},
      {
        // One waiting job is enough: whoever works on it does all that there is to do.
        singletonKey: name,
        retryLimit: 10,
        retryDelay: 2,
        expireInHours: 12,
        ...(client === undefined
          ? {}
          : {
              db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) },
            }),
      },
    );
  }

  /** The work begins at once, instead of with the next look into the queue. */
  wake(): void {
    if (this.worker !== undefined) this.deps.boss.notifyWorker(this.worker);
  }

  /** Queues what has become due, and what was left behind by a process that has died. */
  async resume(): Promise<void> {
    if (!(await this.deps.isAnythingDue())) return;
    await this.enqueue();
    this.wake();
  }

  private async tryToLead(): Promise<void> {
    await inTransaction(this.deps.pool, async (client) => {
      const lock = await client.query(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
        [this.deps.leader],
      );
      // Another process leads and sees new work by itself.
      if (!z.object({ held: z.boolean() }).parse(lock.rows[0]).held) return;
      const lost = new AbortController();
      const loseIt = (): void => lost.abort();
      client.once("error", loseIt);
      try {
        await this.deps.lead(AbortSignal.any([lost.signal, this.stopped.signal]));
      } finally {
        client.off("error", loseIt);
      }
    });
  }
}
