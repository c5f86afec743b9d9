import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
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

/** What `migrate check` writes of everybody, and what somebody has to decide. */
const PEOPLE = [
  "outcome,code,sipAddress,displayName,userId,externalId,department,wave,spaces,rooms,reason_de,mend_de,reason_en,mend_en,file,line",
  "ok,ready,ute@alt.example,Ute Umsteiger,'@ute:amt.example,ute,Finanzen,Pilot,,,Bereit für den Umzug.,,Ready to be moved.,,CsUser.csv,2",
  "ok,ready,uwe@alt.example,Uwe Umsteiger,'@uwe:amt.example,uwe,Bau,Pilot,,,Bereit für den Umzug.,,Ready to be moved.,,CsUser.csv,3",
  "blocked,no-address,,Ines Hoffmann,,,Bau,,,,Hat keine SIP-Adresse.,Tragen Sie eine ein.,Has no SIP address.,Enter one.,CsUser.csv,4",
].join("\r\n");

/** A channel, and what was written in it: one message with a file. */
function channel(key: string, file: Buffer): readonly object[] {
  const sha256 = createHash("sha256").update(file).digest("hex");
  const message = {
    id: "1",
    sentAt: Date.parse("2026-03-02T09:00:00Z"),
    sender: { name: "Ute Umsteiger" },
    text: "Der Plan",
    file: { name: "Plan.txt", sha256 },
  };
  return [
    { kind: "channel", key, name: "Lage" },
    { kind: "history", channel: key, block: 0, messages: [message] },
  ];
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

  await body.getByRole("button", { name: "Bericht ansehen" }).click();
  await body.getByLabel("Dateien wählen").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(PEOPLE),
  });
  const people = body.getByRole("table", { name: "Personen" });
  await body.getByLabel("Abteilung").selectOption({ label: "Bau (2)" });
  await expect(people.getByRole("row")).toHaveCount(3);
  await body.getByText("nicht möglich 1").click();
  await expect(people.getByRole("row").filter({ hasText: "Tragen Sie eine ein" })).toHaveCount(1);
  await expect(body.getByText("1 von 3 Personen")).toBeVisible();
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await body.getByRole("button", { name: "1 Person als Tabelle sichern" }).click();
  const table = await readFile(await (await saving).path(), "utf8");
  expect(table).toContain("Ines Hoffmann,,,nicht möglich,Bau,");
  await body.getByRole("link", { name: "Alle Wellen" }).click();

  await body.getByRole("link", { name: label }).click();
  await expect(body.getByText("0 von 3 bearbeitet").first()).toBeVisible();

  await body.getByRole("button", { name: "Datei hochladen" }).click();
  const upload = page.getByRole("dialog");
  const plan = Buffer.from(`Plan ${ending}`);
  const room = channel(`lage-${ending}`, plan);
  const good = JSON.stringify(person(`udo.${ending}`, "Udo Umsteiger"));
  await upload.getByLabel("Datei mit Einträgen").setInputFiles({
    name: "pilot.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(
      [good, good.slice(0, 40), ...room.map((item) => JSON.stringify(item))].join("\n"),
    ),
  });
  const badLines = upload.getByRole("table", { name: "Fehlerhafte Zeilen" });
  await expect(badLines.getByRole("row").filter({ hasText: "brach das Schreiben" })).toHaveCount(1);
  await expectAccessible(page);
  await upload.getByLabel("Dateien wählen").setInputFiles([
    { name: "0001.dat", mimeType: "text/plain", buffer: plan },
    { name: "Plan.txt", mimeType: "text/plain", buffer: Buffer.from("ein anderer") },
  ]);
  await expect(upload.getByText("Die Datei ist gefunden.")).toBeVisible();
  await upload.getByRole("button", { name: "3 Einträge und 1 Datei senden" }).click();
  await expect(upload.getByText("Alles gesendet. 1 Datei ist da")).toBeVisible();
  await upload.getByRole("button", { name: "Schließen" }).last().click();

  await body.getByRole("button", { name: "Welle beginnen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Welle beginnen" }).click();
  await expect(body.getByText("fertig", { exact: true })).toBeVisible();
  await expect(body.getByText("6 von 6 bearbeitet").first()).toBeVisible();
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
  await expect(entries.getByRole("row").filter({ hasText: "zurückgenommen" })).toHaveCount(6);
});
