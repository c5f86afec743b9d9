import { expect, type Locator, type Page } from "@playwright/test";

/** A room seen from outside: what may be known of it, and the ways in. */
export class Outside {
  readonly main: Locator;

  constructor(private readonly page: Page) {
    this.main = page.getByRole("main");
  }

  /** Opens the address of a room as somebody sent it. */
  async visit(roomId: string): Promise<void> {
    await this.page.goto(`/room/${encodeURIComponent(roomId)}`);
  }

  async ask(reason: string): Promise<void> {
    await this.main.getByLabel(/^Warum möchten Sie eintreten/).fill(reason);
    await this.main.getByRole("button", { name: "Um Eintritt bitten" }).click();
    await expect(this.main).toContainText("Sie haben um Eintritt gebeten");
  }

  async enter(): Promise<void> {
    await this.main.getByRole("button", { name: "Eintreten", exact: true }).click();
  }
}
