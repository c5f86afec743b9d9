import { expect, type Locator, type Page } from "@playwright/test";

/** Messages for later: the clock beside the send button, and the list of what waits. */
export class ScheduledMessages {
  /** Above the field: how many wait for this place. */
  readonly line: Locator;
  readonly list: Locator;

  constructor(private readonly page: Page) {
    this.line = page.getByRole("button", { name: /^\d+ geplante Nachricht/ });
    this.list = page.getByRole("dialog", { name: "Geplante Nachrichten" });
  }

  /** The panel with the times that are offered. */
  async offers(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Später senden" }).click();
    const panel = this.page.getByRole("dialog", { name: "Später senden" });
    await expect(panel.getByRole("button", { name: "Geplante Nachrichten ansehen" })).toBeVisible();
    return panel;
  }

  async openList(): Promise<void> {
    await this.line.click();
    await expect(this.list).toBeVisible();
  }

  entry(text: string): Locator {
    return this.list.getByRole("listitem").filter({ hasText: text });
  }

  /** @param time as in a time field: `08:00` */
  async change(
    text: string,
    next: { readonly text: string; readonly time: string },
  ): Promise<void> {
    await this.entry(text)
      .getByRole("button", { name: /^Ändern/ })
      .click();
    await this.list.getByLabel("Text").fill(next.text);
    await this.list.getByLabel("Uhrzeit").fill(next.time);
    await this.list.getByRole("button", { name: "Speichern" }).click();
    await expect(this.entry(next.text)).toContainText(next.time);
  }
}
