import type { Allocation } from "./bandwidth/allocate.ts";

/**
 * The largest height that anybody wants of each source, kept up to date receiver by receiver: in a
 * large conference nobody goes through everyone and everything for one who has changed his mind.
 */
export class WantedHeights<Receiver extends object> {
  readonly #byReceiver = new Map<Receiver, ReadonlyMap<string, number>>();
  /** How many want which height, by source. */
  readonly #counts = new Map<string, Map<number, number>>();
  #changed = new Set<string>();

  /** Replaces what a receiver wants. */
  set(receiver: Receiver, allocations: readonly Allocation[]): void {
    const before = this.#byReceiver.get(receiver);
    const after = new Map(allocations.map(({ name, height }) => [name, height]));
    this.#byReceiver.set(receiver, after);
    for (const [name, height] of after) {
      if (before?.get(name) === height) continue;
      this.#count(name, height, 1);
    }
    for (const [name, height] of before ?? [])
      if (after.get(name) !== height) this.#count(name, height, -1);
  }

  forget(receiver: Receiver): void {
    for (const [name, height] of this.#byReceiver.get(receiver) ?? [])
      this.#count(name, height, -1);
    this.#byReceiver.delete(receiver);
  }

  /** Pixels; 0 where nobody wants it. */
  of(name: string): number {
    let most = 0;
    for (const height of this.#counts.get(name)?.keys() ?? []) most = Math.max(most, height);
    return most;
  }

  /** Sources of which something else may be wanted than at the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  #count(name: string, height: number, by: number): void {
    this.#changed.add(name);
    let counts = this.#counts.get(name);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(name, counts);
    }
    const count = (counts.get(height) ?? 0) + by;
    if (count > 0) counts.set(height, count);
    else counts.delete(height);
    if (counts.size === 0) this.#counts.delete(name);
  }
}
