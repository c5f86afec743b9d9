import type { CDPSession, Page } from "playwright-core";
import { z } from "zod";

const metricsSchema = z.object({
  metrics: z.array(z.object({ name: z.string(), value: z.number() })),
});

/**
 * Processor time that the main thread of a page takes, apart from whatever else the machine does:
 * what is left of a figure on a quiet machine.
 */
export class MainThread {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new MainThread(session);
  }

  /** Milliseconds since the page was made. */
  async taken(): Promise<number> {
    const { metrics } = metricsSchema.parse(await this.session.send("Performance.getMetrics"));
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  }

  async done(): Promise<void> {
    await this.session.detach();
  }
}
