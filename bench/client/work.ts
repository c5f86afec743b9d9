import type { Browser, CDPSession, Page } from "playwright-core";
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

function sumOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of processor time. */
      tdur: z.number().optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/**
 * Processor time of every task that the main thread of a page runs meanwhile: a task that waits
 * for other programs of the machine is no longer for it.
 * @returns milliseconds, one entry a task
 */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  run: () => Promise<void>,
): Promise<readonly number[]> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await run();
  const text = (await browser.stopTracing()).toString();
  const { traceEvents } = traceSchema.parse(JSON.parse(text));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.["name"] === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = new Map<string, number[]>();
  for (const { name, ph, pid, tid, tdur } of traceEvents) {
    const thread = `${pid} ${tid}`;
    if (ph !== "X" || tdur === undefined || !name.endsWith("RunTask") || !mains.has(thread))
      continue;
    const known = tasks.get(thread) ?? [];
    known.push(tdur / 1000);
    tasks.set(thread, known);
  }
  // The other renderers are spare ones of the browser: the page's has done the work.
  return [...tasks.values()].toSorted((a, b) => sumOf(b) - sumOf(a))[0] ?? [];
}
