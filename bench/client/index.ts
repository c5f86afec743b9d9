import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Browser } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "../src/browser.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";

const RUNS = 7;
const DEMO_ACCOUNT = "anna.schmidt";

/** The list counts as usable when its rooms stand there and one can be opened. */
const USABLE = "a[data-room-entry]";

interface Times {
  readonly signIn: number;
  readonly reload: number;
}

/** One sign-in in a browser that has never seen the client, then a reload of the same window. */
async function once(
  browser: Browser,
  config: InstallationConfig,
  password: string,
): Promise<Times> {
  const context = await browser.newContext({ baseURL: config.publicUrl, locale: "de-DE" });
  try {
    const page = await context.newPage();
    await page.goto("/");
    await page.getByLabel("Benutzername").fill(DEMO_ACCOUNT);
    await page.getByLabel("Passwort").fill(password);
    // The clock of the page, so that the way through the test driver is not measured.
    await page.evaluate((usable) => {
      const marks = globalThis as unknown as { usableAfter?: number };
      document.addEventListener(
        "submit",
        () => {
          const start = performance.now();
          const look = (): void => {
            if (document.querySelector(usable)) marks.usableAfter = performance.now() - start;
            else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      );
    }, USABLE);
    await page.getByRole("button", { name: "Anmelden" }).click();
    const measured = await page.waitForFunction(
      () => (globalThis as unknown as { usableAfter?: number }).usableAfter,
    );
    const signIn = (await measured.jsonValue()) ?? Number.NaN;
    await context.addInitScript((usable) => {
      const look = (): void => {
        if (document.querySelector(usable)) performance.mark("list-usable");
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, USABLE);
    await page.reload();
    const reloaded = await page.waitForFunction(
      () => performance.getEntriesByName("list-usable").at(0)?.startTime,
    );
    return { signIn, reload: (await reloaded.jsonValue()) ?? Number.NaN };
  } finally {
    await context.close();
  }
}

async function measure(config: InstallationConfig, context: BenchContext): Promise<Times[]> {
  const demo = z
    .object({ password: z.string() })
    .parse(JSON.parse(await readFile(join(config.dataDir, "demo.json"), "utf8")));
  const browser = await launchBrowser();
  try {
    const times: Times[] = [];
    for (let turn = 0; turn <= RUNS; turn += 1) {
      const measured = await once(browser, config, demo.password);
      context.log(
        `client: ${turn === 0 ? "warm-up" : turn}, sign-in ${Math.round(measured.signIn)} ms, ` +
          `reload ${Math.round(measured.reload)} ms`,
      );
      if (turn > 0) times.push(measured);
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** How long the demo account waits for its rooms. */
export const clientBench: Bench = {
  name: "client",
  describe: "Client: sign-in to a usable list of rooms, and reload to the same (demo account)",
  run: (context) =>
    withInstallation(context, async (config) => {
      const times = await measure(config, context);
      return [
        durations(
          "client",
          "sign-in to usable list of rooms, empty cache",
          times.map(({ signIn }) => signIn),
          1_500,
        ),
        durations(
          "client",
          "reload to usable list of rooms",
          times.map(({ reload }) => reload),
          700,
        ),
      ];
    }),
};
