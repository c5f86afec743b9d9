import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { Inbox } from "../src/pages/inbox.ts";
import { Rings } from "../src/pages/rings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { directTalkOf, ringAs, talkOf } from "../src/talk.ts";

// The client keeps itself for later.
test.use({ serviceWorkers: "allow" });

test("a colleague is called, answers, declines with a sentence, is busy, and misses a call", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Schmidt", "Ben Krause");
  const roomId = await directTalkOf(anna.account, ben.account);
  await talkOf("Haushalt", ben.account, [anna.account]);
  const annas = new Rings(anna.page);
  const bens = new Rings(ben.page);

  // It rings wherever Ben is, and takes nothing from him that he is typing.
  await anna.list.open("Ben Krause");
  await ben.list.open("Haushalt");
  await ben.page
    .getByRole("textbox", { name: /Nachricht/ })
    .first()
    .focus();
  await anna.room.openCall();
  await anna.call.join();
  await bens.rings("Anna Schmidt");
  await ben.page.keyboard.type("Ich schreibe weiter");
  await ben.page.keyboard.press("Escape");
  await expect(bens.from("Anna Schmidt")).toBeVisible();
  await expect(annas.asking).toContainText("Es klingelt bei Ben Krause");
  await expectAccessible(ben.page);
  await bens.from("Anna Schmidt").getByRole("button", { name: "Nur mit Ton" }).click();
  await ben.call.isRunning();
  await expect(ben.call.control("Kamera einschalten")).toBeVisible();
  await anna.call.hasPeople(2);
  await expect(annas.asking).toHaveCount(0);
  await expect(bens.from("Anna Schmidt")).toHaveCount(0);
  await ben.call.leave();
  await anna.call.leave();
  await anna.call.close();
  await ben.call.close();

  // Declined with a sentence: the caller sees it, and it stays in the conversation.
  await ben.list.open("Haushalt");
  await anna.room.openCall();
  await anna.call.join();
  await bens.rings("Anna Schmidt");
  const card = bens.from("Anna Schmidt");
  await card.getByRole("button", { name: "Mit Nachricht ablehnen" }).click();
  await card.getByRole("button", { name: "Ich rufe gleich zurück." }).click();
  await expect(card).toHaveCount(0);
  await expect(annas.asking).toContainText("„Ich rufe gleich zurück.“");
  await expect(anna.room.message("Ich rufe gleich zurück.")).toBeVisible();
  await annas.asking.getByRole("button", { name: "Auflegen" }).click();

  // Busy: a quiet line for one, a word for the other; then Ben comes after all.
  await ben.room.openCall();
  await ben.call.join();
  await anna.room.openCall();
  await anna.call.join();
  await expect(annas.asking).toContainText("ist in einer anderen Konferenz");
  const waiting = bens.waitingFrom("Anna Schmidt");
  await expect(waiting).toContainText("Anna Schmidt sieht das");
  await waiting.getByRole("button", { name: "Wechseln" }).click();
  await anna.call.hasPeople(2);
  await ben.call.leave();
  await ben.call.close();
  await anna.call.leave();

  // Nobody answers in time: it waits in the inbox, and from there one calls back.
  const inbox = new Inbox(ben.page);
  await inbox.open();
  await ringAs(anna.account, roomId, 5_000);
  await bens.rings("Anna Schmidt");
  await expect(bens.from("Anna Schmidt")).toHaveCount(0, { timeout: patient(15_000) });
  const missed = inbox.list.getByRole("article", { name: /^Anna Schmidt/ });
  await expect(missed).toContainText("Verpasster Anruf");
  await missed.getByRole("button", { name: "Anna Schmidt zurückrufen" }).click();
  await expect(ben.room.heading).toHaveText("Anna Schmidt");
  await expect(ben.room.message("Verpasster Anruf").first()).toBeVisible();
  await expect(ben.call.region).toBeVisible();
});

test("a call goes into its own window and back, and moves to another device of the same person", async ({
  cast,
}) => {
  test.setTimeout(patient(90_000));
  const desk = await cast.colleague("Anna Schmidt");
  await desk.recovery.isSetUp();
  await talkOf("Sprechstunde", desk.account, []);
  await desk.list.open("Sprechstunde");
  await desk.room.openCall();
  await desk.call.join();
  await desk.page.getByRole("button", { name: "In eigenem Fenster über allem zeigen" }).click();
  await expect(desk.page.getByText("Die Konferenz ist im eigenen Fenster.")).toBeVisible();
  await desk.page.getByRole("button", { name: "Aus dem eigenen Fenster zurückholen" }).click();
  await desk.call.isRunning();

  const phone = await cast.signedIn(desk.account, { viewport: { width: 390, height: 844 } });
  const confirm = phone.page.getByRole("dialog");
  await expect(confirm).toBeVisible({ timeout: patient(20_000) });
  await phone.page.keyboard.press("Escape");
  await expect(confirm).toHaveCount(0);
  await phone.list.open("Sprechstunde");
  const move = phone.page.getByRole("button", { name: "Hierher holen" });
  await expect(move).toBeVisible({ timeout: patient(20_000) });
  await move.click();
  await expect(phone.page.getByRole("switch", { name: /^Dort beenden/ })).toBeChecked();
  await phone.call.join();
  await expect(desk.page.getByText("läuft jetzt auf Ihrem anderen Gerät")).toBeVisible();
  await expect(desk.call.region).toHaveCount(0);
  await phone.call.hasPeople(1);
});
