import { expect, type Page } from "@playwright/test";

/** The recovery code: shown once on the first device, asked for on others. */
export class Recovery {
  constructor(private readonly page: Page) {}

  /** Encryption is ready; the line that advises to keep the code says so. */
  async isSetUp(): Promise<void> {
    await expect(this.saveButton()).toBeVisible({ timeout: 30_000 });
  }

  /** Opens the code, reads it and says that it is kept. */
  async readCode(): Promise<string> {
    await this.saveButton().click();
    const dialog = this.page.getByRole("dialog");
    const code = (
      await dialog.locator("code, output, [data-recovery-code]").first().innerText()
    ).trim();
    await dialog.getByRole("button", { name: /gesichert|aufbewahrt|gespeichert/i }).click();
    await expect(dialog).toHaveCount(0);
    await expect(this.saveButton()).toHaveCount(0);
    return code;
  }

  async enter(code: string): Promise<void> {
    await this.page
      .getByRole("button", { name: /Code eingeben|Schlüssel eingeben/ })
      .first()
      .click();
    await this.enterAgain(code);
  }

  /** The same while the dialog is open already. */
  async enterAgain(code: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(code);
    await dialog
      .getByRole("button", { name: /Nachrichten|Wiederherstellen|Öffnen|Weiter/ })
      .click();
  }

  /** The code was wrong: a sentence says so and the dialog stays. */
  async refuses(): Promise<void> {
    await expect(this.page.getByRole("dialog").getByRole("alert")).toBeVisible();
  }

  private saveButton() {
    return this.page.getByRole("button", { name: /sichern/i });
  }
}
