/** 0: nothing is dropped; 1: pictures up to 360 lines; 2: up to 180; 3: no camera at all. */
export type SheddingLevel = 0 | 1 | 2 | 3;

const RAISE_MS = [80, 200, 500] as const;
const CALM_MS = 30;
/** So long must be calm before one level is taken back. */
const RECOVERY_MS = 5000;

/**
 * Watches how late the router's own clock ticks. Packets wait in the library's queue towards
 * JavaScript, which has no limit and cannot be looked at; a late tick is how its length shows.
 */
export class LoadShedder {
  #level: SheddingLevel = 0;
  #calmSince = 0;
  #smoothed = 0;

  get level(): SheddingLevel {
    return this.#level;
  }

  /** Pixels that cameras may have at the present level. */
  get heightCap(): number {
    return [Number.POSITIVE_INFINITY, 360, 180, 0][this.#level] as number;
  }

  /**
   * Notes a tick. @param lateMs how much later than planned; @param now ms, steady clock
   * @returns true when the level changed
   */
  tick(lateMs: number, now: number): boolean {
    this.#smoothed = this.#smoothed * 0.8 + Math.max(0, lateMs) * 0.2;
    const before = this.#level;
    let wanted: SheddingLevel = 0;
    for (const [index, limit] of RAISE_MS.entries())
      if (this.#smoothed > limit) wanted = (index + 1) as SheddingLevel;
    if (wanted > this.#level) {
      this.#level = wanted;
      this.#calmSince = now;
    } else if (this.#smoothed > CALM_MS) this.#calmSince = now;
    else if (this.#level > 0 && now - this.#calmSince > RECOVERY_MS) {
      this.#level = (this.#level - 1) as SheddingLevel;
      this.#calmSince = now;
    }
    return this.#level !== before;
  }
}
