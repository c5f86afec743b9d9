import { expect } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

test("two people vote, react, pin, forward and delete", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Schmidt", "Jonas Weber");
  const roomId = await meetingOf("Referatsrunde", anna, jonas);

  const question = "Wann treffen wir uns?";
  await anna.messages.startPoll(question, ["Montag", "Dienstag", "Mittwoch"]);
  await jonas.messages.poll(question).getByLabel("Dienstag").check({ force: true });
  await anna.messages.poll(question).getByLabel("Montag").check({ force: true });
  await anna.messages.poll(question).getByLabel("Dienstag").check({ force: true });
  for (const person of [anna, jonas]) {
    await expect(person.messages.votes(question, "Dienstag")).toContainText("2 Stimmen");
    await expect(person.messages.votes(question, "Montag")).toContainText("0 Stimmen");
  }
  await expectAccessible(jonas.page);
  await anna.messages.poll(question).getByRole("button", { name: "Umfrage beenden" }).click();
  await anna.messages.dialog.getByRole("button", { name: "Umfrage beenden" }).click();
  await expect(jonas.messages.poll(question)).toContainText(
    "Beendet. 2 Personen haben abgestimmt.",
  );
  await expect(jonas.messages.poll(question).getByLabel("Montag")).toBeDisabled();

  await anna.room.write("Der Entwurf liegt im Laufwerk.");
  await anna.room.isDelivered("Der Entwurf liegt im Laufwerk.");
  await jonas.messages.react("Der Entwurf", "👍");
  await expect(anna.messages.reaction("Der Entwurf", "👍")).toHaveAccessibleName(
    "👍, 1: Jonas Weber",
  );
  await anna.messages.reaction("Der Entwurf", "👍").click();
  await expect(jonas.messages.reaction("Der Entwurf", "👍")).toHaveAccessibleName(/, 2: /);

  await anna.messages.act("Der Entwurf", "Anheften");
  await jonas.page.getByRole("button", { name: "Angeheftet" }).click();
  await expect(jonas.messages.panel).toContainText("Der Entwurf liegt im Laufwerk.");
  await expectAccessible(jonas.page);

  // A room that is not encrypted asks first.
  const created = (await asPerson(anna.account, "POST", "/_matrix/client/v3/createRoom", {
    name: "Offener Raum",
  })) as { room_id: string };
  await anna.list.entry("Offener Raum").waitFor();
  await anna.messages.act("Der Entwurf", "Weiterleiten");
  await anna.messages.dialog.getByLabel("Raum oder Person suchen").fill("offener");
  await anna.messages.dialog.getByRole("checkbox", { name: /Offener Raum/ }).check();
  await expect(anna.messages.dialog).toContainText("für den Server lesbar");
  await expectAccessible(anna.page);
  await anna.messages.dialog.getByRole("button", { name: "Unverschlüsselt weiterleiten" }).click();
  await expect(anna.page.getByText("Weitergeleitet an Offener Raum.")).toBeVisible();
  await anna.list.open("Offener Raum");
  await expect(anna.room.message("Der Entwurf liegt im Laufwerk.")).toBeVisible();
  expect(created.room_id).toBe(anna.room.id());

  await anna.list.open("Referatsrunde");
  await anna.messages.act("Der Entwurf", "Link kopieren");
  const link = await anna.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(encodeURIComponent(roomId));
  await anna.messages.act("Der Entwurf", "Löschen");
  await expect(anna.messages.dialog).toContainText("bei allen im Raum");
  await anna.messages.dialog.getByRole("button", { name: "Für alle löschen" }).click();
  await expect(jonas.room.message("Diese Nachricht wurde gelöscht.")).toBeVisible();
  await expect(jonas.room.message("Der Entwurf liegt im Laufwerk.")).toHaveCount(0);
});

test("a voice message is recorded, listened to, sent and heard", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Schmidt", "Jonas Weber");
  await meetingOf("Bereitschaft", anna, jonas);

  await anna.page.getByRole("button", { name: "Weitere Möglichkeiten" }).click();
  await anna.page.getByRole("menuitem", { name: "Sprachnachricht" }).click();
  const dialog = anna.page.getByRole("dialog");
  await expect(dialog.getByRole("timer")).toHaveText("0:02");
  await dialog.getByRole("button", { name: "Pause" }).click();
  await expect(dialog).toContainText("Die Aufnahme pausiert.");
  await expectAccessible(anna.page);
  await dialog.getByRole("button", { name: "Fertig" }).click();
  await dialog.getByRole("button", { name: "Abspielen" }).click();
  await dialog.getByRole("button", { name: "Sprachnachricht senden" }).click();

  const heard = jonas.page.getByRole("log").locator(".pl-voice");
  await heard.getByRole("button", { name: "Abspielen" }).click();
  // Two seconds may be over before anybody looks: what counts is that they were heard.
  await expect
    .poll(() =>
      heard
        .locator("audio")
        .evaluate(({ played }: HTMLAudioElement) => (played.length > 0 ? played.end(0) : 0)),
    )
    .toBeGreaterThan(0.5);
  const position = heard.getByRole("slider", { name: "Stelle in der Aufnahme" });
  await position.press("Home");
  await heard.getByRole("button", { name: "Geschwindigkeit: 1-fach" }).click();
  await expect(heard.getByRole("button", { name: "Geschwindigkeit: 1,5-fach" })).toBeVisible();
});
