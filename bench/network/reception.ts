/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to bring its own functions along */
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { watchConnections } from "../src/connections.ts";

const receptionSchema = z.object({
  samples: z.number(),
  concealed: z.number(),
  soundBytes: z.number(),
  frames: z.number(),
  freezes: z.number(),
  frozen: z.number(),
  pictureBytes: z.number(),
  /** Of each picture that comes in, in pixels. */
  heights: z.array(z.number()),
});
/** What a page has received so far, summed over everybody else; samples, bytes, frames, seconds. */
export type Reception = z.infer<typeof receptionSchema>;

/** Puts an instrument into every page of a context that knows its connections. */
export async function watchReception(context: BrowserContext): Promise<void> {
  await watchConnections(context);
  await context.addInitScript(() => {
    const connections = Reflect.get(globalThis, "benchConnections") as RTCPeerConnection[];
    Reflect.set(globalThis, "benchReception", async () => {
      const sum = {
        samples: 0,
        concealed: 0,
        soundBytes: 0,
        frames: 0,
        freezes: 0,
        frozen: 0,
        pictureBytes: 0,
        heights: [] as number[],
      };
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry["type"] !== "inbound-rtp") continue;
          const of = (name: string): number => Number(entry[name] ?? 0);
          if (entry["kind"] === "audio") {
            sum.samples += of("totalSamplesReceived");
            // Silence that stands for silence is no loss.
            sum.concealed += of("concealedSamples") - of("silentConcealedSamples");
            sum.soundBytes += of("bytesReceived");
          } else {
            sum.frames += of("framesDecoded");
            sum.freezes += of("freezeCount");
            sum.frozen += of("totalFreezesDuration");
            sum.pictureBytes += of("bytesReceived");
            if (of("framesPerSecond") > 0) sum.heights.push(of("frameHeight"));
          }
        }
      }
      return sum;
    });
  });
}

/** What has come in since the page was opened. */
export async function receptionOf(page: Page): Promise<Reception> {
  return receptionSchema.parse(
    await page.evaluate(async () => {
      const read = Reflect.get(globalThis, "benchReception") as () => Promise<unknown>;
      return read();
    }),
  );
}
