const WINDOW_MS = 1000;
const LONGEST_WINDOW_MS = 3000;
const MINIMUM_PACKETS = 60;
/** Above what the line loses anyway: too much is being sent, unless it turns out otherwise. */
const HIGH = 0.12;
/** Between: no reason to send more; and if it stays so, it is looked into. */
const LOW = 0.06;
const PATIENCE_WINDOWS = 3;
/** A line that loses more than this by itself is not believed to. */
const MOST_INHERENT = 0.25;
/** If it does not help to want less for that long, there is nothing left to be given up. */
const HELPLESS_WINDOWS = 4;
/** Having sent less by this much, the same loss is not due to what is sent. */
const LESS = 0.9;
const SAME = 0.65;

interface Suspicion {
  readonly loss: number;
  readonly sent: number;
  /** The estimate before it was lowered. */
  readonly estimate: number;
  windows: number;
}

/**
 * Tells loss by a full line from loss by a bad one (radio, a weak cable). Too much loss lowers the
 * estimate to what arrives. If then less is sent and as much is lost, the line loses that much by
 * itself: it is noted, and the estimate is given back.
 */
export class LossController {
  #lost = 0;
  #delivered = 0;
  #since = 0;
  #share = 0;
  #inherent = 0;
  #lossyWindows = 0;
  #suspicion: Suspicion | undefined;

  /** Share of packets lost in the last window, 0–1. */
  get share(): number {
    return this.#share;
  }

  /** Share that the line loses whatever is sent. */
  get inherent(): number {
    return this.#inherent;
  }

  /** Nothing speaks against sending more. */
  get fine(): boolean {
    return this.#suspicion === undefined && this.#share <= this.#inherent + LOW;
  }

  add(lost: number, delivered: number): void {
    this.#lost += lost;
    this.#delivered += delivered;
  }

  /**
   * @param rates what was sent and what arrived lately, bit/s
   * @param now milliseconds of a steady clock
   * @returns the estimate, changed where the loss asks for it
   */
  judge(
    estimate: number,
    rates: { readonly sent: number; readonly arrived: number },
    now: number,
  ): number {
    if (this.#since === 0) this.#since = now;
    const total = this.#lost + this.#delivered;
    const elapsed = now - this.#since;
    if (elapsed < WINDOW_MS || (total < MINIMUM_PACKETS && elapsed < LONGEST_WINDOW_MS))
      return estimate;
    if (total === 0) return estimate;
    this.#share = this.#lost / total;
    this.#lost = 0;
    this.#delivered = 0;
    this.#since = now;
    return this.#decide(estimate, rates);
  }

  #decide(estimate: number, rates: { readonly sent: number; readonly arrived: number }): number {
    const share = this.#share;
    if (share < this.#inherent) this.#learn(share);
    if (share <= this.#inherent + LOW) {
      if (share > this.#inherent && this.#inherent < LOW) this.#learn(Math.min(share, LOW));
      this.#lossyWindows = 0;
      this.#suspicion = undefined;
      return estimate;
    }
    this.#lossyWindows += 1;
    const suspicion = this.#suspicion;
    if (suspicion === undefined) {
      const tooMuch = share > this.#inherent + HIGH || this.#lossyWindows >= PATIENCE_WINDOWS;
      if (!tooMuch) return estimate;
      this.#suspicion = { loss: share, sent: rates.sent, estimate, windows: 0 };
      return Math.min(estimate, rates.arrived);
    }
    if (rates.sent < LESS * suspicion.sent) {
      this.#suspicion = undefined;
      this.#lossyWindows = 0;
      if (share > SAME * suspicion.loss && share < MOST_INHERENT) {
        this.#inherent = share;
        return Math.max(estimate, suspicion.estimate);
      }
    }
    suspicion.windows += 1;
    if (suspicion.windows >= HELPLESS_WINDOWS && share < MOST_INHERENT) {
      this.#suspicion = undefined;
      this.#lossyWindows = 0;
      this.#inherent = share;
      return estimate;
    }
    return Math.min(estimate * (1 - 0.5 * share), rates.arrived);
  }

  /** A share that nobody minds is taken as the line's own, by and by. */
  #learn(share: number): void {
    this.#inherent = this.#inherent * 0.8 + share * 0.2;
  }
}
