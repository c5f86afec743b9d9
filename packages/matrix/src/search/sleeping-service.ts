import type { Lifetime } from "../observable/lifetime.ts";
import type { IndexQuery } from "./message.ts";
import { afterRestEvent, nextOf, type Rest, type RestEvent } from "./rest.ts";
import type { IndexAnswer, IndexFigures, IndexService, IndexUpdate } from "./service.ts";

type Opening = Parameters<IndexService["open"]>[0];
type Updated = Awaited<ReturnType<IndexService["update"]>>;

/** The service in a worker, or what stands for it. */
export type EndableService = IndexService & { end(): void };

interface PutAside {
  readonly update: IndexUpdate;
  readonly resolve: (updated: Updated) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The index whose worker ends when nobody has asked for a while, and starts again when somebody
 * does: all of it lies on disk, and a worker without work takes several megabytes. What has no
 * hurry waits meanwhile, in order. A browser that dies loses what waits as it loses what was not
 * written yet: how far a room was read waits together with its messages, so they are read again.
 */
export class SleepingService implements IndexService {
  #rest: Rest = { awake: true, asked: 0, lastUse: 0, waiting: 0 };
  #opening: Opening = { limit: 0 };
  #worker: Promise<EndableService> | undefined;
  /** The worker before, while it ends. */
  #ending: Promise<void> = Promise.resolve();
  readonly #aside: PutAside[] = [];
  /** Goes up with everything that the worker is told. */
  #told = 0;
  #size = 0;
  /** Whether another worker would find everything. */
  #kept = false;
  #broken = false;
  #closed = false;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly start: () => Promise<EndableService>,
    private readonly lifetime: Lifetime,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether no worker runs. */
  get asleep(): boolean {
    return !this.#rest.awake;
  }

  /** Whether it could not be started again. */
  get broken(): boolean {
    return this.#broken;
  }

  async open(opening: Opening) {
    this.#opening = opening;
    const worker = await this.start();
    this.#worker = Promise.resolve(worker);
    const answer = await worker.open(opening);
    this.#kept = opening.store !== undefined && answer.failure === undefined;
    this.#happened({ kind: "opened" });
    return answer;
  }

  async update(update: IndexUpdate): Promise<Updated> {
    return this.#ask((worker) => worker.update(update));
  }

  /** An update that has no hurry: comes back when it is done, which may be after minutes. */
  async updateLater(update: IndexUpdate): Promise<Updated> {
    if (update.remove?.length || update.removeRooms?.length) return this.update(update);
    this.#told += 1;
    if (this.#worker !== undefined) return (await this.#worker).update(update);
    if (this.#broken || this.#closed) throw new Error("The index has ended");
    return new Promise((resolve, reject) => {
      this.#aside.push({ update, resolve, reject });
      this.#happened({ kind: "put aside", messages: update.add?.length ?? 0 });
    });
  }

  async search(
    query: IndexQuery,
    options: Parameters<IndexService["search"]>[1],
  ): Promise<IndexAnswer> {
    try {
      return await this.#ask((worker) => worker.search(query, options));
    } catch (error) {
      // What the server finds is found all the same.
      if (this.#broken) return { hits: [], total: 0, near: false };
      throw error;
    }
  }

  /** As it was last known: not worth waking for. */
  async size(): Promise<number> {
    const worker = await this.#worker;
    if (worker !== undefined) this.#size = await worker.size();
    return this.#size;
  }

  async flush(): Promise<void> {
    return this.#ask((worker) => worker.flush());
  }

  async figures(): Promise<IndexFigures> {
    return this.#ask((worker) => worker.figures());
  }

  async settle(): Promise<boolean> {
    return this.#ask((worker) => worker.settle());
  }

  /** Somebody is about to ask. */
  async wake(): Promise<void> {
    await this.#ask(async () => undefined);
  }

  async close(): Promise<void> {
    this.#cancel?.();
    if (this.#aside.length > 0) this.#awake().catch(() => undefined);
    this.#closed = true;
    const worker = await this.#worker?.catch(() => undefined);
    this.#worker = undefined;
    if (worker !== undefined) await endOf(worker);
    await this.#ending;
  }

  #happened(event: RestEvent): void {
    this.#rest = afterRestEvent(this.#rest, event, this.now());
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#closed || this.#broken) return;
    const next = nextOf(this.#rest, this.now());
    if (next === undefined || (next.act === "sleep" && !this.#kept)) return;
    this.#cancel = this.lifetime.timeout(next.in, () => {
      if (next.act === "wake") this.#awake().catch(() => undefined);
      else this.#sleep().catch(() => undefined);
    });
  }

  async #ask<T>(question: (worker: EndableService) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error("The index has ended");
    this.#told += 1;
    this.#happened({ kind: "asked" });
    try {
      return await question(await this.#awake());
    } finally {
      this.#happened({ kind: "answered" });
    }
  }

  async #awake(): Promise<EndableService> {
    if (this.#broken) throw new Error("The index has ended");
    this.#worker ??= this.#start();
    return this.#worker;
  }

  async #start(): Promise<EndableService> {
    try {
      await this.#ending;
      const worker = await this.start();
      const { failure } = await worker.open(this.#opening);
      if (failure !== undefined) {
        worker.end();
        throw new Error("The index cannot be read again");
      }
      for (const one of this.#aside.splice(0)) {
        worker.update(one.update).then(one.resolve, one.reject);
      }
      this.#happened({ kind: "woke" });
      return worker;
    } catch (error) {
      // What waits is lost. Nothing may be written any more that builds on it: the next start of
      // the client goes on from what is on disk.
      this.#broken = true;
      for (const { reject } of this.#aside.splice(0)) reject(error);
      throw error;
    }
  }

  async #sleep(): Promise<void> {
    const worker = await this.#worker;
    if (worker === undefined) return;
    for (let told = -1; told !== this.#told;) {
      // What is told meanwhile is written as well.
      told = this.#told;
      this.#size = await worker.size();
      this.#kept = await worker.settle();
      // Whoever asked meanwhile began the time anew.
      const next = nextOf(this.#rest, this.now());
      if (!this.#kept || this.#closed || next?.act !== "sleep" || next.in > 0) return;
    }
    this.#worker = undefined;
    this.#ending = endOf(worker);
    this.#happened({ kind: "slept" });
  }
}

async function endOf(worker: EndableService): Promise<void> {
  await worker.close().catch(() => undefined);
  worker.end();
}
