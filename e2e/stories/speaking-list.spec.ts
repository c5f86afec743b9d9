import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { SpeakingListPage } from "../src/pages/speaking-list.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(120_000) });

test("the floor goes round in the order that all see: one microphone opens, the last one closes", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Vorsitz", "Jonas Redner");
  const eva = await cast.colleague("Eva Rednerin");
  await meetingOf("Ausschuss", anna, jonas, eva);
  await callOf(anna, jonas, eva);
  const chair = await SpeakingListPage.inCall(anna.page, anna.call);
  await chair.set("Nur wer das Wort hat, darf sprechen", true);
  await expect(jonas.call.closed("Mikrofon")).toBeVisible();

  await jonas.call.raiseHand();
  await chair.hasOrder("Jonas Redner");
  const list = await SpeakingListPage.inCall(eva.page, eva.call);
  await list.raise("Erwiderung");
  for (const seen of [chair, list]) await seen.hasOrder(/Eva Rednerin.*Erwiderung/, /Jonas Redner/);
  await chair.press("Jonas Redner", "Alt+ArrowUp");
  await list.hasOrder(/Jonas Redner.*verschoben von Anna Vorsitz/, "Eva Rednerin");
  await expectAccessible(anna.page);

  await chair.giveNext("Jonas Redner");
  await jonas.call.unmute();
  await expect(chair.speakers).toContainText("Jonas Redner");
  await chair.giveNext("Eva Rednerin");
  await eva.call.unmute();
  await expect(jonas.call.closed("Mikrofon")).toBeVisible();
  await jonas.call.raiseHand();
  await chair.hasOrder("Jonas Redner");

  // Whoever comes back without the call reads the same list.
  await jonas.page.reload();
  await jonas.page.getByRole("button", { name: "Mehr zu diesem Raum" }).click();
  await jonas.page.getByRole("menuitem", { name: "Redeliste" }).click();
  const beside = SpeakingListPage.beside(jonas.page);
  await expect(beside.speakers).toContainText("Eva Rednerin");
  await beside.hasOrder("Jonas Redner");
  await expectAccessible(jonas.page);
});
