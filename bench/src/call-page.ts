import type { InstallationConfig } from "@plenum/model";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Account } from "./accounts.ts";

/** A signed-in window with a room open. @param prepare puts instruments into the pages of the context */
export async function openRoom(
  browser: Browser,
  config: InstallationConfig,
  account: Account,
  roomId: string,
  prepare: (context: BrowserContext) => Promise<void>,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: config.publicUrl,
    // Without a host name the installation makes its own certificate.
    ignoreHTTPSErrors: true,
    locale: "de-DE",
    viewport: { width: 1280, height: 800 },
    permissions: ["camera", "microphone"],
  });
  await prepare(context);
  const page = await context.newPage();
  // Getting there is not what is measured, and a busy machine takes its time.
  page.setDefaultTimeout(120_000);
  await page.goto("/");
  await page.getByLabel("Benutzername").fill(account.localpart);
  await page.getByLabel("Passwort").fill(account.password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("heading", { name: "Anmelden", level: 1 }).waitFor({ state: "detached" });
  await page
    .locator(`a[href*="${encodeURIComponent(roomId)}"]`)
    .first()
    .click();
  await page.locator(".pl-room__call-button").waitFor({ timeout: 60_000 });
  return page;
}

/**
 * Opens the preview, waits for one's own picture as people do, and joins.
 * @param camera whether this device begins with a picture
 */
export async function joinCall(page: Page, camera = true): Promise<void> {
  await page.locator(".pl-room__call-button").click();
  if (camera) {
    await page.locator(".call-preview video").waitFor();
    await page.waitForFunction(() => {
      const own = document.querySelector<HTMLVideoElement>(".call-preview video");
      return own !== null && own.videoWidth > 0 && own.currentTime > 0.5;
    });
  }
  await page.locator("[data-call-action=join]").click();
  await page.locator(".call[data-phase=joined]").waitFor();
}
