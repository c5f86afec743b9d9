import { expect } from "@playwright/test";
import { createAccount, joinRoom } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { findFirefox, FirefoxPerson } from "../src/firefox.ts";
import { mediaTotals } from "../src/media-probe.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(150_000) });

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
    const seen = await mediaTotals(jonas.page);
    await expect
      .poll(async () => (await mediaTotals(jonas.page)).framesDecoded - seen.framesDecoded, {
        message: "Chromium sees Firefox",
      })
      .toBeGreaterThan(20);
    expect((await mediaTotals(jonas.page)).audioPacketsReceived).toBeGreaterThan(0);
    await expect
      .poll(async () => (await anna.received()).framesDecoded, { message: "Firefox sees Chromium" })
      .toBeGreaterThan(20);
    // Firefox without a loudspeaker, as in tests, is silent itself; it hears all the same.
    await expect
      .poll(async () => (await anna.received()).audioEnergy, { message: "Firefox hears Chromium" })
      .toBeGreaterThan(0.01);
    await jonas.call.leave();
  } finally {
    await anna.close();
  }
});
