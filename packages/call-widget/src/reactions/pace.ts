/** At most so many in any second. */
export class Pace {
  private times: readonly number[] = [];

  constructor(private readonly perSecond: number) {}

  /**
   * Whether there is room for one more, which it takes then.
   * @param now milliseconds
   */
  take(now: number): boolean {
    this.times = this.times.filter((time) => now - time < 1_000 && time <= now);
    if (this.times.length >= this.perSecond) return false;
    this.times = [...this.times, now];
    return true;
  }
}
