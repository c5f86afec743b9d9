import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import type { Page } from "playwright-core";
import { type Account, createAccount } from "../src/accounts.ts";
import { launchBrowser } from "../src/browser.ts";
import { joinCall, openRoom } from "../src/call-page.ts";
import { createConferenceRoom } from "../src/conference-room.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { installWatch, momentOf, silenceSince } from "./watch.ts";

/** Milliseconds. */
const AIM = 1_000;
const TURNS = 12;
/** The first turn fills caches of browser and server; it is told, but not counted. */
const WARM_UP = 1;
/** Milliseconds between two changes, so that none waits for the one before. */
const REST = 2_500;

const SPEAK = '.call-lead [role="switch"]';
const CLOSED = '[data-call-action="microphone"][aria-disabled="true"]';
const OPEN = '[data-call-action="microphone"]:not([aria-disabled="true"])';

interface Turn {
  readonly closed: number;
  readonly silent: number;
  readonly opened: number;
}

/** What a moderator changes, and how long until it is so at somebody else's. */
export const rolesBench: Bench = {
  name: "roles",
  describe: "Call: from a moderator’s click to its effect in another browser",
  run: (context) => withInstallation(context, (config) => measure(config, context)),
};

async function measure(config: InstallationConfig, { log }: BenchContext): Promise<Figure[]> {
  const moderator = await createAccount(config, "Anna Messung");
  const listener = await createAccount(config, "Ben Messung");
  const roomId = await createConferenceRoom(config, moderator, "Messung", [listener.userId]);
  for (const account of [moderator, listener]) await join(config, account, roomId);
  const browser = await launchBrowser();
  try {
    const leading = await openRoom(browser, config, moderator, roomId, installWatch);
    const listening = await openRoom(browser, config, listener, roomId, installWatch);
    for (const page of [leading, listening]) await joinCall(page);
    await leading.getByRole("button", { name: /^Teilnehmende \(/ }).click();
    await leading.getByText(/^Besprechung leiten/).click();
    const turns: Turn[] = [];
    for (let index = 0; index < WARM_UP + TURNS; index += 1) {
      const turn = await closeAndOpen(leading, listening);
      const counted = index >= WARM_UP;
      log(
        `roles: ${counted ? index - WARM_UP + 1 : "warm-up"}, closed after ${turn.closed} ms, ` +
          `silent after ${turn.silent} ms, open after ${turn.opened} ms`,
      );
      if (counted) turns.push(turn);
    }
    return (
      [
        ["microphones closed: shown at the other’s", (turn: Turn) => turn.closed],
        ["microphones closed: no sound any more", (turn: Turn) => turn.silent],
        ["microphones opened: shown at the other’s", (turn: Turn) => turn.opened],
      ] as const
    ).flatMap(([name, pick]) => [
      durations("roles", name, turns.map(pick), AIM),
      slowest("roles", name, turns.map(pick), AIM),
    ]);
  } finally {
    await browser.close();
  }
}

async function closeAndOpen(leading: Page, listening: Page): Promise<Turn> {
  await unmute(listening);
  await pause(REST);
  const closed = momentOf(listening, CLOSED);
  const closing = await click(leading);
  const shown = await closed;
  const silent = await silenceSince(leading, closing);
  await pause(REST);
  const opened = momentOf(listening, OPEN);
  const opening = await click(leading);
  return {
    closed: shown - closing,
    silent: silent - closing,
    opened: (await opened) - opening,
  };
}

/** Whoever may speak again is still muted, as it should be. */
async function unmute(page: Page): Promise<void> {
  const button = page.locator(OPEN);
  await button.waitFor();
  if ((await button.getAttribute("aria-label"))?.includes("einschalten")) await button.click();
}

/** Clicks the switch for microphones. @returns when, on the clock that all pages share */
function click(page: Page): Promise<number> {
  return page.evaluate((selector) => {
    const control = [...document.querySelectorAll<HTMLElement>(selector)].find((it) =>
      (it.closest("label") ?? it.parentElement)?.textContent?.includes("Alle dürfen sprechen"),
    );
    if (!control) throw new Error("there is no switch for microphones");
    control.click();
    return Date.now();
  }, SPEAK);
}

async function join(config: InstallationConfig, account: Account, roomId: string): Promise<void> {
  const path = `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`;
  const response = await fetch(`${config.synapse.url}${path}`, {
    method: "POST",
    body: "{}",
    headers: { authorization: `Bearer ${account.accessToken}` },
  });
  if (!response.ok) throw new Error(`joining answered ${response.status}`);
}
