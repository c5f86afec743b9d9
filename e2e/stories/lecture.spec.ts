import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { mediaTotals } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test, type Colleague } from "../src/people.ts";

test.describe.configure({ timeout: patient(150_000) });

/** Waits until nothing is heard any more of somebody who was the only one to speak. */
async function expectSilence({ page }: Colleague): Promise<void> {
  let before = (await mediaTotals(page)).audioEnergy;
  await expect
    .poll(
      async () => {
        const now = (await mediaTotals(page)).audioEnergy;
        const grown = now - before;
        before = now;
        return grown;
      },
      { intervals: [1_000], timeout: patient(20_000), message: "silence" },
    )
    .toBeLessThan(0.0001);
}

test("a moderator closes microphones for all, and gives and takes the floor", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Leitung", "Jonas Runde");
  await meetingOf("Geordnete Runde", anna, jonas);
  await callOf(anna, jonas);

  await anna.call.lead();
  await anna.call.setForAll("Alle dürfen sprechen", false);
  await expect(jonas.call.closed("Mikrofon")).toBeVisible();
  await jonas.call.says("Ihr Mikrofon ist gesperrt.");
  await expectSilence(anna);
  // Neither the button nor the key does anything.
  await jonas.call.closed("Mikrofon").click({ force: true });
  await jonas.page.keyboard.press("m");
  await expect(jonas.call.closed("Mikrofon")).toBeVisible();
  await expect(jonas.call.control("Kamera ausschalten")).toBeVisible();
  await expectAccessible(jonas.page);

  await jonas.call.region.getByRole("button", { name: "Hand heben" }).first().click();
  await anna.call.floor("Wort geben", jonas.name);
  await jonas.call.says("Sie dürfen jetzt sprechen.");
  await expect(jonas.call.control("Hand heben: Sie haben das Wort")).toBeVisible();
  await jonas.call.unmute();
  await expect(anna.call.person(jonas.name)).toContainText("Hat das Wort");
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon ein")).toBeVisible();
  await expectAccessible(anna.page);

  await anna.call.floor("Wort nehmen", jonas.name);
  await expect(jonas.call.closed("Mikrofon")).toBeVisible();
  // Whom she makes a moderator may speak, and open it for all.
  await anna.call.promote(jonas.name);
  await expect(jonas.call.control("Mikrofon einschalten")).toBeVisible();
  await jonas.call.lead();
  await jonas.call.setForAll("Alle dürfen sprechen", true);
  await expect(
    anna.call.people.getByRole("switch", { name: "Alle dürfen sprechen" }),
  ).toBeChecked();
});

test("a lecture: listeners are unseen, ask in order, and hands outlive a window", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Vortrag", "Jonas Zuhörer");
  const eva = await cast.colleague("Eva Zuhörer");
  await meetingOf("Vortragsreihe", anna, jonas, eva);
  await callOf(anna, jonas, eva);

  await anna.call.lead();
  await anna.call.setForAll("Vortrag", true);
  await jonas.call.says("2 Personen hören zu");
  await jonas.call.says("Von den anderen werden Sie nicht gesehen.");
  for (const listener of [jonas, eva]) {
    await expect(listener.call.closed("Mikrofon")).toBeVisible();
    await listener.call.hasPeople(1);
    await expect(listener.call.tile(anna.name)).toBeVisible();
  }

  await eva.call.region.getByRole("button", { name: "Frage stellen" }).first().click();
  await expect(anna.call.person(eva.name).getByLabel("Hand gehoben, Platz 1")).toBeVisible();
  await jonas.call.region.getByRole("button", { name: "Frage stellen" }).first().click();
  await expect(anna.call.person(jonas.name).getByLabel("Hand gehoben, Platz 2")).toBeVisible();
  await jonas.call.says("Ihre Frage ist gemeldet.");
  await expectAccessible(jonas.page);

  // Eva's window goes and comes back: her question is where it was.
  await eva.page.reload();
  await eva.room.openCall();
  await eva.call.join();
  await eva.call.says("Ihre Frage ist gemeldet.");
  await expect(anna.call.person(eva.name).getByLabel("Hand gehoben, Platz 1")).toBeVisible();
  await expect(anna.call.person(jonas.name).getByLabel("Hand gehoben, Platz 2")).toBeVisible();

  await anna.call.floor("Wort geben", eva.name);
  await eva.call.says("Sie dürfen jetzt sprechen.");
  await expect(jonas.call.tile(eva.name)).toBeVisible();
  await jonas.call.says("1 Person hört zu");
  await expect(anna.call.person(jonas.name).getByLabel("Hand gehoben, Platz 1")).toBeVisible();

  await anna.call.setForAll("Vortrag", false);
  await jonas.call.hasPeople(3);
  await expect(jonas.call.control("Mikrofon einschalten")).toBeVisible();
});
