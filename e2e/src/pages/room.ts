import { expect, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** An open room: header, messages, composer. */
export class Room {
  readonly heading: Locator;
  readonly encryption: Locator;
  /** Who is in the call, in words. */
  readonly inCall: Locator;

  constructor(private readonly page: Page) {
    const header = page.locator(".pl-room__head");
    this.heading = header.getByRole("heading", { level: 1 });
    this.encryption = header.locator(".pl-room__encryption");
    this.inCall = header.getByText(/^In der Konferenz: /);
  }

  /** The Matrix id of the room, from the address. */
  id(): string {
    const [, , id] = new URL(this.page.url()).pathname.split("/");
    return decodeURIComponent(id ?? "");
  }

  async write(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press("Enter");
  }

  composer(): Locator {
    return this.page.getByRole("textbox", { name: /^Nachricht an / });
  }

  /** Messages with that text. */
  message(text: string): Locator {
    return this.page.getByRole("log").getByRole("article").filter({ hasText: text });
  }

  /** Waits until an own message has reached the server; asks once more if it says that it failed. */
  async isDelivered(text: string): Promise<void> {
    const message = this.message(text);
    const retry = message.getByRole("button", { name: "Erneut versuchen" });
    await expect(async () => {
      if (await retry.isVisible()) await retry.click();
      await expect(message.getByText(/wird gesendet|Nicht gesendet/)).toHaveCount(0);
    }).toPass({ timeout: patient(60_000) });
  }

  /** Opens the call of this room beside it: its preview, if one is not in it yet. */
  async openCall(): Promise<void> {
    await this.page.locator(".pl-room__call-button").click();
  }

  async openPeople(): Promise<void> {
    await this.page.getByRole("button", { name: "Personen" }).click();
  }
}
