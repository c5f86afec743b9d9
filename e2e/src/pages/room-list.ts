import type { Account } from "../accounts.ts";
import { expect, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The list of rooms, and everything one can begin there. */
export class RoomList {
  readonly nav: Locator;

  constructor(private readonly page: Page) {
    this.nav = page.getByRole("navigation", { name: "Chats", exact: true });
  }

  /** Signed in, and the list can be worked with. */
  async isReady(): Promise<void> {
    await expect(this.nav).toBeVisible({ timeout: patient(60_000) });
    await expect(this.nav.locator("[aria-busy=true]")).toHaveCount(0);
  }

  async open(room: string): Promise<void> {
    await this.entry(room).click();
    await expect(this.page.getByRole("heading", { name: room, level: 1 })).toBeVisible();
  }

  entry(room: string): Locator {
    return this.nav.getByRole("link", { name: room });
  }

  /** The rooms of a section, as the list shows them. */
  section(name: string): Locator {
    return this.nav.getByRole("region", { name });
  }

  /** Chooses something from the menu of a room, by keyboard. */
  async choose(room: string, item: string): Promise<void> {
    await this.entry(room).focus();
    await this.page.keyboard.press("Shift+F10");
    const menu = this.page.getByRole("menu", { name: `Aktionen zu ${room}` });
    await menu.getByText(item, { exact: true }).click();
    await expect(menu).toHaveCount(0);
  }

  async quick(filter: string): Promise<void> {
    await this.nav.getByRole("button", { name: filter, exact: true }).click();
  }

  async filter(text: string): Promise<void> {
    await this.nav.getByRole("searchbox", { name: "Chats filtern" }).fill(text);
  }

  /** Accepts the invitation into a room, which opens it. */
  async accept(room: string): Promise<void> {
    await this.nav.getByRole("button", { name: `Einladung zu ${room} annehmen` }).click();
  }

  /**
   * A conference room through the dialog; it opens when it is ready.
   * @param invite whom to find in the directory, by name
   */
  async createConference(title: string, invite: readonly Account[]): Promise<void> {
    await this.nav.getByRole("button", { name: "Neu" }).click();
    await this.page.getByRole("menuitem", { name: "Konferenzraum anlegen" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Titel").fill(title);
    for (const { displayName, userId } of invite) {
      await dialog.getByRole("combobox", { name: /^Personen einladen/ }).fill(displayName);
      await dialog.getByRole("option", { name: userId }).click();
    }
    await dialog.getByRole("button", { name: "Konferenzraum anlegen" }).click();
    await expect(dialog).toHaveCount(0, { timeout: patient(40_000) });
  }
}
