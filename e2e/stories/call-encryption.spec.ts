import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { expectToSeeAndHear, mediaTotals } from "../src/media-probe.ts";
import { meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(300_000) });

test("a call is encrypted from device to device: whoever has no keys sees and hears nothing, and who comes or goes changes them", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Siegel", "Jonas Siegel");
  const eva = await cast.colleague("Eva Siegel");
  await meetingOf("Versiegelt", anna, jonas, eva);
  for (const { recovery } of [anna, jonas, eva]) await recovery.isSetUp();

  // Eva is in the call before it is to be encrypted.
  await eva.room.openCall();
  await eva.call.join();
  await eva.call.isEncrypted("off");
  await anna.settings.open("Schutz");
  await anna.settings.dialog.getByLabel(/^Besprechungen von Gerät zu Gerät verschlüsseln/).check();
  await anna.settings.close();
  for (const person of [anna, jonas]) {
    await person.room.openCall();
    await person.call.says("Ton und Bild werden von Gerät zu Gerät verschlüsselt.");
    await person.call.join();
  }
  await anna.call.hasPeople(3);
  await expectToSeeAndHear(anna.page, 1);
  await expectToSeeAndHear(jonas.page, 1);
  await anna.call.isEncrypted("partly");
  await anna.call.says(`weil deren Gerät nicht mit verschlüsselt: ${eva.name}`);
  await eva.call.says("Sie sehen und hören einander nicht.");
  await eva.call.isEncrypted("out");
  // What is sent later goes the same way.
  await jonas.call.shareScreen();
  await expect
    .poll(() => anna.call.isPlaying(anna.call.screen(jonas.name)), { timeout: patient(30_000) })
    .toBe(true);
  const shutOut = await mediaTotals(eva.page);
  expect(shutOut.audioPacketsReceived).toBeGreaterThan(0);
  expect(shutOut).toMatchObject({ framesDecoded: 0, audiosHeard: 0 });

  await jonas.call.stopSharing();

  // She joins anew, and is in.
  const before = await anna.call.keyInUse();
  await eva.call.leave();
  await eva.call.rejoin();
  for (const person of [anna, jonas, eva]) await expectToSeeAndHear(person.page, 2);
  await anna.call.hasNewKey(before);
  await anna.call.isEncrypted("signed");
  const words = await anna.call.readShield();
  // In the order in which they came to be seen.
  const open = [`${jonas.name}, ${eva.name}`, `${eva.name}, ${jonas.name}`].join("|");
  await expect(words).toContainText(
    new RegExp(`Noch nicht gegenseitig bestätigt: (?:${open})`, "u"),
  );
  await expectAccessible(anna.page);
  await anna.page.keyboard.press("Escape");
  await anna.call.react("Applaus");
  await eva.call.says(`${anna.name}: Applaus.`);

  const together = await anna.call.keyInUse();
  await jonas.call.leave();
  await anna.call.hasNewKey(together);
  for (const person of [anna, eva]) await expectToSeeAndHear(person.page, 1);
});

test("a device that nobody has confirmed, and a browser that cannot encrypt, are told so before they join", async ({
  cast,
}) => {
  const ruth = await cast.colleague("Ruth Siegel");
  await meetingOf("Vertraulich", ruth);
  await ruth.recovery.isSetUp();
  await ruth.settings.open("Schutz");
  await ruth.settings.dialog.getByLabel(/^Besprechungen von Gerät zu Gerät verschlüsseln/).check();
  await ruth.settings.close();

  const second = await cast.signedIn(ruth.account);
  await second.page.getByRole("dialog").getByRole("button", { name: "Später" }).click();
  await second.list.open("Vertraulich");
  await second.room.openCall();
  await second.call.says("dieses Gerät ist noch nicht bestätigt");
  await second.call.tryToJoin();
  await second.call.says("dieses Gerät ist noch nicht bestätigt");
  await expectAccessible(second.page);

  await ruth.page.evaluate(() => Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform"));
  await ruth.room.openCall();
  await ruth.call.says("dieser Browser kann das nicht");
  await ruth.call.tryToJoin();
  await ruth.call.says("dieser Browser kann das nicht");
});
