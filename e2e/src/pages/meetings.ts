import { expect, type Locator, type Page } from "@playwright/test";
import type { Account } from "../accounts.ts";

/** The calendar, the details beside it, and the dialog that schedules. */
export class Meetings {
  readonly details: Locator;
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.details = page.getByRole("region", { name: "Besprechung", exact: true });
    this.dialog = page.getByRole("dialog");
  }

  async open(): Promise<void> {
    await this.page.getByRole("link", { name: "Besprechungen", exact: true }).click();
    await expect(this.page.getByRole("heading", { name: "Besprechungen", level: 1 })).toBeVisible();
  }

  /** The view as a list, which shows four weeks from today. */
  async openList(): Promise<void> {
    await this.open();
    await this.page.getByRole("radio", { name: "Liste" }).check({ force: true });
  }

  /** What the calendar shows of a meeting: what, when, where, and how one stands to it. */
  entries(title: string): Locator {
    return this.page.getByRole("main").getByRole("link", { name: new RegExp(`^${title},`) });
  }

  /**
   * Fills the dialog and sends it.
   * @param meeting day and time as somebody types them; repeated every day, so many times
   */
  async schedule(meeting: {
    readonly title: string;
    readonly day: string;
    readonly time: string;
    readonly length: string;
    readonly times: number;
    readonly colleague: Account;
  }): Promise<void> {
    await this.dialog.getByLabel("Titel").fill(meeting.title);
    await this.dialog.getByLabel("Tag", { exact: true }).fill(meeting.day);
    await this.dialog.getByLabel("Beginn").fill(meeting.time);
    await this.dialog.getByLabel("Dauer").fill(meeting.length);
    await this.dialog.getByLabel("Wiederholung").selectOption("daily");
    await this.dialog.getByLabel("Endet").selectOption("count");
    await this.dialog.getByLabel("Termine", { exact: true }).fill(String(meeting.times));
    await this.dialog
      .getByRole("combobox", { name: /^Kolleg/ })
      .fill(meeting.colleague.displayName);
    await this.dialog
      .getByRole("option", { name: new RegExp(meeting.colleague.localpart) })
      .click();
    await this.dialog.getByRole("button", { name: /^Planen/ }).click();
  }

  /** Calls off the occurrence whose details are open. */
  async cancelThisOne(reason: string): Promise<void> {
    await this.details.getByRole("button", { name: "Absagen" }).last().click();
    await this.page.getByRole("menuitem", { name: "Nur diesen Termin" }).click();
    await this.dialog.getByLabel(/^Grund/).fill(reason);
    await this.dialog.getByRole("button", { name: "Absagen", exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }
}
