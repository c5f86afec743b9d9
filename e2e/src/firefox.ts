import { type Browser, launch, type Page } from "puppeteer-core";
import type { Account } from "./accounts.ts";
import { installation } from "./installation.ts";
import { type Registry, rememberConnections } from "./media-probe.ts";
import { patient } from "./patience.ts";

/** Microphone and camera of the browser's own, as Chromium has them by a flag. */
const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
  "intl.accept_languages": "de-DE, de",
};

/** What has come over all connections of a page. */
export interface Received {
  readonly framesDecoded: number;
  readonly audioEnergy: number;
}

/**
 * Somebody in front of Firefox: the one that people have, not a build for tests, spoken to over
 * WebDriver BiDi. Playwright knows only its own builds.
 */
export class FirefoxPerson {
  private constructor(
    readonly account: Account,
    readonly page: Page,
    private readonly browser: Browser,
  ) {}

  /** @param executablePath path of it */
  static async signedIn(executablePath: string, account: Account): Promise<FirefoxPerson> {
    const browser = await launch({
      browser: "firefox",
      executablePath,
      acceptInsecureCerts: true,
      defaultViewport: { width: 1280, height: 800 },
      extraPrefsFirefox: PREFERENCES,
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(patient(30_000));
    await page.evaluateOnNewDocument(rememberConnections);
    await page.goto(installation.publicUrl);
    await page.locator("input[autocomplete=username]").fill(account.localpart);
    await page.locator("input[type=password]").fill(account.password);
    await page.locator("button[type=submit]").click();
    await page.waitForSelector("nav");
    return new FirefoxPerson(account, page, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async openRoom(roomId: string): Promise<void> {
    await this.page.locator(`a[href*="${encodeURIComponent(roomId)}"]`).click();
    await this.page.waitForSelector(".pl-room__call-button");
  }

  async write(text: string): Promise<void> {
    await this.page.locator('[aria-label^="Nachricht an "]').fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits for a message in the open room. */
  async reads(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('[role="log"] article')].some((message) =>
          message.textContent.includes(wanted),
        ),
      {},
      text,
    );
  }

  async joinCall(): Promise<void> {
    await this.page.locator(".pl-room__call-button").click();
    await this.page.locator("[data-call-action=join]").click();
    await this.page.waitForSelector(".call[data-phase=joined]");
  }

  async leaveCall(): Promise<void> {
    await this.page.locator("[data-call-action=leave]").click();
    await this.page.waitForSelector(".call[data-phase=ended]");
  }

  /** Closes the call that was left, and joins anew. */
  async rejoinCall(): Promise<void> {
    await this.page.locator('::-p-aria([name="Schließen"][role="button"])').click();
    await this.joinCall();
  }

  async received(): Promise<Received> {
    return this.page.evaluate(async () => {
      const totals = { framesDecoded: 0, audioEnergy: 0 };
      const connections = (globalThis as unknown as Registry).watchedPeerConnections ?? [];
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        (await connection.getStats()).forEach((entry: RTCInboundRtpStreamStats) => {
          if (entry.type !== "inbound-rtp") return;
          totals.framesDecoded += entry.framesDecoded ?? 0;
          totals.audioEnergy += entry.totalAudioEnergy ?? 0;
        });
      }
      return totals;
    });
  }
}
