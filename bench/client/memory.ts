import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { durations } from "../src/durations.ts";
import type { Figure } from "../src/figure.ts";

const processesSchema = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.number(), cpuTime: z.number() })),
});
const usageSchema = z.object({ usedSize: z.number() });

/** Megabytes that a process holds; pages shared with others count in part. */
async function residentMegabytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return Number(kilobytes ?? Number.NaN) / 1024;
}

/** Heap after garbage collection, and what the page's renderer process holds. */
export async function measureMemory(browser: Browser, page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = usageSchema.parse(await session.send("Runtime.getHeapUsage"));
  await session.detach();
  const ofBrowser = await browser.newBrowserCDPSession();
  const { processInfo } = processesSchema.parse(await ofBrowser.send("SystemInfo.getProcessInfo"));
  await ofBrowser.detach();
  // The other renderers are spare ones of the browser: the page's has done the work.
  const renderer = processInfo
    .filter(({ type }) => type === "renderer")
    .toSorted((a, b) => b.cpuTime - a.cpuTime)[0];
  const heap = usedSize / 1024 / 1024;
  const process = renderer === undefined ? Number.NaN : await residentMegabytes(renderer.id);
  return [
    durations("client", "heap after 50 rooms of 500, twice", [heap], 60, "MB"),
    durations("client", "renderer process after the same", [process], 170, "MB"),
  ];
}
