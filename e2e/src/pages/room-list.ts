import { expect, type Locator, type Page } from "@playwright/test";

/** The list of rooms, and everything one can begin there. */
export class RoomList {
  readonly nav: Locator;

  constructor(private readonly page: Page) {
    this.nav = page.getByRole("navigation", { name: "Räume" });
  }

  /** Signed in, and the list can be worked with. */
  async isReady(): Promise<void> {
    await expect(this.nav).toBeVisible({ timeout: 30_000 });
    await expect(this.nav.locator("[aria-busy=true]")).toHaveCount(0);
  }

  async open(room: string): Promise<void> {
    await this.entry(room).click();
    await expect(this.page.getByRole("heading", { name: room, level: 1 })).toBeVisible();
  }

  entry(room: string): Locator {
    return this.nav.getByRole("link", { name: room });
  }

  /** Accepts the invitation into a room, which opens it. */
  async accept(room: string): Promise<void> {
    await this.nav.getByRole("button", { name: new RegExp(`${room}.*annehmen`) }).click();
  }

  /**
   * A conference room through the dialog; it opens when it is ready.
   * @param invite what to type for each person, e.g. their name
   */
  async createConference(title: string, invite: readonly string[]): Promise<void> {
    await this.nav.getByRole("button", { name: "Neu" }).click();
    await this.page.getByRole("menuitem", { name: "Besprechungsraum" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Titel").fill(title);
    for (const person of invite) {
      await dialog.getByRole("combobox").fill(person);
      await this.page.getByRole("option", { name: person }).first().click();
    }
    await dialog.getByRole("button", { name: "Anlegen" }).click();
    await expect(dialog).toHaveCount(0, { timeout: 40_000 });
  }
}
