const WINDOW_MS = 1000;
/** How quickly a stream that sends less is thought to cost less, per second. */
const CHEAPER = 0.2;

/**
 * What has to be reckoned with for a stream: the most that it sent lately, so that a screen that
 * stands still for a moment, or somebody who draws breath, is not taken for a cheap one.
 */
export class GoingRate {
  /** Bit/s over the last full second. */
  bitrate = 0;
  /** Bit/s to be reckoned with, 0 before the first full second. */
  price = 0;
  #windowStart = Number.NEGATIVE_INFINITY;
  #windowBytes = 0;

  /** It begins anew after a pause: the pause does not count. */
  begin(now: number): void {
    this.#windowStart = now;
    this.#windowBytes = 0;
  }

  /** @returns whether a second is full */
  add(bytes: number, now: number): boolean {
    if (this.#windowStart === Number.NEGATIVE_INFINITY) this.begin(now);
    this.#windowBytes += bytes;
    const elapsed = now - this.#windowStart;
    if (elapsed < WINDOW_MS) return false;
    this.bitrate = (this.#windowBytes * 8000) / elapsed;
    const change = this.bitrate - this.price;
    this.price += change > 0 ? change : change * CHEAPER;
    this.begin(now);
    return true;
  }
}
