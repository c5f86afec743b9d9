import { expect, type Locator, type Page } from "@playwright/test";

/** The people of a room: who asks, roles, inviting. */
export class Members {
  readonly panel: Locator;
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.getByRole("complementary", { name: "Personen" });
    this.dialog = page.getByRole("dialog", { name: /^Personen in .* einladen$/ });
  }

  async open(): Promise<void> {
    if (!(await this.panel.isVisible())) {
      await this.page.getByRole("button", { name: "Personen", exact: true }).click();
    }
    await expect(this.panel).toBeVisible();
  }

  async admit(name: string): Promise<void> {
    await this.panel.getByRole("button", { name: `${name} einlassen` }).click();
  }

  async setRole(name: string, role: string): Promise<void> {
    await this.#menu(name);
    await this.page.getByRole("menuitemradio", { name: role }).click();
  }

  /** The people under a heading of the panel. */
  group(name: string): Locator {
    return this.panel.getByRole("region", { name: new RegExp(`^${name} `) });
  }

  /** @param how "Aus dem Raum entfernen" or "Sperren" */
  async remove(name: string, how: string, reason: string): Promise<void> {
    await this.#menu(name);
    await this.page.getByRole("menuitem", { name: `${how} …` }).click();
    const question = this.page.getByRole("dialog");
    await question.getByLabel(/^Begründung/).fill(reason);
    await question.getByRole("button", { name: /^(Entfernen|Sperren)$/ }).click();
    await expect(question).toHaveCount(0);
  }

  async #menu(name: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Aktionen zu ${name}` }).click();
  }

  /** Opens the dialog, pastes a list and has it looked up. */
  async paste(list: string): Promise<void> {
    await this.open();
    await this.panel.getByRole("button", { name: "Personen einladen" }).click();
    await this.dialog.getByLabel("Oder eine Liste einfügen").fill(list);
    await this.dialog.getByRole("button", { name: /Einträge? prüfen$/ }).click();
  }

  /** Invites all that were found, and waits until each is. */
  async invite(count: number): Promise<void> {
    await this.dialog.getByRole("button", { name: new RegExp(`^${count} .*einladen$`) }).click();
    await expect(this.dialog.getByText(`${count} von ${count} eingeladen.`)).toBeVisible();
    await this.dialog.getByRole("button", { name: "Fertig" }).click();
  }
}
