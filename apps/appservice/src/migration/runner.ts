import { setTimeout as wait } from "node:timers/promises";
import type { MigrationKind } from "@plenum/model/migration";
import type { Pool, PoolClient } from "pg";
import type PgBoss from "pg-boss";
import type { Logger } from "../logging/logger.ts";
import { LedQueue } from "../maintenance/led-queue.ts";
import type { PaceKeeper } from "../maintenance/pace-keeper.ts";
import type { Executor, LedgerRow } from "./executor.ts";
import type { Ledger } from "./ledger.ts";
import { Marks } from "./marks.ts";
import { Supply } from "./supply.ts";
import { afterTrouble } from "./trouble.ts";
import type { ActiveWave, WaveStore } from "./wave-store.ts";

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
 * the homeserver bears.
 */
export class MigrationRunner {
  private readonly queue: LedQueue;
  /** Ends a rest between two looks. */
  private rest = new AbortController();

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
  ) {
    this.queue = new LedQueue({
      boss: deps.boss,
      pool: deps.pool,
      name: "migration",
      leader: "migration",
      isAnythingDue: async () => (await deps.waves.active()).length > 0,
      lead: (over) => this.lead(over),
    });
  }

  start(): Promise<void> {
    return this.queue.start();
  }

  /** Begins nothing new; what is under way is finished. */
  stop(): void {
    this.queue.stop();
  }

  /** Queues the work. @param client of the transaction that wants it */
  enqueue(client?: PoolClient): Promise<void> {
    return this.queue.enqueue(client);
  }

  /** The work begins at once, instead of with the next look into the queue. */
  wake(): void {
    this.rest.abort();
    this.rest = new AbortController();
    this.queue.wake();
  }

  /** Takes up what was left behind by a process that has died. */
  resume(): Promise<void> {
    return this.queue.resume();
  }

  private async lead(over: AbortSignal): Promise<void> {
    try {
      await this.workOffAll(over);
    } finally {
      for (const executor of this.deps.executors.values()) await executor.rest?.();
    }
  }

  private async workOffAll(over: AbortSignal): Promise<void> {
    const { waves } = this.deps;
    let busy = performance.now();
    /** Waves whose taking back this leader has begun. */
    const begun = new Set<string>();
    while (!over.aborted) {
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
        } else if (!worked) worked = await this.workOff(wave, kind, over);
      }
      if (worked) busy = performance.now();
      // Whoever pauses often goes on: the next process would need seconds to begin.
      else if (active.length === 0 && performance.now() - busy > LINGER) return;
      else await this.pause(active.length === 0 ? LINGERING : IDLE);
    }
  }

  /** @param milliseconds at most: who wakes the runner wants it to look now */
  private async pause(milliseconds: number): Promise<void> {
    const { signal } = this.rest;
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  /**
   * Works off one kind of a wave, until nothing of it can be done or somebody wants it otherwise.
   * @returns whether there was anything to do
   */
  private async workOff(
    wave: ActiveWave,
    kind: MigrationKind,
    over: AbortSignal,
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
    const supply = new Supply(
      async (held) => {
        const busy = [...held, ...[...running.values()].map(({ row }) => row), ...marks.unwritten];
        const rows = await this.claim(wave, kind, executor, busy);
        if (rows.length > 0) await executor.prepare?.(rows);
        return rows;
      },
      { most: executor.claim, low: this.seesAhead(wave, executor) ? executor.most : 0 },
    );
    let worked = false;
    let looked = performance.now();
    try {
      while (!over.aborted) {
        await pace.look(executor.most);
        if (performance.now() - looked > LOOK) {
          looked = performance.now();
          if (!(await waves.isStill(wave))) break;
        }
        if (pace.pace === 0) {
          if (running.size === 0) break;
        } else {
          const free = Math.min(pace.pace, executor.most) - running.size;
          for (const row of free > 0 ? await supply.take(free) : []) {
            const work = this.workOn(wave, executor, row, marks, halted.signal).finally(() => {
              running.delete(row.key);
            });
            running.set(row.key, { row, work });
          }
        }
        if (running.size === 0) break;
        worked = true;
        await Promise.race([...[...running.values()].map(({ work }) => work), wait(LOOK)]);
        if (executor.inChannels === true) await marks.flush();
        else marks.ripe();
      }
    } finally {
      halted.abort();
      await supply.close();
      await Promise.all([...running.values()].map(({ work }) => work));
      await marks.flush();
    }
    return worked;
  }

  /** Whether what comes next does not hang on what becomes of the things before. */
  private seesAhead(wave: ActiveWave, executor: Executor): boolean {
    return wave.state === "running" && executor.inChannels !== true;
  }

  private claim(
    wave: ActiveWave,
    kind: MigrationKind,
    executor: Executor,
    busy: readonly LedgerRow[],
  ): Promise<readonly LedgerRow[]> {
    const { ledger } = this.deps;
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
}
