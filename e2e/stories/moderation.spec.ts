import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(90_000) });

test("a moderator mutes all, asks to unmute, closes the chat, reports, bans and lifts the ban", async ({
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

  // Reported from the call, by keyboard.
  await anna.call.people.getByRole("button", { name: "Melden …" }).press("Enter");
  const asked = anna.page.getByRole("dialog", { name: `${jonas.name} melden` });
  await asked.getByRole("radio", { name: "Störung" }).press("Space");
  await expectAccessible(anna.page);
  await asked.getByRole("button", { name: "Melden" }).press("Enter");
  const arrived = anna.page.getByRole("dialog", { name: "Ihre Meldung ist angekommen" });
  await expect(arrived).toBeVisible();
  await anna.page.keyboard.press("Escape");
  await panel.getByRole("radio", { name: "Meldungen" }).press("Space");
  await expect(panel.getByRole("listitem").filter({ hasText: jonas.name })).toBeVisible();
  await panel.getByRole("radio", { name: "Protokoll" }).press("Space");
  await expect(panel.getByText("Meldung gemacht").first()).toBeVisible();

  await anna.call.people.getByRole("button", { name: "Moderieren" }).press("Enter");
  await anna.page.getByRole("menuitem", { name: "Sperren …" }).press("Enter");
  await anna.page.getByRole("dialog").getByRole("button", { name: "Sperren" }).press("Enter");
  await expect(anna.call.people.getByRole("listitem")).toHaveCount(1);
  await anna.call.people.getByRole("button", { name: "Gesperrte ansehen" }).press("Enter");
  const lift = panel.getByRole("button", { name: `Sperre von ${jonas.name} aufheben` });
  await expect(lift).toBeVisible();
  await expectAccessible(anna.page);
  await lift.press("Enter");
  await expect(panel.getByText("Niemand ist gesperrt")).toBeVisible();
});
