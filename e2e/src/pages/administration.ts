import { expect, type Locator, type Page } from "@playwright/test";

/** What administrators see and settle. */
export class Administration {
  /** The way in, beside the lists. */
  readonly entrance: Locator;

  constructor(private readonly page: Page) {
    this.entrance = page
      .getByRole("navigation")
      .getByRole("link", { name: "Verwaltung", exact: true });
  }

  /** @returns the part, once it is there */
  async open(section: string): Promise<Locator> {
    await this.page
      .getByRole("navigation", { name: "Bereiche der Verwaltung" })
      .getByRole("link", { name: section, exact: true })
      .click();
    const body = this.page.getByRole("region", { name: section, exact: true });
    await expect(body).toBeVisible();
    await expect(body.locator("[aria-busy=true]")).toHaveCount(0);
    return body;
  }

  /** Revokes the link of the list that has the focus, by keyboard alone. */
  async revokeFocused(): Promise<void> {
    await this.page.keyboard.press("Enter");
    const sure = this.page.getByRole("dialog").getByRole("button", { name: "Widerrufen" });
    await sure.focus();
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }

  /** Begins a template of the agency's own. @returns its form */
  async newTemplate(): Promise<Locator> {
    const templates = await this.open("Vorlagen");
    await templates.getByRole("button", { name: "Neue Vorlage" }).click();
    return this.page.getByRole("dialog", { name: "Neue Vorlage" });
  }

  /** Switches something on or off for the whole agency. */
  async switchAgency(name: string, on: boolean): Promise<void> {
    const agency = await this.open("Behörde");
    await agency.getByRole("switch", { name }).setChecked(on);
    await agency.getByRole("button", { name: "Speichern" }).click();
    await expect(this.page.getByText("Gespeichert", { exact: true }).first()).toBeVisible();
  }
}
