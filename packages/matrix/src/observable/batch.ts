import type { Lifetime } from "./lifetime.ts";

/**
 * Gathers keys and works them off together, at most once every `delay` milliseconds.
 * A timer and not an animation frame: a hidden tab must still count what is unread.
 */
export class Batch<K> {
  readonly #pending = new Set<K>();
  #cancel: (() => void) | undefined;

  constructor(
    private readonly lifetime: Lifetime,
    private readonly delay: number,
    private readonly run: (keys: ReadonlySet<K>) => void,
  ) {}

  add(key: K): void {
    if (this.lifetime.ended) return;
    this.#pending.add(key);
    this.#cancel ??= this.lifetime.timeout(this.delay, () => this.flush());
  }

  /** Works off now what is waiting. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#pending.size === 0) return;
    const keys = new Set(this.#pending);
    this.#pending.clear();
    this.run(keys);
  }
}
