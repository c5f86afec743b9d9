import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { noiseAndVoice, writeSound } from "../../e2e/src/sounds.ts";
import { type Account, createAccount, createSharedRoom } from "../src/accounts.ts";
import { launchBrowser } from "../src/browser.ts";
import { joinCall, openRoom } from "../src/call-page.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { trafficOf, watchTraffic } from "./traffic.ts";

const PEOPLE = 10;
const RUNS = Number(process.env["PLENUM_BENCH_RUNS"] ?? 3);
/** Milliseconds until everything has found its way, and of each look. */
const SETTLE = 10_000;
const LOOK = 15_000;

/** How somebody wants calls to be, as the client remembers it on a device. */
interface Wishes {
  readonly camera: boolean;
  readonly others: "full" | "none";
  readonly own: "medium" | "small";
}

const SOUND_ALONE: Wishes = { camera: false, others: "none", own: "medium" };
/**
 * Seen by one, looking at nobody: nine encoders of large pictures and eighty-one decoders are more than
 * two cores have. A ninth of a window wants little more than the smallest layer.
 */
const SEEN: Wishes = { camera: true, others: "none", own: "small" };
const LOOKING: Wishes = { camera: true, others: "full", own: "medium" };

/** What a call of ten takes of a line, and of the device of somebody who looks at nine. */
export const audioBench: Bench = {
  name: "audio",
  describe: "Call of ten: bandwidth of sound alone, processor time of a tab with nine tiles",
  run: (context) =>
    withInstallation(context, async (config) => {
      const sound = await writeSound(
        join(tmpdir(), `plenum-bench-${process.pid}.wav`),
        noiseAndVoice(6, 4),
      );
      const args = [`--use-file-for-fake-audio-capture=${sound}`];
      try {
        const figures = await soundAlone(context, config, args);
        try {
          figures.push(...(await tiles(context, config, args)));
        } catch (error) {
          // Nine who send are more than two cores may have left; what was measured counts all the same.
          context.log(`audio: nine tiles did not come about: ${String(error).split("\n")[0]}`);
        }
        return figures;
      } finally {
        await rm(sound, { force: true });
      }
    }),
};

async function peopleOf(config: InstallationConfig) {
  const people: Account[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    people.push(await createAccount(config, `Messung ${n + 1}`));
  }
  const [first, ...others] = people;
  if (!first) throw new Error("Nobody is there.");
  return { roomId: await createSharedRoom(config, [first, ...others]), first, others };
}

async function inCall(
  browser: Browser,
  config: InstallationConfig,
  account: Account,
  roomId: string,
  wishes: Wishes,
): Promise<Page> {
  const prepare = async (context: BrowserContext): Promise<void> => {
    await watchTraffic(context);
    const { camera, others, own } = wishes;
    const remembered = { begin: { room: { camera } }, bandwidth: { others, own } };
    await context.addInitScript((text) => {
      localStorage.setItem("plenum.call.wishes", text);
    }, JSON.stringify(remembered));
  };
  const page = await openRoom(browser, config, account, roomId, prepare);
  await joinCall(page, wishes.camera);
  return page;
}

async function soundAlone(
  { log }: BenchContext,
  config: InstallationConfig,
  args: readonly string[],
): Promise<Figure[]> {
  const { roomId, first, others } = await peopleOf(config);
  const browser = await launchBrowser({ args });
  try {
    const page = await inCall(browser, config, first, roomId, SOUND_ALONE);
    for (const one of others) await inCall(browser, config, one, roomId, SOUND_ALONE);
    await pause(SETTLE);
    const up: number[] = [];
    const down: number[] = [];
    for (let turn = 0; turn < RUNS; turn += 1) {
      const before = await trafficOf(page);
      const begun = performance.now();
      await pause(LOOK);
      const after = await trafficOf(page);
      const seconds = (performance.now() - begun) / 1_000;
      up.push((after.sent - before.sent) / 125 / seconds);
      down.push((after.received - before.received) / 125 / seconds);
      log(
        `audio: sound of ten, ${turn + 1} of ${RUNS}: ${Math.round(down.at(-1) ?? 0)} kbit/s down`,
      );
    }
    return [
      durations("audio", "ten people, sound alone: up", up, undefined, "kbit/s"),
      durations("audio", "ten people, sound alone: down", down, undefined, "kbit/s"),
    ];
  } finally {
    await browser.close();
  }
}

async function tiles(
  { log }: BenchContext,
  config: InstallationConfig,
  args: readonly string[],
): Promise<Figure[]> {
  const { roomId, first, others } = await peopleOf(config);
  const near = await launchBrowser({ args });
  const far = await launchBrowser({ args });
  try {
    for (const one of others) await inCall(far, config, one, roomId, SEEN);
    const page = await inCall(near, config, first, roomId, LOOKING);
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLVideoElement>("[data-participant] video")].filter(
          (video) => video.videoWidth > 0 && !video.paused,
        ).length === wanted,
      PEOPLE,
    );
    await pause(SETTLE);
    const tab: number[] = [];
    const whole: number[] = [];
    for (let turn = 0; turn < RUNS; turn += 1) {
      const before = await processorTime(near);
      const begun = performance.now();
      await pause(LOOK);
      const after = await processorTime(near);
      const seconds = (performance.now() - begun) / 1_000;
      tab.push((100 * (after.tab - before.tab)) / seconds);
      whole.push((100 * (after.whole - before.whole)) / seconds);
      log(`audio: nine tiles, ${turn + 1} of ${RUNS}: ${Math.round(tab.at(-1) ?? 0)} % of a core`);
    }
    return [
      durations(
        "audio",
        "nine tiles of 180 lines and one’s own: tab, of one core",
        tab,
        undefined,
        "%",
      ),
      durations("audio", "  the whole browser, of one core", whole, undefined, "%"),
    ];
  } finally {
    await far.close();
    await near.close();
  }
}

const processesSchema = z.object({
  processInfo: z.array(z.object({ type: z.string(), cpuTime: z.number() })),
});

/** Seconds of processor time so far: of the busiest renderer, and of all processes of the browser. */
async function processorTime(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processesSchema.parse(await session.send("SystemInfo.getProcessInfo"));
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return {
    tab: Math.max(0, ...renderers.map(({ cpuTime }) => cpuTime)),
    whole: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
  };
}
