import { expect } from "@playwright/test";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { Recogniser } from "../src/recogniser.ts";

test.describe.configure({ timeout: patient(120_000) });

test("somebody’s voice is written down for all as long as the microphone is on, and one is told when nobody does it", async ({
  cast,
}) => {
  const recogniser = await Recogniser.listen();
  try {
    const [anna, jonas] = await cast.pair("Anna Stimme", "Jonas Lesen");
    await meetingOf("Untertitel", anna, jonas);
    await callOf(anna, jonas);
    for (const { page, call } of [anna, jonas]) {
      await page.keyboard.press("r");
      await expect(call.realTimeText).toBeVisible();
    }
    // Nothing is heard that nobody asked for.
    expect(recogniser.heard.samples).toBe(0);

    const writing = anna.call.realTimeText.getByRole("switch", {
      name: "Meine Stimme mitschreiben",
    });
    await writing.click();
    await expect
      .poll(() => recogniser.heard.loud, { timeout: patient(15_000) })
      .toBeGreaterThan(800);
    expect(recogniser.sampleRate).toBe(16_000);

    recogniser.understands("guten morgen");
    const line = jonas.call.realTimeText.getByRole("listitem").filter({ hasText: anna.name });
    await expect(line).toContainText("guten morgen");
    await expect(line).toContainText("Untertitel");
    await expect(line).toHaveAttribute("data-done", "false");
    recogniser.endsSentence("guten morgen zusammen");
    await expect(line).toContainText("guten morgen zusammen");
    await expect(line).toHaveAttribute("data-done", "true");
    // Captions are not kept.
    await expect(jonas.room.message("guten morgen zusammen")).toHaveCount(0);

    await anna.call.control("Mikrofon ausschalten").click();
    await expect
      .poll(
        async () => {
          const { samples } = recogniser.heard;
          await anna.page.waitForTimeout(1_000);
          return recogniser.heard.samples - samples;
        },
        { timeout: patient(20_000) },
      )
      .toBe(0);

    await recogniser.close();
    await expect(anna.call.realTimeText).toContainText("Es wird nichts mitgeschrieben.");
    await expect(writing).not.toBeChecked();
  } finally {
    await recogniser.close();
  }
});
