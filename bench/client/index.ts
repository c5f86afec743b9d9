import { join } from "node:path";
import { initialScriptBytes } from "../../apps/cli/src/quality/web-bundle.ts";
import { bigAccount } from "../seed/account.ts";
import { launchBrowser } from "../src/browser.ts";
import type { Bench, Figure } from "../src/figure.ts";
import { withSeededInstallation } from "../src/installation.ts";
import { measureScrolling, measureTyping, openBigRoom } from "./big-room.ts";
import { measureDelivery } from "./delivery.ts";
import { measureMemory } from "./memory.ts";
import { serverShare } from "./server-share.ts";
import { endRecorder } from "./recorder.ts";
import { measureStart } from "./start.ts";
import { measureSwitching } from "./switching.ts";
import { freshWindow, settle, signIn } from "./windows.ts";

const RUNS = Number(process.env["PLENUM_BENCH_RUNS"] ?? 7);
const PARTS = ["start", "switch", "room", "delivery"] as const;

/** The parts named in PLENUM_BENCH_PARTS, for who works on one of them; else all. */
function wantedParts(): ReadonlySet<string> {
  const named = process.env["PLENUM_BENCH_PARTS"];
  return new Set(named === undefined || named === "" ? PARTS : named.split(","));
}

async function bundle(root: string): Promise<Figure> {
  const value = (await initialScriptBytes(join(root, "apps/web/dist"))) / 1000;
  return {
    bench: "client",
    figure: "initial JavaScript, gzip",
    value,
    unit: "kB",
    aim: { atMost: 350 },
    spread: [value, value],
    n: 1,
  };
}

/** How long people wait for the client, with an account of 500 rooms. */
export const clientBench: Bench = {
  name: "client",
  describe:
    "Client with 500 rooms: start, room switch, memory, scrolling, typing, delivery (needs seed)",
  run: (context) =>
    withSeededInstallation(context, async (config) => {
      const account = await bigAccount(config, context.log);
      const parts = wantedParts();
      const figures: Figure[] = [await bundle(context.root)];
      const share = await serverShare(config, account, RUNS);
      const browser = await launchBrowser();
      const take = async (name: string, measured: Promise<Figure[]>): Promise<void> => {
        figures.push(...(await measured));
        context.log(`client: ${name} measured`);
      };
      try {
        if (parts.has("start")) {
          await take("start", measureStart(browser, config, account, share, RUNS, context.log));
        }
        const page = await freshWindow(browser, config);
        await page.goto("/");
        await endRecorder(page);
        await signIn(page, account.localpart, account.password);
        await settle(page, account.rooms.length);
        if (parts.has("switch")) {
          await take("room switch", measureSwitching(page, account, share.messages));
          await take("memory", measureMemory(browser, page));
        }
        await openBigRoom(page, account);
        if (parts.has("room")) {
          await take("typing", measureTyping(page, share.send));
        }
        if (parts.has("delivery")) {
          await take("delivery", measureDelivery(browser, page, config, account));
        }
        if (parts.has("room")) await take("scrolling", measureScrolling(browser, page));
        return figures;
      } finally {
        await browser.close();
      }
    }),
};
