import type { InstallationConfig } from "@plenum/model";
import type { Browser, Locator, Page } from "playwright-core";
import { clockWhen, installPageClock } from "./page-clock.ts";

/** A fresh profile: empty cache, nobody signed in. */
export async function freshWindow(browser: Browser, config: InstallationConfig): Promise<Page> {
  const context = await browser.newContext({
    baseURL: config.publicUrl,
    locale: "de-DE",
    viewport: { width: 1440, height: 900 },
  });
  await installPageClock(context);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Fills in the form and presses "sign in"; comes back when the list can be used. */
export async function signIn(page: Page, localpart: string, password: string): Promise<void> {
  await page.getByLabel("Benutzername").fill(localpart);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await clockWhen(page, ({ marks }) => "list" in marks && "signing-in" in marks, 60_000);
}

/** Comes back when every room is in the list, and a question for the recovery code is dismissed. */
export async function settle(page: Page, rooms: number): Promise<void> {
  const until = performance.now() + 120_000;
  let calm = 0;
  while (calm < 6) {
    if (performance.now() > until) throw new Error("The list did not become complete.");
    await page.waitForTimeout(500);
    if (await page.locator("dialog[open]").count()) {
      await page.keyboard.press("Escape");
      calm = 0;
    }
    const known = await page.evaluate(
      () =>
        performance.getEntriesByType("resource").filter(({ name }) => name.includes("/sync"))
          .length,
    );
    // The sync asks for rooms in steps; the list itself may be virtual and show fewer.
    calm = known * 100 >= rooms ? calm + 1 : 0;
  }
}

/** The entry of a room in the list, which renders only what is in sight: scrolls to it. */
export async function entryOf(page: Page, roomId: string, tries = 5): Promise<Locator> {
  const entry = page.locator(`a[data-room="${roomId}"]`).first();
  await page.evaluate(async (wanted) => {
    const there = (): boolean =>
      Array.from(document.querySelectorAll<HTMLElement>("a[data-room]")).some(
        ({ dataset }) => dataset["room"] === wanted,
      );
    const list = document.querySelector(".pl-list__rooms");
    if (list === null || there()) return;
    for (let top = 0; top < list.scrollHeight && !there(); top += 500) {
      list.scrollTop = top;
      await new Promise((resolve) => {
        setTimeout(resolve, 40);
      });
    }
  }, roomId);
  // A message may put the list in another order just then, and the entry out of it.
  const there = entry.scrollIntoViewIfNeeded({ timeout: 2_000 });
  if (tries === 0) await there;
  const moved = await there.then(
    () => true,
    () => false,
  );
  if (!moved) return entryOf(page, roomId, tries - 1);
  return entry;
}
