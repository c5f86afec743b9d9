import type { Observable } from "../contract.ts";

/** A value that changes, with its listeners. Setting an identical value tells nobody. */
export class Value<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of Array.from(this.#listeners)) listener();
  }

  subscribe(listener: () => void): () => void {
    // A wrapper of its own, so that subscribing the same function twice is two subscriptions.
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  /** How many listen; for tests of lifetimes. */
  get listenerCount(): number {
    return this.#listeners.size;
  }
}

/**
 * Follows `source` through `select`; the result keeps its reference while `select` answers the same.
 * Nothing is subscribed while nobody listens.
 */
export function select<T, R>(source: Observable<T>, selector: (value: T) => R): Observable<R> {
  return {
    get: () => selector(source.get()),
    subscribe(listener) {
      let last = selector(source.get());
      return source.subscribe(() => {
        const next = selector(source.get());
        if (Object.is(next, last)) return;
        last = next;
        listener();
      });
    },
  };
}
