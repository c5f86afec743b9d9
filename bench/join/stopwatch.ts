import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { watchConnections } from "../src/connections.ts";

/** Milliseconds from the click on "join". */
export interface Times {
  readonly picture: number;
  readonly sound: number;
}

interface Stopwatch {
  start: number;
  picture: number;
  sound: number;
}

/**
 * Puts a stopwatch into every page of a context, from the outside: it starts with the click on
 * "join" and stops with the first frame of somebody else that is put on the screen, and with the
 * first decoded sound that is louder than silence.
 */
export async function installStopwatch(context: BrowserContext): Promise<void> {
  await watchConnections(context);
  await context.addInitScript(() => {
    const watch: Stopwatch = { start: 0, picture: 0, sound: 0 };
    Reflect.set(globalThis, "benchStopwatch", watch);
    const connections = Reflect.get(globalThis, "benchConnections") as RTCPeerConnection[];
    addEventListener(
      "click",
      (event) => {
        const { target } = event;
        if (!(target instanceof Element) || !target.closest("[data-call-action=join]")) return;
        Object.assign(watch, { start: performance.now(), picture: 0, sound: 0 });
      },
      { capture: true },
    );
    const seen = new WeakSet<HTMLVideoElement>();
    const look = (): void => {
      for (const video of document.querySelectorAll("video")) {
        const tile = video.closest("[data-participant]");
        if (!tile || tile.getAttribute("data-participant") === "local" || seen.has(video)) continue;
        seen.add(video);
        video.requestVideoFrameCallback((now) => {
          if (watch.picture === 0) watch.picture = now;
        });
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    const listen = async (): Promise<void> => {
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry["type"] !== "inbound-rtp" || entry["kind"] !== "audio") continue;
          if (Number(entry["totalAudioEnergy"]) > 0 && watch.sound === 0) {
            watch.sound = performance.now();
          }
        }
      }
    };
    setInterval(() => {
      if (watch.start > 0 && watch.sound === 0) void listen();
    }, 20);
  });
}

const runningSchema = z.object({ start: z.number(), picture: z.number(), sound: z.number() });

/**
 * Waits until both have stopped.
 * @throws Error that says what did not come
 */
export async function readStopwatch(page: Page): Promise<Times> {
  const read = async () =>
    runningSchema.parse(await page.evaluate(() => Reflect.get(globalThis, "benchStopwatch")));
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { start, picture, sound } = await read();
    if (picture > 0 && sound > 0) return { picture: picture - start, sound: sound - start };
    if (Date.now() > deadline) {
      const missing = [picture > 0 ? "" : "picture", sound > 0 ? "" : "sound"].filter(Boolean);
      throw new Error(`Within a minute of the join there was no ${missing.join(" and no ")}.`);
    }
    await page.waitForTimeout(100);
  }
}
