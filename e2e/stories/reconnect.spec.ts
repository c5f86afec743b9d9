import { expect, type Page } from "@playwright/test";
import { holdSignalling } from "../src/call-tokens.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test, type Colleague } from "../src/people.ts";

test.describe.configure({ timeout: patient(120_000) });

/** Longer than anything that only keeps a page busy. */
const SLEEP = 9_000;

test("without a network the call says so in one line, sound goes on, and what was missed is made up for", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Lorenz", "Jonas Pohl");
  const cutConnection = await holdSignalling(jonas.page);
  await meetingOf("Zug ohne Netz", anna, jonas);
  await callOf(anna, jonas);
  await expectToSeeAndHear(jonas.page, 1);
  const before = await placeOf(jonas, anna);

  await jonas.page.context().setOffline(true);
  await cutConnection();
  await jonas.call.says(/Ton und Bild laufen weiter/);
  await expectToSeeAndHear(jonas.page, 1);
  await expect(jonas.page.getByRole("dialog")).toHaveCount(0);

  await jonas.page.context().setOffline(false);
  await expect(jonas.call.region.getByText(/Ton und Bild laufen weiter/)).toHaveCount(0, {
    timeout: patient(15_000),
  });
  await jonas.call.mute();
  await expect(anna.call.tile(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
  expect(await placeOf(jonas, anna), "he was never away").toBe(before);
});

test("a device that slept takes up its connection at once, and the call is as it was", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Sauer", "Jonas Brandt");
  const resumed: string[] = [];
  jonas.page.on("websocket", (socket) => {
    if (/\/xmpp-websocket\?.*previd=/.test(socket.url())) resumed.push(socket.url());
  });
  await meetingOf("Zugeklappt", anna, jonas);
  await callOf(anna, jonas);
  await expectToSeeAndHear(jonas.page, 1);
  const before = await placeOf(jonas, anna);

  await sleep(jonas.page, SLEEP);
  await expect.poll(() => resumed.length, { timeout: patient(15_000) }).toBeGreaterThan(0);
  await expectToSeeAndHear(jonas.page, 1);
  await expectToSeeAndHear(anna.page, 1);
  await jonas.call.mute();
  await expect(anna.call.tile(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
  expect(await placeOf(jonas, anna), "he was never away").toBe(before);
});

/** The place that somebody has in another person's call: joining anew gives another one. */
async function placeOf(person: Colleague, viewer: Colleague): Promise<string | null> {
  return viewer.call.tile(person.name).getAttribute("data-participant");
}

/** Nothing in a page goes on for so many milliseconds, as when a laptop is closed. */
async function sleep(page: Page, duration: number): Promise<void> {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send("Debugger.enable");
  const asleep = new Promise((resolve) => {
    inspector.once("Debugger.paused", resolve);
  });
  await inspector.send("Debugger.pause");
  await asleep;
  await new Promise((resolve) => {
    setTimeout(resolve, duration);
  });
  await inspector.send("Debugger.resume");
  await inspector.detach();
}
