import { expect, type Locator, type Page } from "@playwright/test";

/** The inbox, and what the rail says of it. */
export class Inbox {
  /** Entry of the rail; its name says how much waits. */
  readonly rail: Locator;
  readonly list: Locator;
  readonly empty: Locator;

  constructor(private readonly page: Page) {
    this.rail = page
      .getByRole("navigation", { name: "Bereiche" })
      .getByRole("link", { name: /^Eingang/ });
    this.list = page.getByRole("list", { name: "Eingang" });
    this.empty = page.getByRole("heading", { name: "Alles ist erledigt" });
  }

  async open(): Promise<void> {
    await this.rail.click();
    await expect(this.page.getByRole("heading", { name: "Eingang", level: 1 })).toBeVisible();
  }

  /** Entries of a place, or all of them. */
  entries(place?: string): Locator {
    const all = this.list.getByRole("article");
    return place === undefined ? all : all.filter({ hasText: place });
  }
}
