import type { InstallationConfig } from "@plenum/model";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../src/browser.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { type Account, createAccount, createSharedRoom } from "./accounts.ts";
import { installStopwatch, readStopwatch, type Times } from "./stopwatch.ts";

/** Milliseconds, median. */
const AIM = 1_500;
const JOINS = 12;
/** The first joins fill caches of browser and server; they are told, but not counted. */
const WARM_UP = 2;

/** A signed-in window with the room open. */
async function openRoom(
  browser: Browser,
  config: InstallationConfig,
  account: Account,
  roomId: string,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: config.publicUrl,
    locale: "de-DE",
    viewport: { width: 1280, height: 800 },
    permissions: ["camera", "microphone"],
  });
  await installStopwatch(context);
  const page = await context.newPage();
  // Getting there is not what is measured, and a busy machine takes its time.
  page.setDefaultTimeout(120_000);
  await page.goto("/");
  await page.getByLabel("Benutzername").fill(account.localpart);
  await page.getByLabel("Passwort").fill(account.password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("heading", { name: "Anmelden", level: 1 }).waitFor({ state: "detached" });
  await page
    .locator(`a[href*="${encodeURIComponent(roomId)}"]`)
    .first()
    .click();
  await page.locator(".pl-room__call-button").waitFor({ timeout: 60_000 });
  return page;
}

/** Opens the preview, waits for one's own picture as people do, and joins. */
async function joinCall(page: Page): Promise<void> {
  await page.locator(".pl-room__call-button").click();
  await page.locator(".call-preview video").waitFor();
  await page.waitForFunction(() => {
    const own = document.querySelector<HTMLVideoElement>(".call-preview video");
    return own !== null && own.videoWidth > 0 && own.currentTime > 0.5;
  });
  await page.locator("[data-call-action=join]").click();
  await page.locator(".call[data-phase=joined]").waitFor();
}

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
    for (const account of accounts) pages.push(await openRoom(browser, config, account, roomId));
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
