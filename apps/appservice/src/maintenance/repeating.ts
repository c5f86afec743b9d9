import type { Logger } from "../logging/logger.ts";

/** A task that runs again some time after it has finished, until it is stopped. */
export class RepeatingTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly pauseMs: number,
    private readonly task: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  /** Runs the task for the first time after one pause. */
  start(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.once();
    }, this.pauseMs);
  }

  /** Waits for a run under way; there is none after it. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async once(): Promise<void> {
    try {
      await this.task();
    } catch (error) {
      this.log.warn({ err: error, task: this.name }, "a periodic task failed; it will run again");
    }
    this.start();
  }
}
