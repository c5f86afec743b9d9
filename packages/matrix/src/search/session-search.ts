import type {
  ConnectionState,
  MessageSearch,
  Observable,
  RoomSummary,
  SearchHit,
  SearchRequest,
  SearchRun,
  SearchStatus,
} from "../contract.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { SealedStore, sealedStoreName } from "../storage/sealed-store.ts";
import type { LocalSearch } from "./local-search.ts";
import { idle, Quiet } from "./quiet.ts";

/** Milliseconds after the list of rooms: what the person does first has the machine to itself. */
const AFTER_START = 3000;

/** The index of this device as long as it runs. */
interface Running {
  readonly lifetime: Lifetime;
  readonly quiet: Quiet;
  /** Fails if the index cannot be opened. */
  readonly search: Promise<LocalSearch>;
}

/** Search of the session; whatever costs something is loaded when it is first needed. */
export class SessionSearch implements MessageSearch {
  readonly status = new Value<SearchStatus>({ kind: "off" });
  #wanted = false;
  #engine: Engine | undefined;
  #running: Running | undefined;
  readonly #holds = new Map<object, () => void>();

  constructor(
    private readonly account: { readonly userId: string; readonly deviceId: string },
    private readonly session: {
      readonly rooms: Observable<ReadonlyMap<string, RoomSummary>>;
      readonly roomsReady: Observable<boolean>;
      readonly connection: Observable<ConnectionState>;
    },
  ) {}

  /** Follows an engine for as long as it lives. */
  attach(engine: Engine): void {
    this.#engine = engine;
    engine.lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
      this.#stop();
    });
    engine.lifetime.add(this.session.roomsReady.subscribe(() => this.#begin()));
    this.#begin();
  }

  start(): void {
    this.#wanted = true;
    this.#begin();
  }

  async turnOff(): Promise<void> {
    this.#wanted = false;
    const running = this.#running;
    this.#stop();
    this.status.set({ kind: "off" });
    const search = await running?.search.catch(() => undefined);
    await search?.closed;
    await SealedStore.destroy(
      sealedStoreName(this.account.userId, this.account.deviceId, "search"),
    );
  }

  hold(): () => void {
    const key = {};
    this.#holds.set(key, this.#running?.quiet.hold() ?? (() => undefined));
    return () => {
      this.#holds.get(key)?.();
      this.#holds.delete(key);
    };
  }

  prepare(): void {
    const wake = async (): Promise<void> => (await this.#local())?.service.wake();
    wake().catch(() => undefined);
  }

  async quick(text: string, limit: number): Promise<readonly SearchHit[]> {
    const engine = this.#engine;
    const local = await this.#local();
    if (engine === undefined || local === undefined) return [];
    const { quickHits } = await import("./sources.ts");
    return quickHits(engine, local, text, limit);
  }

  search(request: SearchRequest): SearchRun {
    const run = this.#run(request);
    // Whoever asks for a page hears of it.
    run.catch(() => undefined);
    return { next: async () => (await run).next() };
  }

  async #run(request: SearchRequest): Promise<SearchRun> {
    const { runOf } = await import("./sources.ts");
    return runOf(this.#engine, await this.#local(), this.session.rooms.get(), request);
  }

  async #local(): Promise<LocalSearch | undefined> {
    return this.#running?.search.catch(() => undefined);
  }

  #begin(): void {
    const engine = this.#engine;
    if (!this.#wanted || engine === undefined || this.#running !== undefined) return;
    this.status.set({ kind: "starting" });
    if (!this.session.roomsReady.get()) return;
    const lifetime = new Lifetime();
    const quiet = new Quiet(lifetime);
    for (const key of this.#holds.keys()) this.#holds.set(key, quiet.hold());
    const search = this.#open(engine, lifetime, quiet);
    const running = { lifetime, quiet, search };
    this.#running = running;
    search.catch(() => {
      // The code or the worker could not be loaded: what the server finds is still found.
      lifetime.end();
      if (this.#running === running) this.status.set({ kind: "off" });
    });
  }

  async #open(engine: Engine, lifetime: Lifetime, quiet: Quiet): Promise<LocalSearch> {
    if (globalThis.document !== undefined) {
      await new Promise<void>((resolve) => {
        lifetime.timeout(AFTER_START, resolve);
        lifetime.add(resolve);
      });
      await idle();
    }
    const { LocalSearch } = await import("./local-search.ts");
    return LocalSearch.open(engine, lifetime, {
      status: this.status,
      connection: this.session.connection,
      quiet,
    });
  }

  #stop(): void {
    this.#running?.lifetime.end();
    this.#running = undefined;
    if (this.#wanted) this.status.set({ kind: "starting" });
  }
}
