import {
  createGuestLinkResponseSchema,
  enterAsGuestResponseSchema,
  type InstallationConfig,
} from "@plenum/model";
import type { Browser } from "playwright-core";
import { createAccount } from "../src/accounts.ts";
import { launchBrowser } from "../src/browser.ts";
import { apiSession, createConferenceRoom, send } from "../src/conference-room.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { installDoorClock, shownAt, wallClock } from "./door-clock.ts";

/** Milliseconds from a guest link to the room. */
const AIM = 2_000;
const IN_BROWSER = 8;
const ONE_BY_ONE = 20;
/** The first ones fill caches; they are not counted. */
const WARM_UP = 2;
/** Milliseconds from one key of the name to the next. */
const KEY = 60;
const CROWD = 200;
/** How many of the crowd press the button at the same moment. */
const AT_ONCE = 8;
const JOINS = 200;

/** Guests: from the link to the room, a crowd of them, and the endpoint that opens the call. */
export const guestsBench: Bench = {
  name: "guests",
  describe: "Guests: link to in the room, 200 entering one room, the join endpoint",
  run: (context) => withInstallation(context, (config) => measure(config, context)),
};

interface Room {
  readonly id: string;
  /** Of the API, for the moderator. */
  readonly token: string;
}

async function measure(config: InstallationConfig, { log }: BenchContext): Promise<Figure[]> {
  const account = await createAccount(config, "Anna Messung");
  const id = await createConferenceRoom(config, account, "Messung", []);
  await send(`${config.synapse.url}/_matrix/client/v3/join/${encodeURIComponent(id)}`, {
    token: account.accessToken,
    body: {},
  });
  const room: Room = { id, token: await apiSession(config, account) };
  const join = await joinFigures(config, room, "MESSUNG", log);
  const alone = await oneByOne(config, room);
  const browser = await launchBrowser();
  try {
    const pages = await inBrowser(config, room, browser, log);
    return [...pages, ...alone, ...(await crowd(config, room, log)), ...join];
  } finally {
    await browser.close();
  }
}

/** A link for so many guests. @returns its address */
async function linkFor(
  config: InstallationConfig,
  { id, token }: Room,
  maxUses: number,
): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const path = `${config.appservice.url}/api/v1/conferences/${encodeURIComponent(id)}/guest-links`;
  const made = await send(path, { token, body: { expiresAt, maxUses } });
  return createGuestLinkResponseSchema.parse(made).url;
}

/** Enters by the API. @returns milliseconds until the guest has a session in the room */
async function enter(config: InstallationConfig, link: string, name: string): Promise<number> {
  const key = new URL(link).pathname.split("/").at(-1) ?? "";
  const started = performance.now();
  const answer = await send(`${config.appservice.url}/api/v1/guest-links/${key}/enter`, {
    body: { displayName: name },
  });
  enterAsGuestResponseSchema.parse(answer);
  return performance.now() - started;
}

async function oneByOne(config: InstallationConfig, room: Room): Promise<Figure[]> {
  const link = await linkFor(config, room, WARM_UP + ONE_BY_ONE);
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + ONE_BY_ONE; turn += 1) {
    const time = await enter(config, link, `Gast Nummer ${turn}`);
    if (turn >= WARM_UP) times.push(time);
  }
  const figure = "by the API: asked to in the room";
  return [durations("guests", figure, times, AIM), slowest("guests", figure, times, AIM)];
}

async function inBrowser(
  config: InstallationConfig,
  room: Room,
  browser: Browser,
  log: BenchContext["log"],
): Promise<Figure[]> {
  const link = await linkFor(config, room, WARM_UP + IN_BROWSER);
  const times: { door: number; room: number }[] = [];
  for (let turn = 0; turn < WARM_UP + IN_BROWSER; turn += 1) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "de-DE" });
    await installDoorClock(context);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const opened = wallClock();
    await page.goto(link, { waitUntil: "commit" });
    const door = (await shownAt(page, "door")) - opened;
    // As fast as people type; what the page does meanwhile is its own affair, the time is not counted.
    await page
      .getByRole("textbox", { name: "Ihr Name" })
      .pressSequentially(`Gast im Browser ${turn}`, { delay: KEY });
    const entering = wallClock();
    await page.getByRole("button", { name: "Beitreten", exact: true }).click();
    // The preview of the call, and the room's messages behind it.
    const call = await shownAt(page, "call");
    const inside = Math.max(call, await shownAt(page, "chat")) - entering;
    log(`guests: door after ${Math.round(door)} ms, in the room after ${Math.round(inside)} ms`);
    if (turn >= WARM_UP) times.push({ door, room: inside });
    await context.close();
  }
  const both = times.map((time) => time.door + time.room);
  return [
    durations(
      "guests",
      "link opened to the door, new browser",
      times.map(({ door }) => door),
    ),
    durations(
      "guests",
      "“join” clicked to in the room",
      times.map(({ room: time }) => time),
    ),
    durations("guests", "both: link to in the room", both, AIM),
    slowest("guests", "both: link to in the room", both, AIM),
  ];
}

async function crowd(
  config: InstallationConfig,
  room: Room,
  log: BenchContext["log"],
): Promise<Figure[]> {
  const link = await linkFor(config, room, CROWD);
  const times: number[] = [];
  let next = 0;
  let refused = 0;
  const started = performance.now();
  const door = async (): Promise<void> => {
    while (next < CROWD) {
      next += 1;
      try {
        times.push(await enter(config, link, `Gast der Menge ${next}`));
      } catch (error) {
        refused += 1;
        log(`guests: one of the crowd was refused: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, door));
  const seconds = (performance.now() - started) / 1000;
  log(`guests: ${times.length} of ${CROWD} entered within ${seconds.toFixed(1)} s`);
  return [
    one(`${CROWD} guests in one room`, seconds, "s", 60),
    one(`of ${CROWD}: refused`, refused, "guests", 0),
    durations("guests", `one of ${CROWD}, ${AT_ONCE} at once`, times),
    slowest("guests", `one of ${CROWD}, ${AT_ONCE} at once`, times),
  ];
}

/** A figure that was measured once. */
function one(figure: string, value: number, unit: string, atMost: number): Figure {
  return {
    bench: "guests",
    figure,
    value,
    unit,
    aim: { atMost },
    spread: [value, value],
    n: 1,
  };
}

async function joinFigures(
  config: InstallationConfig,
  { id, token }: Room,
  deviceId: string,
  log: BenchContext["log"],
): Promise<Figure[]> {
  const path = `${config.appservice.url}/api/v1/conferences/${encodeURIComponent(id)}/join`;
  const ask = async (times: number[]): Promise<void> => {
    const started = performance.now();
    await send(path, { token, body: { deviceId } });
    times.push(performance.now() - started);
  };
  await ask([]);
  const alone: number[] = [];
  for (let turn = 0; turn < 40; turn += 1) await ask(alone);
  const together: number[] = [];
  let next = 0;
  const started = performance.now();
  const caller = async (): Promise<void> => {
    while (next < JOINS) {
      next += 1;
      await ask(together);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  const perSecond = JOINS / ((performance.now() - started) / 1000);
  log(`guests: join endpoint ${perSecond.toFixed(0)} requests per second`);
  return [
    durations("guests", "join endpoint", alone),
    slowest("guests", "join endpoint", alone),
    slowest("guests", `join endpoint, ${AT_ONCE} at once`, together),
    {
      bench: "guests",
      figure: `join endpoint, ${AT_ONCE} at once`,
      value: perSecond,
      unit: "requests/s",
      spread: [perSecond, perSecond],
      n: JOINS,
    },
  ];
}
