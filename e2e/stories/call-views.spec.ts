import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(120_000) });

test("everybody looks at a call as they like: who speaks, who is pinned, who signs; hands, signs and people", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Sicht", "Jonas Sicht");
  const eva = await cast.colleague("Eva Sicht");
  await meetingOf("Sichtweisen", anna, jonas, eva);
  await callOf(anna, jonas, eva);

  await anna.call.showSpeaker();
  await expect(anna.call.large.getByRole("listitem")).toHaveCount(1);
  await anna.call.hasPeople(3);

  await anna.call.choose(jonas.name, "Für mich groß anheften");
  await expect(anna.call.large).toContainText(jonas.name);
  await expect(anna.call.large.getByLabel("Angeheftet")).toBeVisible();

  await anna.call.choose(eva.name, "Gebärdensprache: immer zeigen");
  await expect(anna.call.signing).toContainText(eva.name);
  await expect(anna.call.large).toContainText(jonas.name);

  await jonas.call.raiseHand();
  await expect(anna.call.large.getByLabel("Hand gehoben, Platz 1")).toBeVisible();
  await eva.page.keyboard.press("h");
  await expect(anna.call.signing.getByLabel("Hand gehoben, Platz 2")).toBeVisible();

  await anna.page.keyboard.press("p");
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon ein")).toBeVisible();
  await anna.call.people.getByRole("searchbox").fill("jonas");
  await expect(anna.call.people.getByRole("listitem")).toHaveCount(1);
  await anna.call
    .person(jonas.name)
    .getByRole("button", { name: /^Mehr zu / })
    .click();
  await anna.call.people.getByRole("slider").fill("50");
  await expect(anna.call.people.getByText("50 %")).toBeVisible();
  await expect(anna.call.person(jonas.name).getByText(/^Verbindung /)).toBeAttached();
  await expectAccessible(anna.page);

  // Anna moderates: she silences Jonas, who is told so and may speak again.
  await anna.call.person(jonas.name).getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await jonas.call.says(`${anna.name} hat Ihr Mikrofon ausgeschaltet.`);
  await expect(anna.call.person(jonas.name).getByLabel("Mikrofon aus")).toBeVisible();
  await jonas.call.unmute();
  await anna.call.person(jonas.name).getByRole("button", { name: "Hand senken" }).click();
  await expect(jonas.call.control("Hand heben")).toBeVisible();

  await eva.call.react("Applaus");
  await anna.call.says(`${eva.name}: Applaus.`);
});
