import type { BrowserContext, Page } from "playwright-core";
import { watchConnections } from "../src/connections.ts";

/** Milliseconds without a packet after which nothing comes any more; they come every 20 ms. */
const QUIET = 300;

/** Notes in every page of a context when the last packet of sound arrived. */
export async function installWatch(context: BrowserContext): Promise<void> {
  await watchConnections(context);
  await context.addInitScript(() => {
    const LOOK_EVERY = 20;
    const watch = { lastPacket: 0 };
    Reflect.set(globalThis, "benchSoundPackets", watch);
    const connections = Reflect.get(globalThis, "benchConnections") as RTCPeerConnection[];
    let before = 0;
    let busy = false;
    const look = async (): Promise<void> => {
      let packets = 0;
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry["type"] !== "inbound-rtp" || entry["kind"] !== "audio") continue;
          packets += Number(entry["packetsReceived"]);
        }
      }
      if (packets !== before) watch.lastPacket = Date.now();
      before = packets;
    };
    setInterval(() => {
      if (busy) return;
      busy = true;
      void look()
        .catch(() => undefined)
        .finally(() => {
          busy = false;
        });
    }, LOOK_EVERY);
  });
}

/** When something first stands in a window: milliseconds on the clock that all windows share. */
export function momentOf(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (what) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector(what)) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    selector,
  );
}

/** When the last packet of sound came, once nothing has come for a while. @param since a click */
export async function silenceSince(page: Page, since: number): Promise<number> {
  return page.evaluate(
    ({ quiet, from }) =>
      new Promise<number>((resolve) => {
        const { benchSoundPackets: watch } = globalThis as unknown as {
          benchSoundPackets: { lastPacket: number };
        };
        const look = (): void => {
          if (Date.now() - watch.lastPacket > quiet) resolve(Math.max(watch.lastPacket, from));
          else setTimeout(look, 20);
        };
        look();
      }),
    { quiet: QUIET, from: since },
  );
}
