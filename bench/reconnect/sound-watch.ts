import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { watchConnections } from "../src/connections.ts";

/** A time without sound, in milliseconds since 1970. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

interface Watch {
  readonly gaps: { from: number; to: number }[];
  lastSound: number;
}

/**
 * Puts a watch into every page of a context, from the outside: every 50 ms it asks the browser whether
 * sound of somebody else came out that was received, not made up to conceal a loss.
 */
export async function watchSound(context: BrowserContext): Promise<void> {
  await watchConnections(context);
  await context.addInitScript(() => {
    const LOOK_EVERY = 50;
    const GAP = 250;
    const watch: Watch = { gaps: [], lastSound: 0 };
    Reflect.set(globalThis, "benchSound", watch);
    const connections = Reflect.get(globalThis, "benchConnections") as RTCPeerConnection[];
    const before = new Map<string, number>();
    const listen = async (): Promise<void> => {
      let heard = false;
      for (const [index, connection] of connections.entries()) {
        if (connection.connectionState === "closed") continue;
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry["type"] !== "inbound-rtp" || entry["kind"] !== "audio") continue;
          const key = `${index} ${String(entry["id"])}`;
          const real =
            Number(entry["totalSamplesReceived"] ?? 0) - Number(entry["concealedSamples"] ?? 0);
          if (real > (before.get(key) ?? 0) && before.has(key)) heard = true;
          before.set(key, real);
        }
      }
      if (!heard) return;
      const now = Date.now();
      if (watch.lastSound > 0 && now - watch.lastSound > GAP) {
        watch.gaps.push({ from: watch.lastSound, to: now });
      }
      watch.lastSound = now;
    };
    let busy = false;
    setInterval(() => {
      if (busy) return;
      busy = true;
      void listen()
        .catch(() => undefined)
        .finally(() => {
          busy = false;
        });
    }, LOOK_EVERY);
  });
}

const watchSchema = z.object({
  gaps: z.array(z.object({ from: z.number(), to: z.number() })),
  lastSound: z.number(),
});

/** What the watch of a page says: gaps so far, and when sound came last (0: never). */
export async function soundOf(page: Page): Promise<z.infer<typeof watchSchema>> {
  return watchSchema.parse(await page.evaluate(() => Reflect.get(globalThis, "benchSound")));
}
