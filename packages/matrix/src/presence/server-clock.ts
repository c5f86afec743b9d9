/** Less than this much apart, two clocks count as equal: a `Date` header is only good to a second. */
const GOOD_ENOUGH = 2_000;

/** The server's time, learned from its answers: the clock of this device may be wrong by a day. */
export class ServerClock {
  #ahead = 0;

  constructor(private readonly local: () => number = Date.now) {}

  /** @param date the header of an answer that has just come; browsers may hide it */
  learn(date: string | null): void {
    const time = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(time)) return;
    const ahead = time + 500 - this.local();
    this.#ahead = Math.abs(ahead) < GOOD_ENOUGH ? 0 : ahead;
  }

  now(): number {
    return this.local() + this.#ahead;
  }
}
