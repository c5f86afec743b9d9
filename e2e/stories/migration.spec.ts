import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { installation } from "../src/installation.ts";
import { Administration } from "../src/pages/administration.ts";
import { test } from "../src/people.ts";

/** An account as the command line would have it made. */
function person(localpart: string, displayName: string): object {
  return {
    kind: "account",
    userId: `@${localpart}:${installation.serverName}`,
    displayName,
    source: `${localpart}@alt.example`,
  };
}

test("an administrator begins a wave, reads why somebody has no account, and takes it back", async ({
  cast,
}) => {
  const account = await createAccount("Vera Verwaltung", { admin: true });
  const ending = account.localpart.slice(-6);
  const wave = `pilot-${ending}`;
  const label = `Pilot ${ending}`;
  const api = await apiOf(account);
  await api.createWave(wave, label, [
    person(`ute.${ending}`, "Ute Umsteiger"),
    person(`uwe.${ending}`, "Uwe Umsteiger"),
    // The name of somebody who works here already.
    person(account.localpart, "Vera Verwechselt"),
  ]);

  const { page } = await cast.signedIn(account);
  const administration = new Administration(page);
  await administration.entrance.click();
  const body = await administration.open("Umzug");
  await body.getByRole("link", { name: label }).click();
  await expect(body.getByText("0 von 3 bearbeitet").first()).toBeVisible();

  await body.getByRole("button", { name: "Datei hochladen" }).click();
  const upload = page.getByRole("dialog");
  const good = JSON.stringify(person(`udo.${ending}`, "Udo Umsteiger"));
  await upload.getByLabel("Datei mit Einträgen").setInputFiles({
    name: "pilot.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(`${good}\n${good.slice(0, 40)}\n`),
  });
  const badLines = upload.getByRole("table", { name: "Fehlerhafte Zeilen" });
  await expect(badLines.getByRole("row").filter({ hasText: "brach das Schreiben" })).toHaveCount(1);
  await expectAccessible(page);
  await upload.getByRole("button", { name: "1 Eintrag senden" }).click();
  await expect(upload.getByText("Alles gesendet")).toBeVisible();
  await upload.getByRole("button", { name: "Schließen" }).last().click();

  await body.getByRole("button", { name: "Welle beginnen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Welle beginnen" }).click();
  await expect(body.getByText("fertig", { exact: true })).toBeVisible();
  await expect(body.getByText("4 von 4 bearbeitet").first()).toBeVisible();
  await body.getByRole("button", { name: "Ansehen" }).click();
  const entries = body.getByRole("table", { name: "Einträge" });
  await expect(entries.getByRole("row")).toHaveCount(2);
  await expect(entries).toContainText("Ein anderes Konto hat diesen Namen schon.");
  await expectAccessible(page);

  await body.getByRole("button", { name: "Zurücknehmen" }).click();
  const rollback = page.getByRole("dialog");
  await expect(rollback).toContainText("3 Konten, soweit sich niemand damit angemeldet hat");
  await rollback.getByRole("button", { name: "Zurücknehmen und löschen" }).click();
  const typed = rollback.getByLabel("Name der Welle");
  await expect(typed).toBeFocused();
  await typed.fill(wave);
  await rollback.getByRole("button", { name: "Zurücknehmen und löschen" }).click();
  await expect(body.getByText("zurückgenommen", { exact: true }).first()).toBeVisible();
  await body.getByRole("button", { name: "Alle zeigen" }).click();
  await expect(entries.getByRole("row").filter({ hasText: "zurückgenommen" })).toHaveCount(4);
});
