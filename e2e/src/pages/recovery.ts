import { expect, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The recovery code: shown once on the first device, asked for on others. */
export class Recovery {
  constructor(private readonly page: Page) {}

  /** Encryption is ready; the line that advises to keep the code says so. */
  async isSetUp(): Promise<void> {
    await expect(this.saveButton()).toBeVisible({ timeout: patient(30_000) });
  }

  /** Opens the code, reads it and says that it is kept. */
  async readCode(): Promise<string> {
    await this.saveButton().click();
    const dialog = this.page.getByRole("dialog");
    const code = await dialog
      .getByRole("region", { name: "Wiederherstellungsschlüssel" })
      .getByRole("paragraph")
      .nth(1)
      .innerText();
    await dialog.getByRole("button", { name: "Ich habe ihn gesichert" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(this.saveButton()).toHaveCount(0);
    return code;
  }

  /** Types the code into the dialog that a new device shows by itself. */
  async enter(code: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Wiederherstellungsschlüssel").fill(code);
    await dialog.getByRole("button", { name: "Mit Schlüssel bestätigen" }).click();
  }

  /** The code was wrong: a sentence says so and the dialog stays. */
  async refuses(): Promise<void> {
    await expect(this.page.getByRole("dialog").getByRole("alert")).toContainText("passt nicht");
  }

  private saveButton() {
    return this.page.getByRole("button", { name: "Wiederherstellungsschlüssel sichern" });
  }
}
