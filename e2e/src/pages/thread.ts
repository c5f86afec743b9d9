import { expect, type Locator, type Page } from "@playwright/test";
import { Messages } from "./messages.ts";

/** A thread in the panel beside its room. */
export class Thread {
  readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.getByRole("complementary", { name: "Nebengespräch", exact: true });
  }

  /** Begins a thread at a message, or goes on in it. */
  async openAt(message: Locator): Promise<void> {
    await message.hover();
    await message.getByRole("button", { name: "Im Nebengespräch antworten" }).click();
    await expect(this.panel).toBeVisible();
  }

  async write(text: string): Promise<void> {
    const composer = this.panel.getByRole("textbox", { name: /^Nachricht an / });
    await composer.fill(text);
    await composer.press("Enter");
  }

  async startPoll(question: string, answers: readonly string[]): Promise<void> {
    await new Messages(this.page).startPoll(question, answers, this.panel);
  }

  poll(question: string): Locator {
    return this.panel.getByRole("region", { name: `Umfrage: ${question}` });
  }

  message(text: string): Locator {
    return this.panel.getByRole("article").filter({ hasText: text });
  }

  /** The line under the first message of a thread. */
  line(message: Locator): Locator {
    return message.getByRole("button", { name: /^\d+ Antwort/ });
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.panel).toHaveCount(0);
  }
}
