/** One thing that is due later; beginning another one gives up the first. */
export class OneTimer {
  private waiting: { readonly id: number; readonly run: () => void } | undefined;

  /** @param delay in milliseconds */
  start(delay: number, then: () => void): void {
    this.stop();
    const run = (): void => {
      this.stop();
      then();
    };
    this.waiting = { id: window.setTimeout(run, delay), run };
  }

  /** Does now what is due later, if anything is. */
  runNow(): void {
    this.waiting?.run();
  }

  stop(): void {
    window.clearTimeout(this.waiting?.id);
    this.waiting = undefined;
  }
}
