import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

test("a message for later waits, is changed, and goes out when it shall", async ({ cast }) => {
  const [ben, anna] = await cast.pair("Ben Berger", "Anna Neumann");
  await meetingOf("Haushalt", anna, ben);

  await anna.room.composer().fill("Die **Vorlage** ist fertig");
  const panel = await anna.scheduled.offers();
  await expectAccessible(anna.page);
  await panel.getByRole("button", { name: /^Morgen um 8 Uhr/ }).click();
  await expect(anna.room.composer()).toHaveValue("");
  await expect(anna.scheduled.line).toHaveText("1 geplante Nachricht");

  await test.step("a time that is over is refused", async () => {
    await anna.room.composer().fill("Zu spät");
    const again = await anna.scheduled.offers();
    await again.getByLabel("Datum").fill("2020-01-01");
    await again.getByRole("button", { name: "Planen" }).click();
    await expect(again.getByText("Diese Zeit ist schon vorbei.")).toBeVisible();
    await anna.page.keyboard.press("Escape");
    await expect(anna.room.composer()).toHaveValue("Zu spät");
    await anna.room.composer().fill("");
  });

  await anna.page.reload();
  await anna.list.isReady();
  await anna.scheduled.openList();
  await expect(anna.scheduled.entry("Die **Vorlage** ist fertig")).toContainText("08:00");
  await anna.scheduled.change("Die **Vorlage** ist fertig", {
    text: "Die **neue** Vorlage ist fertig",
    time: "07:30",
  });
  await expectAccessible(anna.page);
  await anna.scheduled
    .entry("neue")
    .getByRole("button", { name: /^Jetzt senden/ })
    .click();
  await expect(anna.scheduled.list.getByText("Nichts geplant")).toBeVisible();

  await expect(ben.room.message("Die neue Vorlage ist fertig")).toBeVisible();
  await expect(ben.room.message("Vorlage")).toHaveCount(1);
});
