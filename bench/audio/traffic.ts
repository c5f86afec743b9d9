import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { watchConnections } from "../src/connections.ts";

const trafficSchema = z.object({ sent: z.number(), received: z.number() });

/** Puts an instrument into every page of a context that knows its connections. */
export async function watchTraffic(context: BrowserContext): Promise<void> {
  await watchConnections(context);
  await context.addInitScript(() => {
    const connections = Reflect.get(globalThis, "benchConnections") as RTCPeerConnection[];
    Reflect.set(globalThis, "benchTraffic", async () => {
      const sum = { sent: 0, received: 0 };
      for (const connection of connections) {
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry["type"] !== "transport") continue;
          sum.sent += Number(entry["bytesSent"] ?? 0);
          sum.received += Number(entry["bytesReceived"] ?? 0);
        }
      }
      return sum;
    });
  });
}

/** Bytes of everything that has gone and come over the page's connections, without IP and UDP. */
export async function trafficOf(page: Page): Promise<z.infer<typeof trafficSchema>> {
  return trafficSchema.parse(
    await page.evaluate(async () => {
      const read = Reflect.get(globalThis, "benchTraffic") as () => Promise<unknown>;
      return read();
    }),
  );
}
