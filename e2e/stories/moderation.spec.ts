import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(90_000) });

test("a moderator mutes all, asks to unmute, and closes the chat from the room", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Leitung", "Jonas Runde");
  await meetingOf("Geleitete Runde", anna, jonas);
  await callOf(anna, jonas);
  await anna.call.openPeople();
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon ein")).toBeVisible();

  await anna.call.people.getByRole("button", { name: "Alle stummschalten" }).click();
  await jonas.call.says(`${anna.name} hat Ihr Mikrofon ausgeschaltet.`);
  await expect(jonas.call.control("Mikrofon einschalten")).toBeVisible();

  await anna.call.people.getByRole("button", { name: `Mehr zu ${jonas.name}` }).click();
  await anna.call.people.getByRole("button", { name: "Moderieren" }).click();
  await anna.page.getByRole("menuitem", { name: "Bitten, das Mikrofon einzuschalten" }).click();
  await jonas.call.says(`${anna.name} bittet Sie, Ihr Mikrofon einzuschalten.`);
  // Nothing goes on by itself: the person asked does it.
  await expect(jonas.call.control("Mikrofon einschalten")).toBeVisible();
  await expectAccessible(jonas.page);
  await jonas.call.region
    .getByRole("button", { name: "Mikrofon einschalten" })
    .filter({ hasText: "Mikrofon einschalten" })
    .first()
    .click();
  await expect(jonas.call.control("Mikrofon ausschalten")).toBeVisible();

  await anna.page.getByRole("button", { name: "Mehr zu diesem Raum" }).click();
  await anna.page.getByRole("menuitem", { name: "Moderation" }).click();
  const panel = anna.page.getByRole("complementary", { name: "Moderation" });
  await panel.getByRole("switch", { name: "Alle dürfen schreiben" }).click();
  await expect(panel.getByRole("switch", { name: "Alle dürfen schreiben" })).not.toBeChecked();
  await expectAccessible(anna.page);
});
