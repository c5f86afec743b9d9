/** Events that are worked on at most; then as many as are kept go on, the rest stays in memory. */
const MOST = 600;
const KEPT = 400;

/**
 * The part of a list of events that is shown: what lies far from the reader costs nothing. It is
 * open at an end as long as it goes along with whatever comes there.
 */
export class Window<E extends object> {
  #first: E | undefined;
  #last: E | undefined;
  #begun = false;

  /** Bounds of the part, as for `slice`. */
  cut(all: readonly E[]): { readonly from: number; readonly to: number } {
    if (!this.#begun && all.length > 0) this.toEnd(all);
    const from = this.#first === undefined ? 0 : all.indexOf(this.#first);
    const to = this.#last === undefined ? all.length : all.lastIndexOf(this.#last) + 1;
    if (from >= 0 && to > from) return { from, to };
    // What it began or ended with is no longer there.
    this.toEnd(all);
    return { from: this.#first === undefined ? 0 : all.indexOf(this.#first), to: all.length };
  }

  /** Goes along with the newest. */
  toEnd(all: readonly E[]): void {
    this.#set(all, Math.max(0, all.length - KEPT), all.length);
  }

  /** @returns whether there was more in memory */
  older(all: readonly E[], count: number): boolean {
    const { from, to } = this.cut(all);
    const next = Math.max(0, from - count);
    this.#set(all, next, to - next > MOST ? next + KEPT : to);
    return next < from;
  }

  newer(all: readonly E[], count: number): boolean {
    const { from, to } = this.cut(all);
    const next = Math.min(all.length, to + count);
    this.#set(all, next - from > MOST ? next - KEPT : from, next);
    return next > to;
  }

  /** Moves to an event. @returns false if it was shown already */
  around(all: readonly E[], event: E): boolean {
    const { from, to } = this.cut(all);
    const at = all.indexOf(event);
    if (at < 0 || (at >= from && at < to)) return false;
    this.#set(all, Math.max(0, at - KEPT / 4), Math.min(all.length, at + KEPT / 4));
    return true;
  }

  /** The reader is at the newest: what lies far back need not be worked on. */
  atEnd(all: readonly E[]): boolean {
    const { from, to } = this.cut(all);
    if (to < all.length || to - from <= MOST) return false;
    this.toEnd(all);
    return true;
  }

  /** Forgets where it was. */
  reset(): void {
    this.#first = undefined;
    this.#last = undefined;
    this.#begun = false;
  }

  #set(all: readonly E[], from: number, to: number): void {
    this.#begun = true;
    this.#first = from === 0 ? undefined : all[from];
    this.#last = to >= all.length ? undefined : all[to - 1];
  }
}
