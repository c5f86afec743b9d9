import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { mediaTotals } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test, type Colleague } from "../src/people.ts";

test.describe.configure({ timeout: patient(150_000) });

/** How much is heard within a second. */
async function heardIn({ page }: Colleague): Promise<number> {
  const before = (await mediaTotals(page)).audioEnergy;
  await page.waitForTimeout(1_000);
  return (await mediaTotals(page)).audioEnergy - before;
}

const heard = (person: Colleague) =>
  expect.poll(() => heardIn(person), { timeout: patient(30_000), message: person.name });

test("two whisper, the third hears nothing of it, and nobody is heard by mistake afterwards", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Leitung", "Jonas Beisitz");
  const eva = await cast.colleague("Eva Runde");
  await meetingOf("Sitzung mit Beratung", anna, jonas, eva);
  await callOf(anna, jonas, eva);
  await eva.call.mute();
  await heard(eva).toBeGreaterThan(0.0001);

  await anna.call.openPeople();
  await anna.call.whisperTo(jonas.name);
  await anna.call.says(`Sie warten auf ${jonas.name}. In der Besprechung ist Ihr Mikrofon aus.`);
  await expect(eva.call.tile(anna.name).getByLabel("Mikrofon aus").first()).toBeVisible();
  await jonas.call.says(`${anna.name} möchte mit Ihnen flüstern.`);
  await expectAccessible(jonas.page);
  await jonas.call.answer("Annehmen");
  for (const [one, other] of [
    [anna, jonas],
    [jonas, anna],
  ] as const) {
    await one.call.says(`Sie flüstern mit ${other.name}. Die anderen hören Sie nicht.`);
    await expect(one.call.control("Mikrofon beim Flüstern ausschalten")).toBeVisible();
  }
  await heard(anna).toBeGreaterThan(0.0001);
  await heard(jonas).toBeGreaterThan(0.0001);
  // Eva was the only one who could hear the meeting, and there is nothing to hear.
  await heard(eva).toBeLessThan(0.00001);
  await eva.call.openPeople();
  for (const { name } of [anna, jonas]) {
    await expect(eva.call.person(name)).toContainText("Spricht beiseite");
  }
  await expect(eva.call.region.getByText("flüstern mit")).toHaveCount(0);
  await expectAccessible(anna.page);

  // By hand back to the meeting: Eva hears Anna again, and Jonas is told that he is heard by nobody else.
  await anna.call.turnMicrophone("Besprechung");
  await anna.call.says("Ihr Mikrofon gehört der Besprechung: Alle hören Sie.");
  await heard(eva).toBeGreaterThan(0.0001);
  await anna.call.turnMicrophone("Flüstern");
  await heard(eva).toBeLessThan(0.00001);
  await heard(jonas).toBeGreaterThan(0.0001);

  // Who leaves ends it for the last one, too. Nobody's microphone opens by that.
  await jonas.call.answer("Flüstern beenden");
  await anna.call.says("Das Flüstern ist zu Ende. Ihr Mikrofon ist aus.");
  for (const one of [anna, jonas]) {
    await expect(one.call.control("Mikrofon einschalten")).toBeVisible();
  }
  await heard(eva).toBeLessThan(0.00001);
  await expect(eva.call.person(anna.name)).not.toContainText("Spricht beiseite");
  await anna.call.unmute();
  await heard(eva).toBeGreaterThan(0.0001);
});

/** Whether everything that leaves the page goes through a transform. */
function allTransformed({ page }: Colleague): Promise<readonly boolean[]> {
  return page.evaluate(() => {
    const { watchedPeerConnections } = globalThis as unknown as {
      readonly watchedPeerConnections?: readonly RTCPeerConnection[];
    };
    return (watchedPeerConnections ?? [])
      .filter(({ connectionState }) => connectionState === "connected")
      .map((one) =>
        one.getSenders().every((sender) => Reflect.get(sender, "transform") instanceof Object),
      );
  });
}

test("where a call is encrypted from device to device, a whisper is", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Siegel", "Jonas Siegel");
  await meetingOf("Versiegelte Beratung", anna, jonas);
  for (const { recovery } of [anna, jonas]) await recovery.isSetUp();
  await anna.settings.open("Schutz");
  await anna.settings.dialog.getByLabel(/^Besprechungen von Gerät zu Gerät verschlüsseln/).check();
  await anna.settings.close();
  await callOf(anna, jonas);
  await anna.call.isEncrypted("signed");

  await anna.call.openPeople();
  await anna.call.whisperTo(jonas.name);
  await jonas.call.answer("Annehmen");
  await anna.call.says(`Sie flüstern mit ${jonas.name}.`);
  await jonas.call.says(`Sie flüstern mit ${anna.name}.`);
  await heard(anna).toBeGreaterThan(0.0001);
  await heard(jonas).toBeGreaterThan(0.0001);
  expect(await allTransformed(anna)).toEqual([true, true]);
  await anna.call.answer("Flüstern beenden");
  await jonas.call.says("Das Flüstern ist zu Ende.");
  await jonas.call.unmute();
  await heard(anna).toBeGreaterThan(0.0001);
});
