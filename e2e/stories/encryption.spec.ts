import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { Verification } from "../src/pages/verification.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test("a new device is confirmed from the old one by comparing pictures", async ({ cast }) => {
  const first = await cast.colleague("Ruth Albrecht");
  await meetingOf("Vergabe", first);
  await first.room.write("Angebot eingegangen.");
  await expect(first.room.message("Angebot eingegangen")).toBeVisible();
  await first.recovery.isSetUp();

  const second = await cast.signedIn(first.account);
  const here = new Verification(first.page);
  const there = new Verification(second.page);
  await expect(there.dialog).toBeVisible();
  await expectAccessible(second.page);
  await there.askOtherDevice();
  await here.answer();
  await there.seesCode();
  await expectAccessible(second.page);
  await there.comparePictures();
  const pictures = await there.pictures();
  expect(await here.pictures()).toEqual(pictures);
  await expectAccessible(second.page);
  await there.areTheSame();
  await here.areTheSame();
  await there.isDone();
  await here.isDone();

  await second.list.open("Vergabe");
  await expect(second.room.message("Angebot eingegangen")).toBeVisible({
    timeout: patient(30_000),
  });
  await second.page.goto("/settings");
  const devices = second.page.getByRole("region", { name: "Geräte" }).getByRole("listitem");
  await expect(
    devices.filter({ hasText: "bestätigt" }).filter({ hasNotText: "nicht" }),
  ).toHaveCount(2);
  await expectAccessible(second.page);
});

test("whoever has neither another device nor the code begins anew, and is told what that costs", async ({
  cast,
}) => {
  const first = await cast.colleague("Karl Brandt");
  await meetingOf("Nachlass", first);
  await first.room.write("Nur mit dem alten Schlüssel.");
  await expect(first.room.message("Nur mit dem alten")).toBeVisible();
  await first.room.isDelivered("Nur mit dem alten");
  await first.recovery.isSetUp();
  await first.page.close();

  const second = await cast.signedIn(first.account);
  const { dialog } = new Verification(second.page);
  await dialog.getByRole("button", { name: "Beides nicht zur Hand?" }).click();
  await expect(dialog.getByText("dauerhaft gesperrt")).toBeVisible();
  await expectAccessible(second.page);
  const begin = dialog.getByRole("button", { name: "Neue Schlüssel anlegen" });
  await begin.click();
  await dialog.getByLabel("Passwort").fill("geraten");
  await begin.click();
  await expect(dialog.getByText("Passwort")).not.toHaveCount(0);
  await dialog.getByLabel("Passwort").fill(first.account.password);
  await begin.click();
  await expect(dialog.getByRole("region", { name: "Wiederherstellungsschlüssel" })).toBeVisible({
    timeout: patient(30_000),
  });
  await dialog.getByRole("button", { name: "Ich habe ihn gesichert" }).click();

  await second.list.open("Nachlass");
  const locked = second.page.getByText("Der Schlüssel zu dieser Nachricht");
  await expect(locked).toBeVisible();
  await second.room.write("Weiter geht es.");
  await expect(second.room.message("Weiter geht es")).toBeVisible();
});

test("two people confirm each other, starting from the contact card", async ({ cast }) => {
  const anna = await cast.colleague("Anna Schmidt");
  const jonas = await cast.colleague("Jonas Weber");
  const roomId = await meetingOf("Personalsache", anna, jonas);
  for (const { recovery } of [anna, jonas]) await recovery.isSetUp();
  await jonas.room.write("Guten Tag");
  await expect(anna.room.message("Guten Tag")).toBeVisible();

  const card = `/room/${encodeURIComponent(roomId)}/person/${encodeURIComponent(jonas.account.userId)}`;
  await anna.page.goto(card);
  const person = anna.page.getByRole("complementary", { name: "Person" });
  await expect(person).toContainText("noch nicht gegenseitig bestätigt");
  await expectAccessible(anna.page);
  await person.getByRole("button", { name: "Gegenseitig bestätigen" }).click();
  // The request stands in their direct chat, which Jonas has to accept first.
  await jonas.list.accept("Anna Schmidt");

  const hers = new Verification(anna.page);
  const his = new Verification(jonas.page);
  await his.answer();
  await hers.comparePictures();
  expect(await his.pictures()).toEqual(await hers.pictures());
  await expectAccessible(jonas.page);
  await hers.areTheSame();
  await his.areTheSame();
  await hers.isDone();
  await his.isDone();

  await anna.page.goto(card);
  await expect(person).toContainText("Von Ihnen bestätigt");
});
