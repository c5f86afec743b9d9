import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "../src/browser.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";

const RUNS = 7;
const DEMO_ACCOUNT = "anna.schmidt";

/**
 * Runs in the page, by the page's own clock, so that the way through the test driver is not
 * measured. The list counts as usable when its rooms stand there and one can be opened.
 */
const MARK_WHEN_USABLE = `(function look() {
  if (document.querySelector("a[data-room-entry]")) performance.mark("list-usable");
  else requestAnimationFrame(look);
})();`;

interface Times {
  readonly signIn: number;
  readonly reload: number;
}

/** Milliseconds on the page's clock. */
async function usableAt(page: Page): Promise<number> {
  const mark = await page.waitForFunction(
    () => performance.getEntriesByName("list-usable").at(0)?.startTime,
  );
  return (await mark.jsonValue()) ?? Number.NaN;
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
    await page.evaluate(`document.addEventListener("submit", () => {
      performance.mark("signing-in");
      ${MARK_WHEN_USABLE}
    }, { capture: true, once: true })`);
    await page.getByRole("button", { name: "Anmelden" }).click();
    const signIn = await usableAt(page);
    const pressed = await page.evaluate(
      () => performance.getEntriesByName("signing-in").at(0)?.startTime ?? Number.NaN,
    );
    await context.addInitScript({ content: MARK_WHEN_USABLE });
    await page.reload();
    return { signIn: signIn - pressed, reload: await usableAt(page) };
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
