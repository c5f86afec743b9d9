import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { installation } from "../src/installation.ts";
import { test } from "../src/people.ts";

const YEAR = new Date().getUTCFullYear() + 1;
const STILL = "Noch in Skype for Business";

/** Somebody whose wave is laid, and not started. @param day ISO date on which they move */
async function colleagueInSkype(nameOf: (tag: string) => string, day: string) {
  const tag = randomBytes(4).toString("hex");
  const api = await apiOf(await createAccount("Vera Verwaltung", { admin: true }));
  const userId = `@bernd-${tag}:${installation.serverName}`;
  const name = nameOf(tag);
  const source = `bernd.${tag}@land.example`;
  const account = { kind: "account", userId, displayName: name, source };
  await api.createWave(`seite-${tag}`, "Referat 3", [account], day);
  return { tag, userId, name, arrives: () => api.runWave(`seite-${tag}`) };
}

test("people see that a colleague is still in Skype for Business, until the colleague is here", async ({
  cast,
}) => {
  const { tag, name, arrives } = await colleagueInSkype(
    (word) => `Bernd <b>${word}</b>`,
    `${YEAR}-02-02`,
  );

  const anna = await cast.signedIn(await createAccount("Anna Schmidt"));
  const { page, contacts } = anna;
  await contacts.open();
  await contacts.search().fill(tag);
  await expect(contacts.sections()).toHaveText([`${STILL} 1`]);
  const row = page.getByRole("button", { name: new RegExp(`^Visitenkarte von Bernd`) });
  await expect(row).toHaveAccessibleName(
    `Visitenkarte von ${name}, ${STILL} · wechselt am 2. Februar ${YEAR}`,
  );
  await page.getByRole("button", { name: `${name} in die Kontakte aufnehmen` }).click();
  await contacts.search().fill("");
  await expect(contacts.sections()).toHaveText(["Weitere Kontakte 1"]);
  await expect(
    page.getByRole("link", { name: `${name} in Skype for Business schreiben` }),
  ).toHaveAttribute("href", `sip:bernd.${tag}@land.example`);
  await expectAccessible(page);

  await row.focus();
  await page.keyboard.press("Enter");
  await expect(contacts.card.getByRole("heading", { name })).toBeVisible();
  await expect(contacts.card.locator(".pl-coming")).toHaveText(
    `${STILL}wechselt am 2. Februar ${YEAR}`,
  );
  await expect(contacts.card).toContainText("liest nicht, was hier geschrieben wird");
  await expect(contacts.card.getByRole("button", { name: "Schreiben" })).toHaveCount(0);
  await expect(
    contacts.card.getByRole("link", { name: "In Skype for Business schreiben" }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(tag);
  await expect(page.getByRole("group", { name: STILL }).getByRole("option")).toContainText(name);
  await page.keyboard.press("Escape");

  await arrives();
  await row.click();
  await expect(contacts.card.getByRole("button", { name: "Schreiben" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(contacts.person(name)).toBeVisible();
  await expect(page.getByText(STILL)).toHaveCount(0);
});

test("whoever has no account yet is neither invited nor written to by command or list", async ({
  cast,
}) => {
  const { tag, userId, name } = await colleagueInSkype((word) => `Bernd ${word}`, `${YEAR}-03-01`);

  const anna = await cast.signedIn(await createAccount("Anna Schmidt"));
  const cem = await createAccount("Cem Arslan");
  await anna.settings.create("Umstieg", "Nur wer eingeladen wird");
  const notice = anna.page.getByText(`${name} hat hier noch kein Konto`);
  for (const command of [`/invite ${cem.userId} ${userId}`, `/msg ${userId}`]) {
    await anna.room.write(command);
    await expect(notice).toBeVisible();
    await expect(anna.room.composer()).toContainText(userId);
    await anna.room.composer().fill("");
  }

  await anna.members.paste([name, userId, cem.userId].join("\n"));
  const { dialog } = anna.members;
  await expect(dialog.getByText(`${STILL} · wechselt am 1. März ${YEAR}`)).toHaveCount(2);
  await expect(dialog.getByText("1 gefunden")).toContainText("0 unbekannt. 2 noch ohne Konto.");
  await expectAccessible(anna.page);
  await anna.members.invite(1);
  await expect(anna.members.group("Eingeladen")).toContainText("Cem Arslan");
  await expect(anna.members.panel).not.toContainText(tag);
});
