/** Nothing arrives for so long though packets were sent: more than the slowest line needs for one. */
const GAP_MS = 60;
/** What comes within this time of such a gap, in ms, is no second one: the line is that slow. */
const ONE_PER_MS = 1500;

/** So much of a step is left when it was none. */
const MOMENT_OVER = 0.3;

/**
 * Tells a way that has become longer at one stroke (another network, a detour, a radio that was
 * away for a moment) from a queue that grows. While a queue grows the line is busy: packets arrive
 * one after the other without a pause. Where the way gets longer nothing arrives for a while, then
 * everything as evenly as before.
 */
export class DelaySteps {
  #lastSent = 0;
  #lastArrived = 0;
  #offset = 0;
  /** Milliseconds that the quickest packet took, steps taken off. */
  #least = Number.POSITIVE_INFINITY;
  #step = 0;
  #gapAt = Number.NEGATIVE_INFINITY;

  /**
   * A packet that arrived, in the order of sending.
   *
   * @returns milliseconds of its delay that are due to steps
   */
  add(sent: number, arrived: number): number {
    if (this.#least === Number.POSITIVE_INFINITY) {
      this.#lastSent = sent;
      this.#lastArrived = arrived;
    } else if (sent >= this.#lastSent) {
      const gap = arrived - this.#lastArrived;
      const growth = gap - (sent - this.#lastSent);
      if (growth > GAP_MS && arrived - this.#gapAt > ONE_PER_MS) {
        this.#offset += growth;
        this.#step = this.#offset;
        this.#gapAt = arrived;
      }
      this.#lastSent = sent;
      this.#lastArrived = arrived;
    }
    const straightened = arrived - sent - this.#offset;
    if (straightened >= this.#least) return this.#offset;
    // Quicker than ever: the way is shorter again, or was long for a moment only.
    const back = Math.min(this.#offset, this.#least - straightened);
    this.#offset -= back;
    // It was a moment in which nothing was taken in, and no slow line: the next one may come at once.
    if (this.#offset < MOMENT_OVER * this.#step) this.#gapAt = Number.NEGATIVE_INFINITY;
    this.#least = straightened + back;
    return this.#offset;
  }
}
