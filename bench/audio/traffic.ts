import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";

const trafficSchema = z.object({ sent: z.number(), received: z.number() });

/** Puts an instrument into every page of a context that knows its connections. */
export async function watchTraffic(context: BrowserContext): Promise<void> {
  // What runs this file keeps the names of functions with a helper that the page does not have.
  await context.addInitScript("globalThis.__name ??= (target) => target;");
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Original = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
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
