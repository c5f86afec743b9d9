import type { ControlWish } from "@plenum/model";

/** Milliseconds for which a wish waits: longer than the token lives with which the first one comes. */
const KEPT_MS = 15 * 60_000;
const MAX_KEPT = 10_000;

/** Wishes for conferences that have not begun. */
export class EarlyWishes {
  readonly #wishes = new Map<string, { readonly wish: ControlWish; readonly at: number }>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that does not jump */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  keep(name: string, wish: ControlWish): void {
    this.#wishes.delete(name);
    this.#wishes.set(name, { wish, at: this.#now() });
    for (const [old, { at }] of this.#wishes) {
      if (this.#wishes.size <= MAX_KEPT && at + KEPT_MS > this.#now()) break;
      this.#wishes.delete(old);
    }
  }

  /** The wish for a conference that begins now; it is given out once. */
  take(name: string): ControlWish | undefined {
    const kept = this.#wishes.get(name);
    this.#wishes.delete(name);
    return kept !== undefined && kept.at + KEPT_MS > this.#now() ? kept.wish : undefined;
  }
}
