type Name = string | symbol;
// matrix-js-sdk types its own listeners above this.
type Listener = (...args: unknown[]) => void;

interface Entry {
  readonly listener: Listener;
  readonly once: boolean;
}

/**
 * Stands in for the `events` package, for the part of Node's EventEmitter that matrix-js-sdk uses.
 * Listeners that are added or removed while an event is told do not change who is told.
 */
export class EventEmitter {
  /** Mostly there are none, or one for a name that stays: every event of every room is an emitter. */
  #entries: Map<Name, Listener | readonly Entry[]> | undefined;

  on(name: Name, listener: Listener): this {
    return this.#put(name, [...this.#of(name), { listener, once: false }]);
  }

  addListener(name: Name, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: Name, listener: Listener): this {
    return this.#put(name, [...this.#of(name), { listener, once: true }]);
  }

  prependListener(name: Name, listener: Listener): this {
    return this.#put(name, [{ listener, once: false }, ...this.#of(name)]);
  }

  prependOnceListener(name: Name, listener: Listener): this {
    return this.#put(name, [{ listener, once: true }, ...this.#of(name)]);
  }

  off(name: Name, listener: Listener): this {
    const entries = this.#of(name);
    const at = entries.findLastIndex((entry) => entry.listener === listener);
    return at < 0 ? this : this.#put(name, entries.toSpliced(at, 1));
  }

  removeListener(name: Name, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: Name): this {
    if (name === undefined) this.#entries = undefined;
    else this.#entries?.delete(name);
    return this;
  }

  /** @returns whether somebody listened */
  emit(name: Name, ...args: unknown[]): boolean {
    const kept = this.#entries?.get(name);
    if (typeof kept === "function") {
      Reflect.apply(kept, this, args);
      return true;
    }
    const entries = kept ?? [];
    if (entries.length === 0 && name === "error") throw args[0];
    for (const entry of entries) {
      if (entry.once) this.off(name, entry.listener);
      Reflect.apply(entry.listener, this, args);
    }
    return entries.length > 0;
  }

  listeners(name: Name): Listener[] {
    return this.#of(name).map(({ listener }) => listener);
  }

  rawListeners(name: Name): Listener[] {
    return this.listeners(name);
  }

  listenerCount(name: Name): number {
    const kept = this.#entries?.get(name);
    return typeof kept === "function" ? 1 : (kept?.length ?? 0);
  }

  eventNames(): Name[] {
    return Array.from(this.#entries?.keys() ?? []);
  }

  setMaxListeners(): this {
    return this;
  }

  getMaxListeners(): number {
    return Infinity;
  }

  #of(name: Name): readonly Entry[] {
    const kept = this.#entries?.get(name) ?? [];
    return typeof kept === "function" ? [{ listener: kept, once: false }] : kept;
  }

  #put(name: Name, entries: readonly Entry[]): this {
    const [first] = entries;
    if (first === undefined) this.#entries?.delete(name);
    else {
      this.#entries ??= new Map();
      this.#entries.set(name, entries.length === 1 && !first.once ? first.listener : entries);
    }
    return this;
  }
}

export default EventEmitter;
