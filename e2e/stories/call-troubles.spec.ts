import { expect } from "@playwright/test";
import { asPerson, createAccount } from "../src/accounts.ts";
import { refusingDevices, withoutCamera } from "../src/browser-flags.ts";
import { holdSignalling, shortenFirstToken } from "../src/call-tokens.ts";
import { expectToHear, expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { Colleague, test } from "../src/people.ts";
import { callMembersOf } from "../src/room-record.ts";
import { patient } from "../src/patience.ts";

test.describe.configure({ timeout: patient(180_000) });

test("who refuses camera and microphone is told so, and takes part by listening and seeing", async ({
  cast,
}) => {
  const anna = await cast.colleague("Anna Roth");
  const jonas = await cast.elsewhere(refusingDevices).colleague("Jonas Haas");
  await meetingOf("Ohne Freigabe", anna, jonas);
  await callOf(anna);
  await jonas.room.openCall();
  await jonas.call.says(/Browser darf Ihre Kamera nicht benutzen/);
  await jonas.call.says(/Browser darf Ihr Mikrofon nicht benutzen/);
  await jonas.call.join();
  await jonas.call.hasPeople(2);
  await expectToHear(jonas.page, 1);
  await expect(anna.call.tile(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
});

test("who has no camera is told so and is heard", async ({ cast }) => {
  const anna = await cast.colleague("Anna Beck");
  const jonas = await cast.elsewhere(withoutCamera).colleague("Jonas Frank");
  await meetingOf("Ohne Kamera", anna, jonas);
  await callOf(anna);
  await jonas.room.openCall();
  await jonas.call.says(/keine Kamera angeschlossen/);
  await jonas.call.join();
  await expectToHear(anna.page, 1);
  await expectToSeeAndHear(jonas.page, 1, { ownPicture: false });
  await expect(anna.call.picture(jonas.name)).toHaveCount(0);
});

test("others see who is muted, whose camera is off and what is shared; who leaves comes back", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Krause", "Jonas Albrecht");
  const roomId = await meetingOf("Zeichen geben", anna, jonas);
  await callOf(anna, jonas);
  await expectToSeeAndHear(anna.page, 1);

  const seen = anna.call.tile(jonas.name);
  await jonas.call.mute();
  await expect(seen.getByLabel("Mikrofon aus")).toBeVisible();
  await jonas.call.unmute();
  await expect(seen.getByLabel("Mikrofon aus")).toHaveCount(0);

  await jonas.call.cameraOff();
  await expect(anna.call.picture(jonas.name)).toHaveCount(0);
  await jonas.call.cameraOn();
  await expect(anna.call.picture(jonas.name)).toBeVisible();

  await jonas.call.shareScreen();
  await expect(anna.call.screen(jonas.name)).toBeVisible();
  await expect.poll(() => anna.call.isPlaying(anna.call.screen(jonas.name))).toBe(true);
  await jonas.call.stopSharing();
  await expect(anna.call.screen(jonas.name)).toHaveCount(0);

  await jonas.call.leave();
  await jonas.call.says("Sie haben die Besprechung verlassen.");
  await anna.call.hasPeople(1);
  await expect.poll(() => callMembersOf(anna.account, roomId)).toHaveLength(1);
  await jonas.call.rejoin();
  await expectToSeeAndHear(anna.page, 1);
  await expectToSeeAndHear(jonas.page, 1);
  await expect.poll(() => callMembersOf(anna.account, roomId)).toHaveLength(2);
});

test("a token that runs out during the call is renewed when the connection breaks", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Busch", "Jonas Horn");
  const tokens = await shortenFirstToken(jonas.page, 12);
  const cutConnection = await holdSignalling(jonas.page);
  await meetingOf("Lange Sitzung", anna, jonas);
  await callOf(anna, jonas);

  await expect.poll(() => Date.now() > tokens().firstEnds, { timeout: patient(30_000) }).toBe(true);
  await expectToSeeAndHear(jonas.page, 1);

  await cutConnection();
  await expectToSeeAndHear(jonas.page, 1);
  await expectToSeeAndHear(anna.page, 1);
  await jonas.call.mute();
  await expect(anna.call.tile(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
  await anna.call.hasPeople(2);
});

test("who is removed from the room is out of the call and is told so", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Voigt", "Jonas Stein");
  const roomId = await meetingOf("Ausschluss", anna, jonas);
  await callOf(anna, jonas);
  const entry = (people: string) => anna.list.entry(`Ausschluss, ${people} in der Konferenz`);
  await expect(entry("2 Personen")).toBeVisible();

  await asPerson(anna.account, "POST", `/_matrix/client/v3/rooms/${roomId}/kick`, {
    user_id: jonas.account.userId,
  });
  await jonas.call.says(/Sie wurden aus der Besprechung entfernt|keinen Zutritt mehr/);
  await anna.call.hasPeople(1);
  // His place stays in the room's state, since he may not write there any more: it does not count.
  await expect(entry("1 Person")).toBeVisible();
});

test("when the room is deleted the call ends for all with a sentence", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Jung", "Jonas Hahn");
  const roomId = await meetingOf("Letzte Sitzung", anna, jonas);
  await callOf(anna, jonas);

  const administrator = await createAccount("Systemverwaltung", { admin: true });
  await asPerson(administrator, "DELETE", `/_synapse/admin/v2/rooms/${roomId}`, { purge: true });
  for (const { call } of [anna, jonas]) {
    await call.says(/beendet|entfernt|gibt es nicht mehr|keinen Zutritt mehr/);
  }
});

test("one account in two tabs: the second asks, then takes over, and nobody is there twice", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Simon", "Jonas Ludwig");
  await meetingOf("Zwei Fenster", anna, jonas);
  await callOf(anna, jonas);
  await expectToSeeAndHear(anna.page, 1);

  const second = new Colleague(jonas.account, await jonas.page.context().newPage());
  await second.page.goto(jonas.page.url());
  await second.signIn.isOpenElsewhere();
  await anna.call.hasPeople(2);
  await second.signIn.useHere();
  await jonas.signIn.isOpenElsewhere();

  await second.room.openCall();
  await second.call.join();
  await anna.call.hasPeople(2);
  await expectToSeeAndHear(second.page, 1);
  await expectToSeeAndHear(anna.page, 1);
});
