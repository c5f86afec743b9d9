import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test("in a call two vote, write privately, and everybody knows that attendance is kept", async ({
  cast,
}) => {
  test.setTimeout(patient(150_000));
  const agency = await apiOf(await createAccount("Verwaltung", { admin: true }));
  await agency.allowAttendance(true);
  const [anna, jonas] = await cast.pair("Anna Leitung", "Jonas Runde");
  await meetingOf("Haushaltsrunde", anna, jonas);

  await anna.page.getByRole("button", { name: "Mehr zu diesem Raum" }).click();
  await anna.page.getByRole("menuitem", { name: "Anwesenheit" }).click();
  const list = anna.page.getByRole("complementary", { name: "Anwesenheit" });
  await list.getByRole("switch", { name: "Anwesenheit festhalten" }).check();
  await expect(
    jonas.page.getByText("wird festgehalten, wer von wann bis wann").first(),
  ).toBeVisible();
  await expectAccessible(anna.page);
  await list.getByRole("button", { name: "Schließen" }).click();
  await callOf(anna, jonas);

  // A poll reaches whoever has put the chat away.
  await jonas.page.getByRole("button", { name: "Chat ausblenden" }).click();
  await anna.page.getByRole("button", { name: "Umfrage beginnen" }).click();
  const draft = anna.page.getByRole("dialog", { name: "Umfrage beginnen" });
  await draft.getByLabel("Frage").fill("Pause jetzt?");
  await draft.getByLabel("Antwort 1").fill("Ja");
  await draft.getByLabel("Antwort 2").fill("Nein");
  await draft.getByRole("button", { name: "Umfrage senden" }).click();
  const over = jonas.page.getByRole("complementary", { name: "Umfrage in dieser Besprechung" });
  await over.getByRole("checkbox", { name: /^Ja/ }).check();
  await expect(
    anna.page
      .getByRole("region", { name: "Umfrage: Pause jetzt?" })
      .getByText("1 Person hat abgestimmt."),
  ).toBeVisible();
  await expectAccessible(jonas.page);
  await over.getByRole("button", { name: "Umfrage ausblenden" }).click();
  await expect(over).toBeHidden();

  // What two write to each other stands beside the call, which goes on.
  await anna.call.writeTo(jonas.name);
  await expect(anna.page.getByText("Nur Sie beide lesen hier mit.")).toBeVisible();
  await anna.room.write("Unter uns: noch fünf Minuten.");
  await anna.call.isRunning();
  await jonas.list.accept(anna.name);
  await expect(jonas.room.message("Unter uns: noch fünf Minuten.")).toBeVisible();
  await anna.page.getByRole("button", { name: "Zurück zum Chat aller" }).click();

  await anna.page.getByRole("button", { name: "Mehr zu diesem Raum" }).click();
  await anna.page.getByRole("menuitem", { name: "Anwesenheit" }).click();
  await expect(list.getByRole("listitem").filter({ hasText: jonas.name })).toContainText("ist da");
  await agency.allowAttendance(false);
});
