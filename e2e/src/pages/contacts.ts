import { expect, type Locator, type Page } from "@playwright/test";

/** The contact list, a person's card, and one's own status. */
export class Contacts {
  readonly card: Locator;

  constructor(private readonly page: Page) {
    this.card = page.getByRole("dialog", { name: "Visitenkarte" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("link", { name: "Kontakte" }).click();
    await expect(this.page.getByRole("heading", { name: "Kontakte", level: 1 })).toBeVisible();
  }

  search(): Locator {
    return this.page.getByLabel("Kontakte und Verzeichnis durchsuchen");
  }

  /** Headings of the sections, in their order, each with its number of people. */
  sections(): Locator {
    return this.page.locator(".pl-contacts__section h2");
  }

  person(name: string): Locator {
    return this.page.getByRole("button", { name: `${name} schreiben` });
  }

  /** Chooses in the menu at the foot of the rail. */
  async setStatus(choice: string): Promise<void> {
    await this.page.getByRole("button", { name: /Status ändern$/ }).click();
    await this.page.getByRole("menuitem", { name: choice }).click();
  }
}
