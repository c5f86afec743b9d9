import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { apiOf, inSeconds } from "../src/api.ts";
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
  const roomId = await meetingOf(title, ben);
  const api = await apiOf(ben.account);
  const window = { expiresAt: inSeconds(3600), maxUses: 5 };
  await api.createGuestLink(roomId, window);
  await api.createGuestLink(roomId, { ...window, label: "Presse", withCode: true });
  await callOf(ben);

  const administration = new Administration(vera.page);
  await administration.entrance.click();
  const running = await administration.open("Läuft gerade");
  await expect(running.getByRole("row").filter({ hasText: title })).toContainText("1");
  await expectAccessible(vera.page);

  const rooms = await administration.open("Räume");
  await rooms.getByRole("searchbox").fill(title);
  await expect(rooms.getByRole("row").filter({ hasText: ben.account.userId })).toHaveCount(1);

  const links = await administration.open("Gastlinks");
  await links.getByRole("searchbox").fill(title);
  const revoke = links.getByRole("button", { name: `Gastlink von „${title}“ widerrufen` });
  await expect(links.getByRole("row")).toHaveCount(3);
  await expect(links.getByRole("row").filter({ hasText: "Presse" })).toContainText("mit Code");
  await revoke.first().focus();
  await administration.revokeFocused();
  // What has the focus is the next entry, and where none is left the sentence that says so.
  await expect(revoke).toHaveCount(1);
  await expect(revoke).toBeFocused();
  await administration.revokeFocused();
  await expect(links.getByRole("heading", { name: "Nichts gefunden" })).toBeFocused();

  const template = await administration.newTemplate();
  await template.getByLabel("Beginnen mit").selectOption({ label: "Gremium" });
  await template.getByLabel("Name auf Deutsch").fill("Größter Kreistag");
  await expect(template.getByLabel("Kennung")).toHaveValue("groesster-kreistag");
  await template.getByRole("button", { name: "Vorlage anlegen" }).click();
  const missing = template.getByLabel("Name auf Englisch");
  await expect(missing).toBeFocused();
  await expect(missing).toHaveAccessibleDescription("Bitte ausfüllen.");
  await expectAccessible(vera.page);
  await template.getByRole("button", { name: "Abbrechen" }).click();

  await administration.switchAgency(SWITCH, false);
  const audit = await administration.open("Protokoll");
  await audit.getByLabel("Nur von dieser Person").fill(account.userId);
  await expect(
    audit.getByRole("row").filter({ hasText: "Einstellungen der Behörde geändert" }),
  ).toHaveCount(1);
  await audit.getByRole("button", { name: "Kette prüfen" }).click();
  await expect(audit.getByText(/^Jeder Eintrag passt/)).toBeVisible();
  await administration.switchAgency(SWITCH, true);

  await expect(new Administration(ben.page).entrance).toHaveCount(0);
  await ben.page.goto("/admin");
  await expect(ben.page.getByText("Dieser Bereich ist für die Verwaltung")).toBeVisible();
});
