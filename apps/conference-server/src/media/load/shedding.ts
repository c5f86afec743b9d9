/** 0: nothing is dropped; 1: pictures up to 360 lines; 2: up to 180; 3: no camera at all. */
export type SheddingLevel = 0 | 1 | 2 | 3;

/** Packets that waited this long, in ms, lead to levels 1, 2 and 3. */
const RAISE_MS = [80, 200, 500] as const;
/** A router whose own clock ticks in time has no queue, whatever the packets say. */
const LATE_MS = 30;
/** In ticks. */
const WINDOW = 20;
/** So long must be calm before one level is taken back. */
const RECOVERY_MS = 5000;

/**
 * Finds out whether packets wait in the library's queue towards JavaScript, which has no limit and
 * cannot be looked at. Two signs must come together: every packet, whoever sent it, comes later
 * than its timestamp says (one sender's bad line is not the router's fault), and the router's own
 * clock ticks late (a sender with a jumping clock is not either).
 */
export class LoadShedder {
  #level: SheddingLevel = 0;
  #calmSince = 0;
  #late = 0;
  #ticks = 0;
  #leastLag = Number.POSITIVE_INFINITY;

  get level(): SheddingLevel {
    return this.#level;
  }

  /** Pixels that cameras may have at the present level. */
  get heightCap(): number {
    return [Number.POSITIVE_INFINITY, 360, 180, 0][this.#level] as number;
  }

  /** Notes a packet. @param ms how much later it came than the quickest of its stream */
  noteLag(ms: number): void {
    if (ms < this.#leastLag) this.#leastLag = ms;
  }

  /**
   * Notes a tick of the router's clock.
   *
   * @param lateMs how much later than planned
   * @param now milliseconds of a steady clock
   * @returns true when the level changed
   */
  tick(lateMs: number, now: number): boolean {
    this.#late = this.#late * 0.8 + Math.max(0, lateMs) * 0.2;
    this.#ticks += 1;
    if (this.#ticks < WINDOW) return false;
    const waiting = Number.isFinite(this.#leastLag) && this.#late > LATE_MS ? this.#leastLag : 0;
    this.#ticks = 0;
    this.#leastLag = Number.POSITIVE_INFINITY;
    return this.#judge(waiting, now);
  }

  #judge(waiting: number, now: number): boolean {
    const before = this.#level;
    let wanted: SheddingLevel = 0;
    for (const [index, limit] of RAISE_MS.entries())
      if (waiting > limit) wanted = (index + 1) as SheddingLevel;
    if (wanted >= this.#level) {
      this.#level = wanted;
      this.#calmSince = now;
    } else if (now - this.#calmSince > RECOVERY_MS) {
      this.#level = (this.#level - 1) as SheddingLevel;
      this.#calmSince = now;
    }
    return this.#level !== before;
  }
}
