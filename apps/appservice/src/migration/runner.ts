import { setTimeout as wait } from "node:timers/promises";
import type { MigrationKind } from "@plenum/model/migration";
import type { Pool, PoolClient } from "pg";
import type PgBoss from "pg-boss";
import { z } from "zod";
import { inTransaction } from "../database/database.ts";
import type { Logger } from "../logging/logger.ts";
import type { PaceKeeper } from "../maintenance/pace-keeper.ts";
import type { Executor, LedgerRow } from "./executor.ts";
import type { Ledger } from "./ledger.ts";
import { Marks } from "./marks.ts";
import { afterTrouble } from "./trouble.ts";
import type { ActiveWave, WaveStore } from "./wave-store.ts";

const QUEUE = "migration";
const LEADER = "migration";
/** Milliseconds until it is looked again where nothing can be done at the moment. */
const IDLE = 1_000;
/** Milliseconds after the last work until another process may lead. */
const LINGER = 5_000;
const LINGERING = 250;
/** Milliseconds after which it is looked whether somebody wants it otherwise. */
const LOOK = 1_000;

export type Executors = ReadonlyMap<MigrationKind, Executor>;

/**
 * Works off the waves. One process leads: kinds in their order, several things of a kind at once, as many as
 * the homeserver bears. Its lock goes when it dies, and what it left behind is taken up by the next one.
 */
export class MigrationRunner {
  private stopped = false;
  private worker: string | undefined;

  constructor(
    private readonly deps: {
      readonly boss: PgBoss;
      readonly pool: Pool;
      readonly waves: WaveStore;
      readonly ledger: Ledger;
      readonly executors: Executors;
      readonly pace: PaceKeeper;
      readonly log: Logger;
    },
  ) {}

  async start(): Promise<void> {
    const { boss } = this.deps;
    await boss.createQueue(QUEUE, { name: QUEUE, policy: "short" });
    this.worker = await boss.work(QUEUE, { pollingIntervalSeconds: 5, batchSize: 1 }, () =>
      this.lead(),
    );
    await this.resume();
  }

  /** Begins nothing new; what is under way is finished. */
  stop(): void {
    this.stopped = true;
  }

  /** Queues the work. @param client of the transaction that wants it */
  async enqueue(client?: PoolClient): Promise<void> {
    await this.deps.boss.send(
      QUEUE,
      {},
      {
        singletonKey: QUEUE,
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

  /** Takes up what was left behind by a process that has died. */
  async resume(): Promise<void> {
    if ((await this.deps.waves.active()).length === 0) return;
    await this.enqueue();
    this.wake();
  }

  private async lead(): Promise<void> {
    await inTransaction(this.deps.pool, async (client) => {
      const lock = await client.query(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
        [LEADER],
      );
      // Another process leads and sees new waves by itself.
      if (!z.object({ held: z.boolean() }).parse(lock.rows[0]).held) return;
      const lost = new AbortController();
      const loseIt = (): void => lost.abort();
      client.once("error", loseIt);
      try {
        await this.workOffAll(lost.signal);
      } finally {
        client.off("error", loseIt);
        for (const executor of this.deps.executors.values()) await executor.rest?.();
      }
    });
  }

  /** @param lost the lock: another process may lead from now on */
  private async workOffAll(lost: AbortSignal): Promise<void> {
    const { waves } = this.deps;
    let busy = performance.now();
    /** Waves whose taking back this leader has begun. */
    const begun = new Set<string>();
    while (!this.isOver(lost)) {
      const active = await waves.active();
      let worked = false;
      for (const wave of active) {
        if (wave.state === "rolling-back" && !begun.has(wave.name)) {
          await waves.giveUpUnbegun(wave);
          begun.add(wave.name);
        } else if (wave.state === "running") begun.delete(wave.name);
        const kind = await waves.nextKind(wave);
        if (kind === undefined) {
          await waves.finish(wave);
          worked = true;
        } else if (!worked) worked = await this.workOff(wave, kind, lost);
      }
      if (worked) busy = performance.now();
      // Whoever pauses often goes on: the next process would need seconds to begin.
      else if (active.length === 0 && performance.now() - busy > LINGER) return;
      else await wait(active.length === 0 ? LINGERING : IDLE);
    }
  }

  /**
   * Works off one kind of a wave, until nothing of it can be done or somebody wants it otherwise.
   * @returns whether there was anything to do
   */
  private async workOff(
    wave: ActiveWave,
    kind: MigrationKind,
    lost: AbortSignal,
  ): Promise<boolean> {
    const { waves, ledger, pace, executors } = this.deps;
    const executor = executors.get(kind);
    if (executor === undefined) {
      await waves.notSupported(wave, kind);
      return true;
    }
    const marks = new Marks(ledger);
    const running = new Map<string, { readonly row: LedgerRow; readonly work: Promise<void> }>();
    const halted = new AbortController();
    let next: LedgerRow[] = [];
    let worked = false;
    let looked = performance.now();
    try {
      while (!this.isOver(lost)) {
        await pace.look(executor.most);
        if (performance.now() - looked > LOOK) {
          looked = performance.now();
          if (!(await waves.isStill(wave))) break;
        }
        if (pace.pace === 0) {
          if (running.size === 0) break;
        } else {
          const free = Math.min(pace.pace, executor.most) - running.size;
          if (free > 0 && next.length === 0) {
            next = [...(await this.claim(wave, kind, executor, running, marks))];
            if (next.length > 0) await executor.prepare?.(next);
          }
          for (const row of next.splice(0, Math.max(0, free))) {
            const work = this.workOn(wave, executor, row, marks, halted.signal).finally(() => {
              running.delete(row.key);
            });
            running.set(row.key, { row, work });
          }
        }
        if (running.size === 0) break;
        worked = true;
        await Promise.race([...[...running.values()].map(({ work }) => work), wait(LOOK)]);
        await (executor.inChannels === true ? marks.flush() : marks.ripe());
      }
    } finally {
      halted.abort();
      await Promise.all([...running.values()].map(({ work }) => work));
      await marks.flush();
    }
    return worked;
  }

  private claim(
    wave: ActiveWave,
    kind: MigrationKind,
    executor: Executor,
    running: ReadonlyMap<string, { readonly row: LedgerRow }>,
    marks: Marks,
  ): Promise<readonly LedgerRow[]> {
    const { ledger } = this.deps;
    const busy = [...[...running.values()].map(({ row }) => row), ...marks.unwritten];
    const keys = busy.map(({ key }) => key);
    if (wave.state === "rolling-back") {
      return ledger.claimUndo(wave.name, kind, executor.claim, keys);
    }
    if (executor.inChannels === true) {
      const channels = busy.flatMap(({ channel }) => channel ?? []);
      return ledger.claimInChannels(wave.name, kind, executor.claim, channels);
    }
    return ledger.claim(wave.name, kind, executor.claim, keys);
  }

  private async workOn(
    wave: ActiveWave,
    executor: Executor,
    row: LedgerRow,
    marks: Marks,
    halted: AbortSignal,
  ): Promise<void> {
    const { ledger, pace, log } = this.deps;
    const undoes = wave.state === "rolling-back";
    try {
      marks.add(row, await (undoes ? executor.undo(row) : executor.make(row, halted)));
    } catch (error) {
      const next = afterTrouble(error, row, undoes);
      if (next.doubt) {
        pace.doubt();
        log.warn({ err: error, kind: row.kind }, "an item of the migration could not be made");
      }
      if ("outcome" in next) {
        marks.add(row, next.outcome);
        return;
      }
      try {
        await ledger.postpone(row, next.problem, next.seconds, next.counts);
      } catch (failure) {
        // Without a database nothing can be written down; the item is taken up again as it is.
        log.warn({ err: failure }, "the state of an item could not be kept");
        await wait(IDLE);
      }
    }
  }

  private isOver(lost: AbortSignal): boolean {
    return this.stopped || lost.aborted;
  }
}
