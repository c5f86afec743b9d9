import { expect, type Locator, type Page } from "@playwright/test";

/** What one does with messages of the open room: menu, reactions, polls, pins. */
export class Messages {
  readonly dialog: Locator;
  readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole("dialog");
    this.panel = page.locator(".pl-panel");
  }

  /** The message with that text. */
  message(text: string): Locator {
    return this.page.getByRole("log").getByRole("article").filter({ hasText: text });
  }

  /** Chooses something in the menu of a message. */
  async act(text: string, action: string): Promise<void> {
    await (await this.tools(text)).getByRole("button", { name: "Weitere Aktionen" }).click();
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  async react(text: string, emoji: string): Promise<void> {
    await (await this.tools(text)).getByRole("button", { name: `Mit ${emoji} reagieren` }).click();
  }

  reaction(text: string, emoji: string): Locator {
    return this.message(text)
      .getByRole("list", { name: "Reaktionen" })
      .getByRole("button", { name: new RegExp(`^${emoji}`) });
  }

  /** @param part of the page, where more than one can be written in */
  async startPoll(
    question: string,
    answers: readonly string[],
    part: Page | Locator = this.page,
  ): Promise<void> {
    await part.getByRole("button", { name: "Weitere Möglichkeiten" }).click();
    await this.page.getByRole("menuitem", { name: "Umfrage" }).click();
    await this.dialog.getByLabel("Frage").fill(question);
    for (const [index, answer] of answers.entries()) {
      if (index > 1) await this.dialog.getByRole("button", { name: "Antwort hinzufügen" }).click();
      await this.dialog.getByLabel(`Antwort ${index + 1}`, { exact: true }).fill(answer);
    }
    await this.dialog.getByRole("button", { name: "Umfrage senden" }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  poll(question: string): Locator {
    return this.page.getByRole("region", { name: `Umfrage: ${question}` });
  }

  /** How many votes an answer has, in words. */
  votes(question: string, answer: string): Locator {
    return this.poll(question)
      .getByRole("listitem")
      .filter({ hasText: answer })
      .locator(".pl-poll__votes");
  }

  /** The tools of a message, after the pointer has been put on it. */
  private async tools(text: string): Promise<Locator> {
    const message = this.message(text).last();
    await message.hover();
    return message.getByRole("toolbar", { name: "Aktionen zur Nachricht" });
  }
}
