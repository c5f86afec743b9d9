import { expect, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The page behind a guest link. */
export class GuestEntrance {
  constructor(private readonly page: Page) {}

  async isShown(title: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name: title })).toBeVisible();
    await expect(this.nameField()).toBeVisible();
  }

  /** From whatever page says that there is no way in, to where a code is typed. */
  async enterCode(typed: string): Promise<void> {
    await this.page.getByRole("button", { name: "Code eingeben" }).click();
    await this.typeCode(typed);
  }

  /** Types a code and goes on. */
  async typeCode(typed: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Code", exact: true }).fill(typed);
    await this.page.getByRole("button", { name: "Weiter" }).click();
  }

  async giveName(name: string): Promise<void> {
    await this.nameField().fill(name);
  }

  async givePassword(password: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Passwort" }).fill(password);
  }

  async submit(): Promise<void> {
    await this.page.getByRole("button", { name: "Beitreten", exact: true }).click();
  }

  /** Counts clicks from now on. */
  async countClicks(): Promise<void> {
    await this.page.evaluate(() => {
      const { dataset } = document.body;
      dataset["clicks"] = "0";
      addEventListener(
        "click",
        (event) => {
          // A key pressed on a button is told as a click, too.
          if (!event.isTrusted || event.detail === 0) return;
          dataset["clicks"] = String(Number(dataset["clicks"]) + 1);
        },
        { capture: true },
      );
    });
  }

  /** Clicks since they are counted. */
  async clicks(): Promise<number> {
    return Number(await this.page.evaluate(() => document.body.dataset["clicks"]));
  }

  /** Gives a name and enters. */
  async enter(name: string): Promise<void> {
    await this.giveName(name);
    await this.submit();
    // A narrow window shows the call's preview alone, a wide one the chat beside it.
    const inside = this.page.getByRole("log").or(this.page.getByText("Bevor Sie beitreten"));
    await expect(inside.first()).toBeVisible({ timeout: patient(60_000) });
  }

  /** Gives a name, and asks to be let in where somebody has to do that. */
  async ask(name: string, reason: string): Promise<void> {
    await this.nameField().fill(name);
    await this.page.getByLabel("Worum geht es? (freiwillig)").fill(reason);
    await this.page.getByRole("button", { name: "Um Einlass bitten" }).click();
  }

  /** There is no way in; a sentence says why. */
  async refuses(sentence: RegExp): Promise<void> {
    await expect(this.page.getByText(sentence).first()).toBeVisible();
    await expect(this.nameField()).toHaveCount(0);
  }

  /** The stay is over; the page says so instead of the room. */
  async hasEnded(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Ihr Zugang ist beendet" })).toBeVisible({
      timeout: patient(60_000),
    });
    await expect(this.page.getByRole("log")).toHaveCount(0);
  }

  private nameField() {
    return this.page.getByRole("textbox", { name: "Ihr Name" });
  }
}
