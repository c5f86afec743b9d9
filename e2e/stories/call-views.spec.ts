import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { type MediaTotals, mediaTotals } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { type Colleague, test } from "../src/people.ts";

test.describe.configure({ timeout: patient(120_000) });

test("everybody looks at a call as they like: who speaks, who is pinned, who signs; hands, signs and people", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Sicht", "Jonas Sicht");
  const eva = await cast.colleague("Eva Sicht");
  await meetingOf("Sichtweisen", anna, jonas, eva);
  await callOf(anna, jonas, eva);

  await anna.call.showSpeaker();
  await expect(anna.call.large.getByRole("listitem")).toHaveCount(1);
  await anna.call.hasPeople(3);

  // Her menu stays open while a screen takes the large place and all pictures go elsewhere.
  await anna.call.openMenu(jonas.name);
  await expect(anna.call.menuItem("Für mich groß anheften")).toBeFocused();
  await anna.page.keyboard.press("ArrowDown");
  await eva.call.shareScreen();
  await expect(anna.call.screen(eva.name)).toBeAttached();
  await expect(anna.call.menuItem("Gebärdensprache: immer zeigen")).toBeFocused();
  await anna.page.keyboard.press("ArrowUp");
  await anna.page.keyboard.press("Enter");
  await expect(anna.call.large).toContainText(jonas.name);
  await eva.call.stopSharing();
  await expect(anna.call.large.getByLabel("Angeheftet")).toBeVisible();

  await anna.call.choose(eva.name, "Gebärdensprache: immer zeigen");
  await expect(anna.call.signing).toContainText(eva.name);
  await expect(anna.call.large).toContainText(jonas.name);

  await jonas.call.raiseHand();
  await expect(anna.call.large.getByLabel("Hand gehoben, Platz 1")).toBeVisible();
  await eva.page.keyboard.press("h");
  await expect(anna.call.signing.getByLabel("Hand gehoben, Platz 2")).toBeVisible();

  await anna.page.keyboard.press("p");
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon ein")).toBeVisible();
  await anna.call.people.getByRole("searchbox").fill("jonas");
  await expect(anna.call.people.getByRole("listitem")).toHaveCount(1);
  await anna.call
    .person(jonas.name)
    .getByRole("button", { name: /^Mehr zu / })
    .click();
  await anna.call.people.getByRole("slider").fill("50");
  await expect(anna.call.people.getByText("50 %")).toBeVisible();
  await expect(anna.call.person(jonas.name).getByText(/^Verbindung /)).toBeAttached();
  await expectAccessible(anna.page);

  // Anna moderates: she silences Jonas, who is told so and may speak again.
  await anna.call.person(jonas.name).getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await jonas.call.says(`${anna.name} hat Ihr Mikrofon ausgeschaltet.`);
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
  await jonas.call.unmute();
  await anna.call.person(jonas.name).getByRole("button", { name: "Hand senken" }).click();
  await expect(jonas.call.control("Hand heben")).toBeVisible();

  await eva.call.react("Applaus");
  await anna.call.says(`${eva.name}: Applaus.`);
});

test("on a slow line somebody takes the sound alone, sends a small picture, and finds it so next time", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Leitung", "Jonas Leitung");
  await meetingOf("Schmale Leitung", anna, jonas);
  await callOf(anna, jonas);
  const picture = jonas.call.picture(anna.name);
  await expect.poll(() => jonas.call.isPlaying(picture), { timeout: patient(30_000) }).toBe(true);

  await jonas.call.saveLine("Bilder der anderen", "Keine, nur Ton");
  await expect(picture).toHaveCount(0);
  await expect(jonas.call.tile(anna.name).getByLabel("Bild nicht angefordert")).toBeVisible();
  // What is not asked for is not sent: nothing more comes in, while sound goes on.
  await expect
    .poll(() => growth(jonas, ({ framesDecoded }) => framesDecoded), { timeout: patient(20_000) })
    .toBe(0);
  expect(await growth(jonas, ({ audioPacketsReceived }) => audioPacketsReceived)).toBeGreaterThan(
    0,
  );

  await jonas.call.saveLine("Eigenes Bild senden", "Klein");
  const seen = anna.call.picture(jonas.name);
  await expect
    .poll(() => seen.evaluate((video: HTMLVideoElement) => video.videoHeight), {
      timeout: patient(30_000),
    })
    .toBeLessThanOrEqual(180);

  await jonas.call.leave();
  await jonas.call.close();
  await jonas.room.openCall();
  await jonas.call.join();
  await expect(jonas.call.tile(anna.name).getByLabel("Bild nicht angefordert")).toBeVisible();
  await jonas.call.saveLine("Bilder der anderen", "So gut, wie die Leitung es erlaubt");
  await expect.poll(() => jonas.call.isPlaying(picture), { timeout: patient(30_000) }).toBe(true);
});

/** How much a count grows in two seconds. */
async function growth({ page }: Colleague, read: (totals: MediaTotals) => number): Promise<number> {
  const before = read(await mediaTotals(page));
  await page.waitForTimeout(2_000);
  return read(await mediaTotals(page)) - before;
}
