import { ALL_TEMPORAL } from "../rtp/codecs.ts";

/** Weight of the last second. */
const NEWEST = 0.3;

/** A way to have a layer: with all its pictures, or without those of the upper temporal layers. */
export interface TemporalOption {
  /** The highest temporal layer that is passed on. */
  readonly temporal: number;
  /** Share of the whole layer's bits, 0–1. */
  readonly share: number;
}

const WHOLE: readonly TemporalOption[] = [{ temporal: ALL_TEMPORAL, share: 1 }];

/** How much of a layer each of its temporal layers takes. */
export class TemporalShares {
  /** From the cheapest to the whole. */
  options: readonly TemporalOption[] = WHOLE;
  readonly #bytes = [0, 0, 0, 0];
  readonly #shares = [0, 0, 0, 0];

  add(temporal: number, bytes: number): void {
    this.#bytes[temporal] = (this.#bytes[temporal] as number) + bytes;
  }

  /** A second is over. */
  close(): void {
    const total = this.#bytes.reduce((sum, bytes) => sum + bytes, 0);
    const first = this.#shares.every((share) => share === 0);
    let upTo = 0;
    const options: TemporalOption[] = [];
    for (const [temporal, bytes] of this.#bytes.entries()) {
      const share = total === 0 ? 0 : bytes / total;
      const before = this.#shares[temporal] as number;
      const smooth = first ? share : before + NEWEST * (share - before);
      this.#shares[temporal] = smooth;
      this.#bytes[temporal] = 0;
      // One that is not sent any more fades away.
      if (smooth < 0.01) continue;
      upTo += smooth;
      options.push({ temporal, share: Math.min(1, upTo) });
    }
    this.options = options.length < 2 ? WHOLE : [...options.slice(0, -1), ...WHOLE];
  }
}
