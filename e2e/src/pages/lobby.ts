import { expect, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The lobby: as moderators have it before them, and as those who wait do. */
export class Lobby {
  /** The lines that show moderators who waits, wherever they are. */
  readonly lines: Locator;
  readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.lines = page.getByRole("region", { name: "Wartebereich" });
    this.panel = page.getByRole("complementary", { name: "Wartebereich" });
  }

  /** A guest is in the line, with the way to let him in. */
  async shows(name: string): Promise<void> {
    await expect(this.admitting(name)).toBeVisible({ timeout: patient(30_000) });
  }

  async admitFromLine(name: string): Promise<void> {
    await this.admitting(name).click();
    await expect(this.admitting(name)).toHaveCount(0);
  }

  private admitting(name: string): Locator {
    return this.lines.getByRole("button", { name: `${name} (Gast) einlassen` });
  }

  /** From the line to the panel of the room. */
  async look(): Promise<void> {
    await this.lines.getByRole("button", { name: /^Ansehen/ }).click();
    await expect(this.panel).toBeVisible();
  }

  async refuse(name: string, sentence: string): Promise<void> {
    await this.panel.getByRole("button", { name: `${name} (Gast) ablehnen` }).click();
    await this.panel.getByLabel("Ein Satz dazu (freiwillig)").fill(sentence);
    await this.panel.getByRole("button", { name: "Ablehnen", exact: true }).click();
  }

  /** One waits, and reads what the moderators say. */
  async waits(message: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Sie warten auf Einlass" })).toBeVisible({
      timeout: patient(60_000),
    });
    await expect(this.page.getByText(message)).toBeVisible();
  }

  /** One was not let in, and reads why. */
  async isRefused(sentence: string): Promise<void> {
    await expect(
      this.page.getByRole("heading", { name: "Sie wurden nicht eingelassen" }),
    ).toBeVisible({ timeout: patient(30_000) });
    await expect(this.page.getByText(sentence)).toBeVisible();
  }
}
