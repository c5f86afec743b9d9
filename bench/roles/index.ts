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
const TURNS = 10;
/** The first turn fills caches of browser and server; it is told, but not counted. */
const WARM_UP = 1;
/** Milliseconds between two changes, so that none waits for the one before. */
const REST = 1_500;

const ONE = "Ben Messung";
const OTHER = "Eva Messung";
const MICROPHONE = '[data-call-action="microphone"]';
const CLOSED = `${MICROPHONE}[aria-disabled="true"]`;
const OPEN = `${MICROPHONE}:not([aria-disabled="true"])`;
const MUTED = `${OPEN}[aria-label*="einschalten"]`;
const SPEAKING = `${OPEN}[aria-label*="ausschalten"]`;

/** Who leads, and two whose microphones it is about. */
interface Scene {
  readonly leading: Page;
  readonly one: Page;
  readonly other: Page;
}

/** What a moderator changes, and what there is to be seen of it at others'. */
interface Change {
  readonly name: string;
  readonly before?: (scene: Scene) => Promise<void>;
  /** @returns when it was clicked, on the clock that all pages share */
  readonly click: (scene: Scene) => Promise<number>;
  readonly shown: Readonly<Record<string, readonly [who: keyof Scene, selector: string]>>;
  /** The server lets nothing through afterwards: it is measured when the last sound came. */
  readonly silences?: boolean;
}

/** Somebody's entry in the list of people. */
const personCalled = (name: string): string => `.call-person:has([aria-label="Mehr zu ${name}"])`;
const SEEN_OFF = `${personCalled(ONE)} [aria-label="Mikrofon aus"]`;
const speaks = ({ one }: Scene): Promise<void> => unmute(one);
const menuOfOne = async ({ leading }: Scene): Promise<void> => {
  await press(leading, `${personCalled(ONE)} button[aria-haspopup]`, "Moderieren");
};
const lock = ({ leading }: Scene): Promise<number> =>
  press(leading, '.call-lead [role="switch"]', "Alle dürfen sprechen");
const give = (name: string) => (scene: Scene) =>
  press(scene.leading, `${personCalled(name)} button`, `Wort geben: ${name}`);
const choose = (item: string) => (scene: Scene) => press(scene.leading, '[role="menuitem"]', item);

/** One turn; each leaves what the next one needs. */
const CHANGES: readonly Change[] = [
  {
    name: "one microphone switched off",
    before: speaks,
    click: ({ leading }) => press(leading, `${personCalled(ONE)} button`, "Mikrofon ausschalten"),
    shown: { "off there": ["one", MUTED], "seen by who leads": ["leading", SEEN_OFF] },
  },
  {
    name: "all microphones switched off",
    before: speaks,
    click: ({ leading }) => press(leading, ".call-people__all button", "Alle stummschalten"),
    shown: { "off there": ["one", MUTED], "seen by who leads": ["leading", SEEN_OFF] },
  },
  {
    name: "microphones closed",
    before: speaks,
    click: lock,
    shown: { "shown at the other’s": ["one", CLOSED] },
    silences: true,
  },
  {
    name: "made a presenter",
    before: menuOfOne,
    click: choose("Vortragen lassen"),
    shown: { "microphone usable": ["one", OPEN] },
  },
  {
    name: "presenter no more",
    before: menuOfOne,
    click: choose("Nicht mehr vortragen lassen"),
    shown: { "microphone closed": ["one", CLOSED] },
  },
  { name: "floor given", click: give(ONE), shown: { "microphone open": ["one", OPEN] } },
  {
    name: "floor handed on",
    before: speaks,
    click: give(OTHER),
    shown: { "microphone open": ["other", OPEN], "closed at the last one": ["one", CLOSED] },
    silences: true,
  },
  { name: "microphones opened", click: lock, shown: { "shown at the other’s": ["one", OPEN] } },
];

/** What a moderator changes, and how long until it is so at somebody else's. */
export const rolesBench: Bench = {
  name: "roles",
  describe: "Call: from a moderator’s click to its effect in another browser",
  run: (context) => withInstallation(context, (config) => measure(config, context)),
};

async function measure(config: InstallationConfig, { log }: BenchContext): Promise<Figure[]> {
  const accounts = [];
  for (const name of ["Anna Messung", ONE, OTHER]) accounts.push(await createAccount(config, name));
  const [moderator, ...others] = accounts as [Account, Account, Account];
  const invite = others.map(({ userId }) => userId);
  const roomId = await createConferenceRoom(config, moderator, "Messung", invite);
  for (const account of accounts) await join(config, account, roomId);
  const browser = await launchBrowser();
  try {
    const pages: Page[] = [];
    for (const account of accounts) {
      const page = await openRoom(browser, config, account, roomId, installWatch);
      await joinCall(page);
      pages.push(page);
    }
    const [leading, one, other] = pages as [Page, Page, Page];
    const scene = { leading, one, other };
    for (const page of [leading, other]) await mute(page);
    await leading.getByRole("button", { name: /^Teilnehmende \(/ }).click();
    await leading.getByText(/^Besprechung leiten/).click();
    for (const name of [ONE, OTHER]) {
      await leading.getByRole("button", { name: `Mehr zu ${name}` }).click();
    }
    const found = new Map<string, number[]>();
    for (let turn = 0; turn < WARM_UP + TURNS; turn += 1) {
      for (const change of CHANGES) {
        const taken = await timesOf(change, scene);
        const told = taken.map(([effect, ms]) => `${effect} after ${ms} ms`).join(", ");
        log(`roles: ${turn < WARM_UP ? "warm-up" : turn - WARM_UP + 1}, ${change.name}: ${told}`);
        if (turn < WARM_UP) continue;
        for (const [effect, ms] of taken) {
          const figure = `${change.name}: ${effect}`;
          found.set(figure, [...(found.get(figure) ?? []), ms]);
        }
      }
    }
    return [...found].flatMap(([figure, values]) => [
      durations("roles", figure, values, AIM),
      slowest("roles", figure, values, AIM),
    ]);
  } finally {
    await browser.close();
  }
}

/** Makes one change. @returns milliseconds until each of its effects */
async function timesOf(
  { before, click, shown, silences = false }: Change,
  scene: Scene,
): Promise<readonly (readonly [effect: string, ms: number])[]> {
  await before?.(scene);
  await pause(REST);
  const seen = Object.entries(shown).map(
    async ([effect, [who, selector]]) => [effect, await momentOf(scene[who], selector)] as const,
  );
  const clicked = await click(scene);
  const moments = await Promise.all(seen);
  const quiet = silences
    ? [["no sound any more", await silenceSince(scene.leading, clicked)] as const]
    : [];
  return [...moments, ...quiet].map(([effect, moment]) => [effect, moment - clicked] as const);
}

/** Whoever may speak again is still muted, as it should be. */
async function unmute(page: Page): Promise<void> {
  await page.locator(OPEN).waitFor();
  if (await page.locator(MUTED).isVisible()) await page.locator(MUTED).click();
  await page.locator(SPEAKING).waitFor();
}

async function mute(page: Page): Promise<void> {
  await page.locator(OPEN).waitFor();
  if (await page.locator(SPEAKING).isVisible()) await page.locator(SPEAKING).click();
  await page.locator(MUTED).waitFor();
}

/** Presses a control as soon as it is there. @returns when, on the clock that all pages share */
function press(page: Page, selector: string, name: string): Promise<number> {
  return page.evaluate(
    ({ what, called }) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const control = [...document.querySelectorAll<HTMLElement>(what)].find((it) =>
            [it.getAttribute("aria-label"), (it.closest("label") ?? it).textContent].some(
              (text) => text?.startsWith(called) === true,
            ),
          );
          if (!control) {
            requestAnimationFrame(look);
            return;
          }
          control.click();
          resolve(Date.now());
        };
        look();
      }),
    { what: selector, called: name },
  );
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
