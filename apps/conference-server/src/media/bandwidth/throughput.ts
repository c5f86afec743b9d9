/** Rates are taken over the last feedbacks that cover at least this long. */
const WINDOW_MS = 200;
const KEPT = 16;

interface Sample {
  readonly sentBytes: number;
  readonly arrivedBytes: number;
  /** Of the newest packet that arrived; ms, each on its own clock. */
  readonly lastSent: number;
  readonly lastArrived: number;
}

/**
 * How much was sent and how much of it arrived lately, by the receiver's own arrival times: a line
 * that has just become narrow shows it within one feedback.
 */
export class Throughput {
  readonly #samples: Sample[] = [];
  #sentBytes = 0;
  #arrivedBytes = 0;
  #lastSent = Number.NEGATIVE_INFINITY;
  #lastArrived = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #arrived = 0;
  #arrivedBefore = 0;

  /** Bit/s that were sent, lost packets included. */
  get sent(): number {
    return this.#sent;
  }

  /** Bit/s that arrived. */
  get arrived(): number {
    return this.#arrived;
  }

  /** The most of the last two measurements: one that began before the line was full shows too little. */
  get arrivedAtMost(): number {
    return Math.max(this.#arrived, this.#arrivedBefore);
  }

  /** A packet that arrived. @param sent ms, the sender's clock; @param arrived ms, the receiver's */
  addArrived(bytes: number, sent: number, arrived: number): void {
    this.#sentBytes += bytes;
    this.#arrivedBytes += bytes;
    if (sent > this.#lastSent) this.#lastSent = sent;
    if (arrived > this.#lastArrived) this.#lastArrived = arrived;
  }

  /** A packet that did not. */
  addLost(bytes: number): void {
    this.#sentBytes += bytes;
  }

  /** A feedback is complete. */
  close(): void {
    if (this.#arrivedBytes === 0) return;
    const samples = this.#samples;
    samples.push({
      sentBytes: this.#sentBytes,
      arrivedBytes: this.#arrivedBytes,
      lastSent: this.#lastSent,
      lastArrived: this.#lastArrived,
    });
    if (samples.length > KEPT) samples.shift();
    this.#sentBytes = 0;
    this.#arrivedBytes = 0;
    this.#measure();
  }

  #measure(): void {
    const newest = this.#samples.at(-1) as Sample;
    let sent = 0;
    let arrived = 0;
    for (let index = this.#samples.length - 1; index > 0; index -= 1) {
      const sample = this.#samples[index] as Sample;
      const before = this.#samples[index - 1] as Sample;
      sent += sample.sentBytes;
      arrived += sample.arrivedBytes;
      const arrivalSpan = newest.lastArrived - before.lastArrived;
      const sendSpan = newest.lastSent - before.lastSent;
      if (arrivalSpan < WINDOW_MS && index > 1) continue;
      if (arrivalSpan <= 0 || sendSpan <= 0) return;
      this.#arrivedBefore = this.#arrived;
      this.#sent = (sent * 8000) / sendSpan;
      this.#arrived = (arrived * 8000) / arrivalSpan;
      return;
    }
  }
}
