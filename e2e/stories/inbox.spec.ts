import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../src/axe.ts";
import { Inbox } from "../src/pages/inbox.ts";
import { test } from "../src/people.ts";
import { patient } from "../src/patience.ts";
import { talkOf } from "../src/talk.ts";

test("three rooms wait in the inbox; with the keyboard alone one gets through them all", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Schmidt", "Ben Krause");
  const { page } = ben;
  const [plan, budget, canteen] = await Promise.all(
    ["Raumplan", "Haushalt", "Kantine"].map((name) => talkOf(name, anna.account, [ben.account])),
  );
  await plan?.say(anna.account, "Der Plan hängt am Brett.");
  await plan?.say(anna.account, "Bitte bis Freitag ansehen.");
  const rootId = await budget?.say(anna.account, "Ben, passt die Summe?", {
    "m.mentions": { user_ids: [ben.account.userId] },
  });
  await budget?.say(anna.account, "Es eilt ein wenig.", {
    "m.relates_to": { rel_type: "m.thread", event_id: rootId },
  });
  await canteen?.say(anna.account, "Heute gibt es Suppe.");

  const told = new Set<string>();
  page.on("requestfinished", (request) => {
    const room = /rooms\/([^/]+)\/(?:receipt|read_markers)/.exec(request.url())?.[1];
    if (room !== undefined) told.add(decodeURIComponent(room));
  });

  // Rail, list and title say the same.
  const inbox = new Inbox(page);
  await expect(inbox.rail).toHaveAccessibleName("Eingang, 5 ungelesen, 1 Erwähnungen");
  await expect(ben.list.entry("Raumplan, 2 ungelesene Nachrichten")).toBeVisible();
  await expect(ben.list.entry("Haushalt, 1 Erwähnung, 2 ungelesene Nachrichten")).toBeVisible();
  await expect(ben.list.entry("Kantine, 1 ungelesene Nachricht")).toBeVisible();
  await expect(page).toHaveTitle(/^\(1\) /);

  await inbox.open();
  await expect(inbox.entries()).toHaveCount(4);
  await expect(inbox.entries().first()).toContainText("Ben, passt die Summe?");
  await expectAccessible(page);

  // Answer what mentions, be done with the next, take that back.
  await page.keyboard.press("j");
  const question = inbox.list.getByRole("article", { name: /^Haushalt, 1 Erwähnung/ });
  await expect(question).toBeFocused();
  await page.keyboard.press("r");
  await page.keyboard.type("Ja, sie passt.");
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await expect(inbox.entries()).toHaveCount(3);
  await expect(page).not.toHaveTitle(/^\(/);
  await page.keyboard.press("e");
  await expect(inbox.entries()).toHaveCount(2);
  await page.keyboard.press("u");
  await expect(inbox.entries()).toHaveCount(3);
  for (const left of [2, 1]) {
    await page.keyboard.press("e");
    await expect(inbox.entries()).toHaveCount(left);
  }
  await expect(inbox.rail).toHaveAccessibleName(/Eingang, [12] ungelesen, 0 Erwähnungen/);

  // Opening the last one reads it.
  await inbox.entries().first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Raumplan|Haushalt|Kantine/);
  await expect(inbox.rail).toHaveAccessibleName("Eingang");
  await expect(ben.list.entry("Raumplan")).toHaveAccessibleName("Raumplan");
  await inbox.open();
  await expect(inbox.empty).toBeVisible();

  // The server learns it when the time for taking it back is over.
  await expect.poll(() => told.size, { timeout: patient(30_000) }).toBe(3);

  await page.setViewportSize({ width: 390, height: 844 });
  await canteen?.say(anna.account, "Morgen gibt es Eintopf.");
  await expect(inbox.entries("Morgen gibt es Eintopf")).toBeVisible();
  await expectNoSidewaysScroll(page);

  // What was done stays done after a reload, also when nobody waited for the end of the undo.
  told.clear();
  await inbox.entries().getByRole("button", { name: "Erledigt: Kantine" }).click();
  await expect(inbox.empty).toBeVisible();
  await page.reload();
  await expect(inbox.empty).toBeVisible();
  await expect.poll(() => told.has(canteen?.roomId ?? ""), { timeout: patient(30_000) }).toBe(true);
  await expect(inbox.empty).toBeVisible();
});
