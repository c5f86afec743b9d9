import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { Administration } from "../src/pages/administration.ts";
import { test } from "../src/people.ts";

const SWITCH = "Seit wann jemand abwesend ist";

test("an administrator sees what runs, settles something and finds it in the log; a colleague gets no way in", async ({
  cast,
}) => {
  const account = await createAccount("Vera Verwaltung", { admin: true });
  const [vera, ben] = await Promise.all([cast.signedIn(account), cast.colleague("Ben Berger")]);
  // Another room of an earlier run may have the same beginning.
  const title = `Lagebesprechung ${account.localpart.slice(-6)}`;
  await meetingOf(title, ben);
  await callOf(ben);

  const administration = new Administration(vera.page);
  await administration.entrance.click();
  const running = await administration.open("Läuft gerade");
  await expect(running.getByRole("row").filter({ hasText: title })).toContainText("1");
  await expectAccessible(vera.page);

  const rooms = await administration.open("Räume");
  await rooms.getByRole("searchbox").fill(title);
  await expect(rooms.getByRole("row").filter({ hasText: ben.account.userId })).toHaveCount(1);

  await administration.switchAgency(SWITCH, false);
  const audit = await administration.open("Protokoll");
  await audit.getByLabel("Nur von dieser Person").fill(account.userId);
  await expect(audit.getByRole("row").filter({ hasText: "agency.changed" })).toHaveCount(1);
  await audit.getByRole("button", { name: "Kette prüfen" }).click();
  await expect(audit.getByText(/^Jeder Eintrag passt/)).toBeVisible();
  await administration.switchAgency(SWITCH, true);

  await expect(new Administration(ben.page).entrance).toHaveCount(0);
  await ben.page.goto("/admin");
  await expect(ben.page.getByText("Dieser Bereich ist für die Verwaltung")).toBeVisible();
});
