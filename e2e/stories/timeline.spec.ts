import { expect, type Page } from "@playwright/test";
import { markRead, roomOf, send, writeLines } from "../src/history.ts";
import { createAccount } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { test } from "../src/people.ts";

const LINES = 90;
const READ = 20;

test("a long history: from the first unread message to any other and back", async ({ cast }) => {
  const anna = await createAccount("Anna Berger");
  const jonas = await createAccount("Jonas Keller");
  const roomId = await roomOf("Protokolle", anna, jonas);
  const ids = await writeLines(anna, roomId, 1, READ);
  await markRead(jonas, roomId, ids.at(-1) ?? "");
  await writeLines(anna, roomId, READ + 1, LINES);
  await send(anna, roomId, {
    msgtype: "m.text",
    body: "Dazu von damals.",
    "m.relates_to": { "m.in_reply_to": { event_id: ids[2] } },
  });

  const { page, room } = await cast.signedIn(jonas);
  await page.goto(`/room/${encodeURIComponent(roomId)}`);
  const line = (number: number) => room.message(`Zeile ${number}.`);
  const answer = room.message("Dazu von damals.");

  await test.step("opens at the first unread message, not at the end", async () => {
    await expect(page.getByText("Neu", { exact: true })).toBeInViewport();
    await expect(line(READ + 1)).toBeInViewport();
    await expect(answer).toHaveCount(0);
  });

  await test.step("the way to the newest says how many are new, and leads there", async () => {
    await page.getByRole("button", { name: /^Zu den neuesten \(\d+ neue\)$/ }).click();
    await expect(answer).toBeInViewport();
    await expect(answer.getByText("Zeile 3.")).toBeVisible();
  });

  await test.step("a quotation leads to its message, which has the focus", async () => {
    await answer.getByRole("button", { name: /Zeile 3\./ }).click();
    await expect(line(3)).toBeInViewport();
    await expect(line(3)).toBeFocused();
    expect(new URL(page.url()).searchParams.get("event")).toBe(ids[2]);
  });

  await test.step("back leads to where the quotation was", async () => {
    await page.goBack();
    await expect(answer).toBeInViewport();
    expect(new URL(page.url()).search).toBe("");
    await page.goForward();
    await expect(line(3).first()).toBeInViewport();
  });

  await test.step("a reload comes back to where the reader was", async () => {
    await scrollTo(page, line(12));
    await page.reload();
    await expect(line(12)).toBeInViewport();
  });

  await test.step("the history joins the newest messages", async () => {
    for (const next of [line(40), line(70), answer]) await scrollTo(page, next);
    await page.mouse.wheel(0, -3000);
    await page.getByRole("button", { name: /^Zu den neuesten/ }).click();
    await expect(answer).toBeInViewport();
    expect(new URL(page.url()).search).toBe("");
  });

  await test.step("a message that does not exist is a sentence, and the newest are shown", async () => {
    await page.goto(`/room/${encodeURIComponent(roomId)}?event=%24gibtesnicht`);
    await expect(page.getByText("Diese Nachricht gibt es nicht mehr")).toBeVisible();
    await expect(answer).toBeInViewport();
  });

  await test.step("an answer in a thread is shown there", async () => {
    const inThread = await send(anna, roomId, {
      msgtype: "m.text",
      body: "Das gehört dazu.",
      "m.relates_to": { rel_type: "m.thread", event_id: ids[4] },
    });
    await page.goto(`/room/${encodeURIComponent(roomId)}?event=${encodeURIComponent(inThread)}`);
    const thread = page.getByRole("complementary");
    await expect(thread.getByRole("article").filter({ hasText: "Das gehört dazu." })).toBeFocused();
    await expect(thread.getByRole("article").filter({ hasText: "Zeile 5." })).toBeVisible();
    await thread.getByRole("button", { name: "Schließen" }).first().click();
  });

  await test.step("another day", async () => {
    await page.getByRole("button", { name: "Heute" }).first().click();
    await page.getByRole("button", { name: "Anzeigen" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Heute" })).toBeInViewport();
  });
});

test("the timeline with the keyboard alone: one tab stop, and never lost", async ({ cast }) => {
  const anna = await createAccount("Anna Berger");
  const jonas = await createAccount("Jonas Keller");
  const roomId = await roomOf("Tastatur", anna, jonas);
  await writeLines(anna, roomId, 1, 45);
  await send(anna, roomId, { msgtype: "m.text", body: "Siehe https://amt.example/a zuletzt." });
  const { page, room } = await cast.signedIn(jonas);
  await page.goto(`/room/${encodeURIComponent(roomId)}`);
  const last = room.message("zuletzt.");
  await page
    .getByRole("button", { name: /^Zu den neuesten/ })
    .or(last)
    .first()
    .click();
  await expect(last).toBeInViewport();

  await room.composer().focus();
  await page.keyboard.press("Shift+Tab");
  await expect(async () => {
    if ((await page.locator("[data-message]:focus").count()) === 0) {
      await page.keyboard.press("Shift+Tab");
    }
    await expect(last).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("ArrowUp");
  await expect(room.message("Zeile 45.")).toBeFocused();
  await page.keyboard.press("End");
  await expect(last).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(last.getByRole("link")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(last.getByRole("toolbar").getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  // The first stops are what happened to the room, and the line of the day, which leads to another.
  await page.keyboard.press("Home");
  const fold = page.getByRole("log").locator("button[aria-expanded]:focus");
  await expect(fold).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("h2 button:focus")).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("h2 button:focus")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-message]:focus")).toBeInViewport();
  const focused = await page.locator("[data-message]:focus").getAttribute("data-message");

  // Scrolled out of sight and while new messages come, the focus stays where it is.
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 20_000);
  await expect(last).toBeInViewport();
  await send(anna, roomId, { msgtype: "m.text", body: "Noch etwas Neues." });
  await expect(room.message("Noch etwas Neues.")).toBeInViewport();
  await expect(page.locator("[data-message]:focus")).toHaveAttribute("data-message", focused ?? "");
  await expect(page.locator("[aria-live=polite]", { hasText: "Noch etwas Neues." })).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(page.locator(".pl-timeline__scroller :focus")).toHaveCount(0);
  await expectAccessible(page);
});

/** Turns the wheel until something is in sight. */
async function scrollTo(page: Page, target: ReturnType<Page["locator"]>): Promise<void> {
  await page.mouse.move(700, 450);
  await expect(async () => {
    if ((await target.count()) === 0) await page.mouse.wheel(0, 500);
    else await target.scrollIntoViewIfNeeded({ timeout: 500 });
    await expect(target).toBeInViewport({ timeout: 400 });
  }).toPass();
}
