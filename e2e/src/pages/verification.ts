import { expect, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** Confirming a device or a person, from one of the two sides. */
export class Verification {
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole("dialog");
  }

  /** The new device: asks the others, from the dialog that it shows by itself. */
  async askOtherDevice(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Mit einem anderen Gerät bestätigen" }).click();
    await expect(this.dialog.getByText("Dort erscheint jetzt eine Anfrage")).toBeVisible();
  }

  /** The side that was asked: opens the quiet line and begins. */
  async answer(): Promise<void> {
    await this.page
      .getByRole("status")
      .filter({ hasText: "bestätig" })
      .getByRole("button", { name: "Ansehen" })
      .click({ timeout: patient(30_000) });
    await this.dialog.getByRole("button", { name: "Bestätigung beginnen" }).click();
  }

  async seesCode(): Promise<void> {
    await expect(this.dialog.getByRole("img", { name: "Code zum Scannen" })).toBeVisible({
      timeout: patient(30_000),
    });
  }

  async comparePictures(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Bilder vergleichen" }).click();
  }

  /** The names of the pictures, in order. */
  async pictures(): Promise<string[]> {
    await expect(this.dialog.getByRole("listitem")).toHaveCount(7, { timeout: patient(30_000) });
    return this.dialog.getByRole("listitem").allInnerTexts();
  }

  async areTheSame(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Ja, dieselben" }).click();
  }

  async isDone(): Promise<void> {
    await expect(this.dialog.getByRole("heading", { name: "Bestätigt" })).toBeVisible({
      timeout: patient(30_000),
    });
    await this.dialog.getByRole("button", { name: "Fertig" }).click();
    await expect(this.dialog).toHaveCount(0);
  }
}
