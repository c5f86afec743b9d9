import { expect, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** Calls that ring, and the own one that rings for others. */
export class Rings {
  constructor(private readonly page: Page) {}

  /** The card of somebody's call. */
  from(name: string): Locator {
    return this.page.getByRole("alertdialog", { name: `${name} ruft an` });
  }

  /** The quiet line beside a running call. */
  waitingFrom(name: string): Locator {
    return this.page.getByRole("group", { name: `${name} ruft an` });
  }

  async rings(name: string): Promise<void> {
    await expect(this.from(name)).toBeVisible({ timeout: patient(20_000) });
  }

  /** What the own call says of those it asks for. */
  get asking(): Locator {
    return this.page.getByRole("region", { name: "Anruf", exact: true });
  }
}
