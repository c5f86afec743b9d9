/**
 * Wakes those who wait for news of a room, in this process; what another process changes they find
 * when their nap is over.
 */
export class Wakeups {
  private readonly sleepers = new Map<string, Set<() => void>>();
  private closed = false;

  /** Sleeps until `wake` or for a number of milliseconds; not at all once everything ends. */
  nap(key: string, milliseconds: number): Promise<void> {
    if (this.closed || milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleepers = this.sleepers.get(key) ?? new Set();
      this.sleepers.set(key, sleepers);
      const wake = (): void => {
        clearTimeout(timer);
        sleepers.delete(wake);
        if (sleepers.size === 0 && this.sleepers.get(key) === sleepers) this.sleepers.delete(key);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      sleepers.add(wake);
    });
  }

  wake(key: string): void {
    for (const wake of this.sleepers.get(key) ?? []) wake();
  }

  /** Nobody sleeps from now on, so that nothing holds up the end of the process. */
  close(): void {
    this.closed = true;
    for (const key of this.sleepers.keys()) this.wake(key);
  }

  get ended(): boolean {
    return this.closed;
  }
}
