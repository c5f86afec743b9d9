import type { EventEmitter } from "./events.ts";

type Name = string | symbol;

/**
 * Stands in for the ReEmitter of matrix-js-sdk: the target tells what the sources tell, with the
 * source as the last argument. Every event of every room is a source. The SDK's makes a function
 * for each name of each source, in maps of maps; here all sources share one function a name, since
 * an emitter calls its listeners with itself as `this`.
 */
export class ReEmitter {
  #shared: Map<Name, (this: unknown, ...args: unknown[]) => void> | undefined;

  constructor(private readonly target: EventEmitter) {}

  reEmit(source: EventEmitter, names: readonly Name[]): void {
    for (const name of names) {
      const shared = this.#sharedFor(name);
      if (!source.listeners(name).includes(shared)) source.on(name, shared);
    }
  }

  /** @param source undefined of a room that is just being made: it had no state before */
  stopReEmitting(source: EventEmitter | undefined, names: readonly Name[]): void {
    for (const name of names) source?.off(name, this.#sharedFor(name));
  }

  #sharedFor(name: Name): (this: unknown, ...args: unknown[]) => void {
    this.#shared ??= new Map();
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const { target } = this;
    const shared = function shared(this: unknown, ...args: unknown[]): void {
      // An emitter throws an "error" that nobody listens to.
      if (name === "error" && target.listenerCount("error") === 0) return;
      target.emit(name, ...args, this);
    };
    this.#shared.set(name, shared);
    return shared;
  }
}

export { ReEmitter as TypedReEmitter };
