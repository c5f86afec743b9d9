/** The shortest way is remembered for one to two times this long. */
const REMEMBERED_MS = 15_000;

/**
 * How long packets wait on the way: the least delay of late against the least delay of half a minute.
 * A receiver or a radio that takes nothing in for a moment delays some packets, a full queue delays
 * all of them; so the least of the newest packets tells the two apart.
 */
export class QueueDelay {
  #floor = Number.POSITIVE_INFINITY;
  #previousFloor = Number.POSITIVE_INFINITY;
  #floorSince = 0;
  #least = Number.POSITIVE_INFINITY;
  #waiting = 0;

  /** Milliseconds that even the quickest packet of the last feedback waited. */
  get ms(): number {
    return this.#waiting;
  }

  /** Nothing was sent for long: whatever waited has drained. */
  drain(): void {
    this.#waiting = 0;
  }

  /** A packet that arrived. The two clocks need not agree. */
  add(sent: number, arrived: number): void {
    const delay = arrived - sent;
    if (delay < this.#least) this.#least = delay;
  }

  /** A feedback is complete. @param now milliseconds of a steady clock */
  close(now: number): void {
    if (this.#least === Number.POSITIVE_INFINITY) return;
    if (now - this.#floorSince > REMEMBERED_MS) {
      this.#previousFloor = this.#floor;
      this.#floor = Number.POSITIVE_INFINITY;
      this.#floorSince = now;
    }
    this.#floor = Math.min(this.#floor, this.#least);
    this.#waiting = this.#least - Math.min(this.#floor, this.#previousFloor);
    this.#least = Number.POSITIVE_INFINITY;
  }
}
