import type PgBoss from "pg-boss";
import type { Pool } from "pg";
import { z } from "zod";
import { inTransaction } from "../database/database.ts";
import type { Caller } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import { pauseAfterFailure, RETRY_RULES } from "../maintenance/retry.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomPlanner } from "./planner.ts";
import type { ProvisioningRow, ProvisioningStore, StoredWish } from "./provisioning-store.ts";
import { isWorthRetrying, problemOf, type RoomMaker } from "./room-maker.ts";

const QUEUE = "provision-conference";
/** Rooms made at the same time for people who wait; more only makes each of them slower. */
const PARALLEL = 3;
/** Seconds between looks into the queue; a wish made here starts at once. */
const POLL_SECONDS = 5;
/** How often the job queue repeats a job by itself; what is left then is taken up by `resume`. */
const JOB_RETRIES = 6;
/** Seconds after which a wish without progress is taken up again; a job under way holds its lock. */
const STALLED_SECONDS = 60;
/** Seconds for which a homeserver may ask for a pause. */
const LONGEST_REQUESTED = 3_600;
/** What a proxy says in place of a homeserver: whether that has made the room, nobody knows. */
const FROM_PROXY = new Set([502, 503, 504]);

/** Makes the conference rooms that people wish for one by one: a job each, before all bulk. */
export class Provisioner {
  private readonly workers: string[] = [];

  constructor(
    private readonly deps: {
      readonly boss: PgBoss;
      readonly pool: Pool;
      readonly store: ProvisioningStore;
      readonly planner: RoomPlanner;
      readonly maker: RoomMaker;
      readonly log: Logger;
    },
  ) {}

  /** Starts to work off the queue, beginning with what an earlier process left unfinished. */
  async start(): Promise<void> {
    const { boss } = this.deps;
    // "short": one waiting job for each wish is enough.
    await boss.createQueue(QUEUE, { name: QUEUE, policy: "short" });
    const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 } as const;
    for (let worker = 0; worker < PARALLEL; worker += 1) {
      const id = await boss.work(QUEUE, options, async ([job]) => {
        if (job === undefined) return;
        try {
          await this.work(job.data);
        } finally {
          // The next one at once, instead of at the next look into the queue.
          this.wake();
        }
      });
      this.workers.push(id);
    }
    await this.resume(0);
  }

  /**
   * Queues a wish, or finds the same wish made before.
   * @param from the person, or the caller where it may be another system
   * @throws ApiProblem `forbidden`, `invalid-request`, `conflict`
   */
  async request(from: string | Caller, wish: StoredWish): Promise<ProvisioningRow> {
    const caller = typeof from === "string" ? { userId: from } : from;
    const planned = await this.deps.planner.planOne(caller, wish);
    const row = await this.deps.store.open(planned, (client, id) =>
      this.enqueue(id, {
        executeSql: (text, values) => client.query(text, values),
      }),
    );
    this.wake();
    return row;
  }

  /** Takes a failed wish up again. @returns false where it has not failed */
  async retry(id: string): Promise<boolean> {
    if ((await this.deps.store.retry([id], false)) === 0) return false;
    await this.enqueue(id);
    this.wake();
    return true;
  }

  /** Queues what has become due, and what was left behind by a process that has died. */
  async resume(olderThanSeconds = STALLED_SECONDS): Promise<void> {
    const stalled = await this.deps.store.stalled(olderThanSeconds);
    for (const id of stalled) await this.enqueue(id);
    if (stalled.length > 0) this.wake();
  }

  private wake(): void {
    for (const worker of this.workers) this.deps.boss.notifyWorker(worker);
  }

  private async enqueue(id: string, db?: PgBoss.Db, seconds = 0): Promise<void> {
    await this.deps.boss.send(
      QUEUE,
      { id },
      {
        retryLimit: JOB_RETRIES,
        retryDelay: 1,
        retryBackoff: true,
        expireInMinutes: 30,
        singletonKey: id,
        startAfter: seconds,
        ...(db === undefined ? {} : { db }),
      },
    );
  }

  private async work(data: unknown): Promise<void> {
    const { id } = z.object({ id: z.string() }).parse(data);
    await inTransaction(this.deps.pool, async (client) => {
      const lock = await client.query(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
        [`provisioning:${id}`],
      );
      // Another process is at it; its lock goes when it dies.
      if (!z.object({ held: z.boolean() }).parse(lock.rows[0]).held) return;
      await this.provision(id);
    });
  }

  private async provision(id: string): Promise<void> {
    const { store, maker, log } = this.deps;
    const row = await store.find(id);
    if (row === undefined || (row.state !== "queued" && row.state !== "running")) return;
    try {
      await maker.make(row);
    } catch (error) {
      log.warn({ err: error, provisioning: id }, "conference room could not be made");
      const pause = pauseAfter(error, row);
      if (pause === undefined) {
        await store.failed(id, problemOf(error));
        return;
      }
      await store.postponed(id, problemOf(error), pause);
      await this.enqueue(id, undefined, pause.seconds);
    }
  }
}

/** When a wish is tried again. */
export interface Postponement {
  readonly seconds: number;
  /** The homeserver said no: it has made no room, so none is looked for. */
  readonly answered: boolean;
}

/**
 * How long to wait after trouble.
 * @returns undefined where trying again is of no use
 */
export function pauseAfter(
  error: unknown,
  row: Pick<ProvisioningRow, "attempts">,
): Postponement | undefined {
  if (!isWorthRetrying(error)) return undefined;
  const pause = pauseAfterFailure(RETRY_RULES.room, row.attempts + 1);
  if (pause === undefined) return undefined;
  if (!(error instanceof HomeserverError)) return { seconds: pause, answered: false };
  const asked = Math.min(error.retryAfter ?? 0, LONGEST_REQUESTED);
  return { seconds: Math.max(asked, pause), answered: !FROM_PROXY.has(error.status) };
}
