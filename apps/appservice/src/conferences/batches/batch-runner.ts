import { setTimeout as wait } from "node:timers/promises";
import { MOST_PARALLEL } from "@plenum/model";
import type { Pool, PoolClient } from "pg";
import type PgBoss from "pg-boss";
import { z } from "zod";
import { inTransaction } from "../../database/database.ts";
import type { Logger } from "../../logging/logger.ts";
import { PaceKeeper } from "../../maintenance/pace-keeper.ts";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import type { ProvisioningRow, ProvisioningStore } from "../provisioning-store.ts";
import { pauseAfter } from "../provisioner.ts";
import { problemOf, type RoomMaker } from "../room-maker.ts";
import type { BatchStore } from "./batch-store.ts";

const QUEUE = "provision-batches";
/** Milliseconds until it is looked again whether there is room for more. */
const MEASURE = 1_000;
/** Milliseconds until it is asked again after it gave no answer. */
const ABSENT = 2_000;
/** Wishes read at once. */
const AHEAD = 20;
const LEADER = "provisioning-batches";

/**
 * Makes the rooms of all batches. One process leads: it alone knows how many rooms are under way, and
 * it makes fewer when the homeserver gets slow or people wait for rooms of their own. Its lock goes
 * when it dies, and what it left behind is taken up by the next one.
 */
export class BatchRunner {
  private stopped = false;
  /** How many rooms are made at once; kept from one batch to the next. */
  private readonly pace: PaceKeeper;
  private worker: string | undefined;

  constructor(
    private readonly deps: {
      readonly boss: PgBoss;
      readonly pool: Pool;
      readonly batches: BatchStore;
      readonly store: ProvisioningStore;
      readonly maker: RoomMaker;
      readonly gateway: Pick<MatrixGateway, "whoAmI">;
      readonly log: Logger;
    },
  ) {
    this.pace = new PaceKeeper({
      gateway: deps.gateway,
      waitingPeople: () => deps.store.waitingPeople(),
      what: "rooms of batches",
      log: deps.log,
    });
  }

  async start(): Promise<void> {
    const { boss } = this.deps;
    await boss.createQueue(QUEUE, { name: QUEUE, policy: "short" });
    this.worker = await boss.work(QUEUE, { pollingIntervalSeconds: 5, batchSize: 1 }, () =>
      this.lead(),
    );
    await this.resume();
  }

  /** Begins no further room; those under way are finished. */
  stop(): void {
    this.stopped = true;
  }

  /** Queues the work on batches. @param client of the transaction that made the batch */
  async enqueue(client?: PoolClient): Promise<void> {
    await this.deps.boss.send(
      QUEUE,
      {},
      {
        // One waiting job is enough: whoever works on it makes the rooms of all batches.
        singletonKey: QUEUE,
        retryLimit: 10,
        retryDelay: 2,
        expireInHours: 12,
        ...(client === undefined
          ? {}
          : {
              db: {
                executeSql: (text: string, values: unknown[]) => client.query(text, values),
              },
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
    if (!(await this.deps.batches.isAnythingDue())) return;
    await this.enqueue();
    this.wake();
  }

  private async lead(): Promise<void> {
    await inTransaction(this.deps.pool, async (client) => {
      const lock = await client.query(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
        [LEADER],
      );
      // Another process leads and sees new batches by itself.
      if (!z.object({ held: z.boolean() }).parse(lock.rows[0]).held) return;
      const lost = new AbortController();
      const loseIt = (): void => lost.abort();
      client.once("error", loseIt);
      try {
        await this.makeAll(lost.signal);
      } finally {
        client.off("error", loseIt);
      }
    });
  }

  /** @param lost the lock: another process may lead from now on */
  private async makeAll(lost: AbortSignal): Promise<void> {
    const { batches } = this.deps;
    const running = new Map<string, Promise<void>>();
    const begin = (row: ProvisioningRow): void => {
      running.set(
        row.id,
        this.make(row).finally(() => running.delete(row.id)),
      );
    };
    let next: ProvisioningRow[] = [];
    try {
      while (!this.stopped && !lost.aborted) {
        await this.pace.look(MOST_PARALLEL);
        if (this.pace.pace === 0) {
          await wait(ABSENT);
          continue;
        }
        const free = this.pace.pace - running.size;
        if (free > 0 && next.length === 0) {
          next = [...(await batches.due([...running.keys()], AHEAD))];
        }
        for (const row of next.splice(0, Math.max(0, free))) begin(row);
        if (running.size === 0) return;
        await Promise.race([...running.values(), wait(MEASURE)]);
      }
    } finally {
      await Promise.all(running.values());
    }
  }

  private async make(row: ProvisioningRow): Promise<void> {
    const { maker, store, log } = this.deps;
    try {
      await maker.make(row);
    } catch (error) {
      this.pace.doubt();
      log.warn({ err: error, provisioning: row.id }, "conference room could not be made");
      try {
        const pause = pauseAfter(error, row);
        if (pause === undefined) await store.failed(row.id, problemOf(error));
        else await store.postponed(row.id, problemOf(error), pause);
      } catch (failure) {
        // Without a database nothing can be written down; the wish is taken up again as it is.
        log.warn({ err: failure, provisioning: row.id }, "the state of a wish could not be kept");
        await wait(ABSENT);
      }
    }
  }
}
