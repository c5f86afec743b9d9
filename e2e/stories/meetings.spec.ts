import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { Meetings } from "../src/pages/meetings.ts";
import { test } from "../src/people.ts";

const MINUTE = 60_000;

/** Day and time of a moment as somebody in the office types them. */
function typed(moment: number): { readonly day: string; readonly time: string } {
  const format = new Intl.DateTimeFormat("de-DE", {
    day: "numeric",
    month: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Europe/Berlin",
  });
  const [day = "", time = ""] = format.format(moment).split(", ");
  return { day, time: time.replace(":", "") };
}

test("a meeting is scheduled, answered, joined at its time, and one date of it is called off", async ({
  cast,
}) => {
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben Berger");
  const [hers, his] = [new Meetings(anna.page), new Meetings(ben.page)];
  await hers.openList();
  await anna.page.keyboard.press("n");
  await hers.schedule({
    title: "Jour fixe",
    ...typed(Date.now() + 8 * MINUTE),
    length: "45",
    times: 3,
    colleague: ben.account,
  });
  await expect(hers.details.getByRole("heading", { name: "Jour fixe" })).toBeVisible();
  await expectAccessible(anna.page);

  await his.openList();
  await expect(his.entries("Jour fixe")).toHaveCount(3);
  await his.entries("Jour fixe").first().click();
  await his.details.getByRole("button", { name: "Zusagen" }).click();
  await his.details.getByRole("button", { name: "Teilnehmen" }).click();
  await expect(ben.room.heading).toHaveText("Jour fixe");
  await ben.call.join();

  await test.step("the address survives a reload, and she sees his answer", async () => {
    await anna.page.reload();
    await expect(
      hers.details.getByText("eine Zusage").or(hers.details.getByText("kommt")),
    ).toBeVisible();
  });
  await hers.openList();
  await hers.entries("Jour fixe").nth(1).click();
  await hers.cancelThisOne("Feiertag");
  await expect(hers.entries("Jour fixe").nth(1)).toHaveAccessibleName(/abgesagt/);

  await his.openList();
  await expect(his.entries("Jour fixe").nth(1)).toHaveAccessibleName(/abgesagt/);
  await expect(his.entries("Jour fixe").nth(2)).toHaveAccessibleName(/zugesagt/);
});
