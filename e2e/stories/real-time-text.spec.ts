import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.describe.configure({ timeout: patient(120_000) });

test("letters are read before the line is finished, and the line stands in the room afterwards", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair("Anna Schrift", "Jonas Lesen");
  await meetingOf("Mitschrift", anna, jonas);
  await callOf(anna, jonas);

  await jonas.page.keyboard.press("r");
  await expect(jonas.call.ownLine).toBeFocused();
  await jonas.call.ownLine.pressSequentially("Der Antrag liegt");
  await anna.call.says(`${jonas.name} schreibt Echtzeittext.`);
  await anna.call.region.getByRole("button", { name: "Mitlesen" }).click();
  const line = anna.call.realTimeText.getByRole("listitem").filter({ hasText: jonas.name });
  await expect(line).toContainText("Der Antrag liegt");
  await expect(line).toHaveAttribute("data-done", "false");
  // Not a word of it is in the room yet.
  await expect(anna.room.message("Der Antrag")).toHaveCount(0);

  for (let letters = 0; letters < "liegt".length; letters += 1) {
    await jonas.call.ownLine.press("Backspace");
  }
  await jonas.call.ownLine.pressSequentially("ist da 👍");
  await expect(line).toContainText("Der Antrag ist da 👍");
  await expectAccessible(anna.page);

  await jonas.call.ownLine.press("Enter");
  await expect(line).toHaveAttribute("data-done", "true");
  await expect(jonas.call.ownLine).toHaveValue("");
  await expect(anna.room.message("Der Antrag ist da 👍")).toBeVisible();
  await expect(anna.room.encryption).toBeVisible();

  // Escape leads back, and keys work the call again.
  await jonas.call.ownLine.press("Escape");
  await expect(jonas.call.realTimeText).toHaveCount(0);
  await jonas.page.keyboard.press("m");
  await expect(jonas.call.control("Mikrofon einschalten")).toBeVisible();
});
