import { expect, type Locator, type Page } from "@playwright/test";

/** The one box (Ctrl+K), and the page of all results. */
export class SearchBox {
  readonly dialog: Locator;
  readonly field: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole("dialog", { name: "Suchen" });
    this.field = this.dialog.getByRole("combobox", { name: "Suchen" });
  }

  /** By the keyboard, as those do who use it often. */
  async open(): Promise<void> {
    await this.page.keyboard.press("Control+k");
    await expect(this.field).toBeFocused();
  }

  option(name: string | RegExp): Locator {
    return this.dialog.getByRole("option", { name });
  }

  /** The option that Enter would take. */
  chosen(): Locator {
    return this.dialog.getByRole("option", { selected: true });
  }

  /** Moves down until an option is chosen, and takes it. */
  async choose(name: string | RegExp): Promise<void> {
    await expect(this.option(name).first()).toBeVisible();
    await expect(async () => {
      await this.page.keyboard.press("ArrowDown");
      await expect(this.chosen()).toHaveText(name, { timeout: 50 });
    }).toPass({ intervals: [0] });
    await this.page.keyboard.press("Enter");
  }

  /** The hits on the page of results. */
  hits(): Locator {
    return this.page.locator("a.pl-hit");
  }
}
