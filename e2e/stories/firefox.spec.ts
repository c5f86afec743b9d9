import { expect } from "@playwright/test";
import { findFirefox } from "../../apps/cli/src/parts/find-program.ts";
import { createAccount, joinRoom } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { FirefoxPerson } from "../src/firefox.ts";
import { mediaTotals } from "../src/media-probe.ts";
import { patient } from "../src/patience.ts";
import { test, type Colleague } from "../src/people.ts";

test.describe.configure({ timeout: patient(240_000) });

const program = findFirefox();

test("somebody with Firefox and somebody with Chromium write to each other and meet in a call", async ({
  cast,
}) => {
  test.skip(program === undefined, "Firefox is not installed.");
  const jonas = await cast.colleague("Jonas Chromium");
  const account = await createAccount("Anna Firefox");
  const api = await apiOf(jonas.account);
  const title = "Zwei Browser";
  const roomId = await api.createConference({ title, invite: [account.userId] });
  for (const one of [jonas.account, account]) await joinRoom(one, roomId);
  await jonas.list.open(title);
  await jonas.recovery.isSetUp();
  const anna = await FirefoxPerson.signedIn(program ?? "", account);
  try {
    await anna.openRoom(roomId);
    await jonas.room.write("Guten Morgen aus Chromium");
    await anna.reads("Guten Morgen aus Chromium");
    await anna.write("Guten Morgen aus Firefox");
    await expect(jonas.room.message("Guten Morgen aus Firefox")).toBeVisible();
    await expect(jonas.room.encryption).toBeVisible();

    await jonas.room.openCall();
    await jonas.call.join();
    await anna.joinCall();
    await jonas.call.hasPeople(2);
    await jonas.call.isEncrypted("off");
    await seeAndHear(jonas, anna);
    await jonas.call.leave();
    await anna.leaveCall();

    // The same, sealed between the two.
    await jonas.call.region.getByRole("button", { name: "Schließen" }).click();
    await jonas.settings.open("Schutz");
    await jonas.settings.dialog
      .getByLabel(/^Besprechungen von Gerät zu Gerät verschlüsseln/)
      .check();
    await jonas.settings.close();
    await jonas.room.openCall();
    await jonas.call.join();
    await anna.rejoinCall();
    await jonas.call.hasPeople(2);
    await jonas.call.isEncrypted("signed");
    await seeAndHear(jonas, anna);
    await jonas.call.leave();
  } finally {
    await anna.close();
  }
});

/** Waits until both get pictures, and Firefox sound; without a loudspeaker it sends none itself. */
async function seeAndHear(chromium: Colleague, firefox: FirefoxPerson): Promise<void> {
  const seen = (await mediaTotals(chromium.page)).framesDecoded;
  await expect
    .poll(async () => (await mediaTotals(chromium.page)).framesDecoded - seen, {
      message: "Chromium sees Firefox",
      timeout: patient(30_000),
    })
    .toBeGreaterThan(20);
  const before = await firefox.received();
  await expect
    .poll(async () => (await firefox.received()).framesDecoded - before.framesDecoded, {
      message: "Firefox sees Chromium",
      timeout: patient(30_000),
    })
    .toBeGreaterThan(20);
  await expect
    .poll(async () => (await firefox.received()).audioEnergy, {
      message: "Firefox hears Chromium",
      timeout: patient(30_000),
    })
    .toBeGreaterThan(0.01);
}
