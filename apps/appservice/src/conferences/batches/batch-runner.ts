import { setTimeout as wait } from "node:timers/promises";
import { MOST_PARALLEL } from "@plenum/model";
import type { Pool, PoolClient } from "pg";
import type PgBoss from "pg-boss";
import type { Logger } from "../../logging/logger.ts";
import { LedQueue } from "../../maintenance/led-queue.ts";
import { PaceKeeper } from "../../maintenance/pace-keeper.ts";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import type { ProvisioningRow, ProvisioningStore } from "../provisioning-store.ts";
import { pauseAfter } from "../provisioner.ts";
import { problemOf, type RoomMaker } from "../room-maker.ts";
import type { BatchStore } from "./batch-store.ts";

/** Milliseconds until it is looked again whether there is room for more. */
const MEASURE = 1_000;
/** Milliseconds until it is asked again after it gave no answer. */
const ABSENT = 2_000;
/** Wishes read at once. */
const AHEAD = 20;

/**
 * Makes the rooms of all batches. One process leads: it alone knows how many rooms are under way, and
 * it makes fewer when the homeserver gets slow or people wait for rooms of their own.
 */
export class BatchRunner {
  /** How many rooms are made at once; kept from one batch to the next. */
  private readonly pace: PaceKeeper;
  private readonly queue: LedQueue;

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
    this.queue = new LedQueue({
      boss: deps.boss,
      pool: deps.pool,
      name: "provision-batches",
      leader: "provisioning-batches",
      isAnythingDue: () => deps.batches.isAnythingDue(),
      lead: (over) => this.makeAll(over),
    });
  }

  start(): Promise<void> {
    return this.queue.start();
  }

  /** Begins no further room; those under way are finished. */
  stop(): void {
    this.queue.stop();
  }

  /** Queues the work on batches. @param client of the transaction that made the batch */
  enqueue(client?: PoolClient): Promise<void> {
    return this.queue.enqueue(client);
  }

  /** The work begins at once, instead of with the next look into the queue. */
  wake(): void {
    this.queue.wake();
  }

  /** Queues what has become due, and what was left behind by a process that has died. */
  resume(): Promise<void> {
    return this.queue.resume();
  }

  private async makeAll(over: AbortSignal): Promise<void> {
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
      while (!over.aborted) {
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
