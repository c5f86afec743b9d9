import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { installation } from "../src/installation.ts";
import { Meetings } from "../src/pages/meetings.ts";
import { test } from "../src/people.ts";

const YEAR = new Date().getUTCFullYear() + 1;

function appointment(link: string, uid: string): string {
  return [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "SUMMARY:Jour fixe Referat",
    "LOCATION:Skype-Besprechung\\; Raum 2.14",
    `DESCRIPTION:<${link}>`,
    "ORGANIZER:mailto:anna@land.example",
    "ATTENDEE:mailto:erika@bund.example",
    `DTSTART;TZID=W. Europe Standard Time:${YEAR}0301T093000`,
    `DTEND;TZID=W. Europe Standard Time:${YEAR}0301T103000`,
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

test("an organiser approves a meeting of the former system, and its old link leads into the room", async ({
  cast,
}) => {
  const admin = await createAccount("Vera Verwaltung", { admin: true });
  const anna = await createAccount("Anna Schmidt");
  const id = anna.localpart
    .replaceAll(/[^a-z0-9]/g, "")
    .slice(-10)
    .toUpperCase();
  const link = `https://meet.skype.example/anna/${id}`;
  const api = await apiOf(admin);
  const wave = `umzug-${id.toLowerCase()}`;
  const meeting = { kind: "meeting", organiser: anna.userId, joinUrl: link };
  await api.createWave(wave, "Umzug", [
    {
      ...meeting,
      key: id,
      subject: "Jour fixe Referat",
      calendar: { uid: `uid-${id}`, sequence: 2, ics: appointment(link, `uid-${id}`) },
    },
    { ...meeting, key: `${id}-2`, subject: "Personalgespräch" },
  ]);
  await api.runWave(wave);

  const { page } = await cast.signedIn(anna);
  const old = `${installation.publicUrl}/api/v1/migration/links/meet.skype.example/anna/${id}`;
  const banner = page.getByText(
    "Eine Besprechung aus Skype for Business wartet auf Ihre Freigabe.",
  );
  await new Meetings(page).open();
  await expect(banner).toBeVisible();
  await page.getByRole("button", { name: "Ansehen" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Jede Woche am");
  await expect(dialog).toContainText("Raum 2.14");
  await expect(dialog).toContainText("nur ihr Link");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Eine freigeben" }).click();
  await expect(banner).toBeHidden();

  await expect
    .poll(async () => (await fetch(old, { redirect: "manual" })).status, {
      message: "the room is there",
    })
    .toBe(302);
  await page.goto(old);
  await expect(page.getByRole("heading", { name: "Jour fixe Referat" }).first()).toBeVisible();
  await page.goto(old.replace(id, "NOBODY99"));
  await expect(
    page.getByRole("heading", { name: "Diese Besprechung ist (noch) nicht umgezogen" }),
  ).toBeVisible();
  await expectAccessible(page);
});
