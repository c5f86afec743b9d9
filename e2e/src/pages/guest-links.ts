import { expect, type Locator, type Page } from "@playwright/test";

/** The panel in which a moderator makes and revokes guest links. */
export class GuestLinks {
  readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.getByRole("complementary", { name: "Gäste einladen" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Gäste einladen" }).click();
    await expect(this.panel).toBeVisible();
  }

  /** Ends the stay of one guest. @param name as the others see it */
  async sendHome(name: string): Promise<void> {
    await this.panel.getByRole("button", { name: `${name} entfernen` }).click();
  }

  /**
   * Makes a link in the client.
   * @param label for whom it is
   * @returns its address, which is shown this once
   */
  async create(label: string): Promise<string> {
    await this.open();
    await this.panel.getByLabel("Für wen (freiwillig)").fill(label);
    await this.panel.getByRole("button", { name: "Link erstellen" }).click();
    const address = this.panel.getByRole("textbox", { name: "Link für Gäste" });
    await expect(address).toHaveValue(/\/join\//);
    return address.inputValue();
  }

  async revoke(label: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Link „${label}“ widerrufen` }).click();
  }

  async close(): Promise<void> {
    await this.panel.getByRole("button", { name: "Schließen" }).click();
  }
}
