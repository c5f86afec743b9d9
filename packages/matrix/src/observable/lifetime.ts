/**
 * Everything that has to end with its owner: listeners, timers, requests. `end` undoes in reverse
 * order and is idempotent; what is added afterwards is undone at once.
 */
export class Lifetime {
  readonly #abort = new AbortController();
  #disposers: (() => void)[] = [];

  /** Aborts when the owner ends: for requests. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get ended(): boolean {
    return this.#abort.signal.aborted;
  }

  /** How many things wait for the end; for tests of lifetimes. */
  get size(): number {
    return this.#disposers.length;
  }

  /** @returns the function that undoes earlier than the end */
  add(dispose: () => void): () => void {
    if (this.ended) {
      dispose();
      return () => undefined;
    }
    this.#disposers.push(dispose);
    return () => {
      if (this.#forget(dispose)) dispose();
    };
  }

  #forget(dispose: () => void): boolean {
    const index = this.#disposers.indexOf(dispose);
    if (index >= 0) this.#disposers.splice(index, 1);
    return index >= 0;
  }

  /** @param delay milliseconds */
  timeout(delay: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      this.#forget(dispose);
      run();
    }, delay);
    const dispose = (): void => clearTimeout(timer);
    return this.add(dispose);
  }

  /** @param period milliseconds */
  interval(period: number, run: () => void): () => void {
    const timer = setInterval(run, period);
    return this.add(() => clearInterval(timer));
  }

  end(): void {
    if (this.ended) return;
    this.#abort.abort();
    const disposers = this.#disposers;
    this.#disposers = [];
    for (const dispose of disposers.toReversed()) dispose();
  }
}
