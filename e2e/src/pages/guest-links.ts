import { expect, type Locator, type Page } from "@playwright/test";

/** The panel in which a moderator makes and revokes guest links. */
export class GuestLinks {
  readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.getByRole("complementary", { name: "Gäste einladen" });
  }

  /**
   * Makes a link in the client.
   * @param label for whom it is
   * @returns its address, which is shown this once
   */
  async create(label: string): Promise<string> {
    await this.page.getByRole("button", { name: "Gäste einladen" }).click();
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
