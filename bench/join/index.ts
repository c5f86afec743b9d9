import type { InstallationConfig } from "@plenum/model";
import type { Page } from "playwright-core";
import { type Account, createAccount, createSharedRoom } from "../src/accounts.ts";
import { launchBrowser } from "../src/browser.ts";
import { joinCall, openRoom } from "../src/call-page.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { installStopwatch, readStopwatch, type Times } from "./stopwatch.ts";

/** Milliseconds, median. */
const AIM = 1_500;
const JOINS = 12;
/** The first joins fill caches of browser and server; they are told, but not counted. */
const WARM_UP = 2;

/** Leaves and closes the call, so that the next join begins from the room. */
async function leaveCall(page: Page): Promise<void> {
  await page.locator("[data-call-action=leave]").click();
  await page.locator(".call[data-phase=ended]").waitFor();
  await page.locator(".call-ended").getByRole("button", { name: "Schließen" }).click();
  await page.locator(".call").waitFor({ state: "detached" });
}

async function othersSee(pages: readonly Page[], count: number): Promise<void> {
  for (const page of pages) {
    await page.waitForFunction(
      (wanted) => document.querySelectorAll("[data-participant]").length === wanted,
      count,
    );
  }
}

async function measure(config: InstallationConfig, context: BenchContext): Promise<Times[]> {
  const accounts: readonly [Account, Account, Account] = [
    await createAccount(config, "Anna Messung"),
    await createAccount(config, "Ben Messung"),
    await createAccount(config, "Carla Messung"),
  ];
  const roomId = await createSharedRoom(config, accounts);
  const browser = await launchBrowser();
  try {
    const pages: Page[] = [];
    for (const account of accounts)
      pages.push(await openRoom(browser, config, account, roomId, installStopwatch));
    const newcomer = pages.pop();
    if (!newcomer) return [];
    for (const page of pages) await joinCall(page);
    const times: Times[] = [];
    for (let turn = 0; turn < WARM_UP + JOINS; turn += 1) {
      await joinCall(newcomer);
      const measured = await readStopwatch(newcomer);
      const counted = turn >= WARM_UP;
      context.log(
        `join: ${counted ? turn - WARM_UP + 1 : "warm-up"}, picture after ` +
          `${Math.round(measured.picture)} ms, sound after ${Math.round(measured.sound)} ms`,
      );
      if (counted) times.push(measured);
      await leaveCall(newcomer);
      await othersSee(pages, 2);
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** How long somebody waits who joins a call of two, in the real client on the real stack. */
export const joinBench: Bench = {
  name: "join",
  describe:
    "Call: click on “join” to the first remote picture and to the first sound, three participants",
  run: (context) =>
    withInstallation(context, async (config) => {
      const times = await measure(config, context);
      return [
        durations(
          "join",
          "click to first remote picture",
          times.map(({ picture }) => picture),
          AIM,
        ),
        durations(
          "join",
          "click to first sound",
          times.map(({ sound }) => sound),
          AIM,
        ),
      ];
    }),
};
