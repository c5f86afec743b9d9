import { expect, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The page behind a guest link. */
export class GuestEntrance {
  constructor(private readonly page: Page) {}

  async isShown(title: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name: title })).toBeVisible();
    await expect(this.nameField()).toBeVisible();
  }

  /** Gives a name and enters. */
  async enter(name: string): Promise<void> {
    await this.nameField().fill(name);
    await this.page.getByRole("button", { name: "Beitreten", exact: true }).click();
    // A narrow window shows the call's preview alone, a wide one the chat beside it.
    const inside = this.page.getByRole("log").or(this.page.getByText("Bevor Sie beitreten"));
    await expect(inside.first()).toBeVisible({ timeout: patient(60_000) });
  }

  /** There is no way in; a sentence says why. */
  async refuses(sentence: RegExp): Promise<void> {
    await expect(this.page.getByText(sentence).first()).toBeVisible();
    await expect(this.nameField()).toHaveCount(0);
  }

  /** The stay is over; the page says so instead of the room. */
  async hasEnded(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Ihr Zugang ist beendet" })).toBeVisible({
      timeout: patient(60_000),
    });
    await expect(this.page.getByRole("log")).toHaveCount(0);
  }

  private nameField() {
    return this.page.getByRole("textbox", { name: "Ihr Name" });
  }
}
