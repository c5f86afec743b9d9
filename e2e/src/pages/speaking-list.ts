import { expect, type Locator, type Page } from "@playwright/test";
import type { Call } from "./call.ts";

type Kind = "Wortmeldung" | "Erwiderung" | "Geschäftsordnung" | "Frage";

/** The speaking list, in a call or beside it. */
export class SpeakingListPage {
  private constructor(
    private readonly page: Page,
    /** The panel that holds it. */
    readonly panel: Locator,
  ) {}

  /** Opens it in the call. */
  static async inCall(page: Page, call: Call): Promise<SpeakingListPage> {
    const panel = call.region.getByRole("region", { name: "Redeliste" });
    if (!(await panel.isVisible())) await call.control("Redeliste").click();
    await expect(panel).toBeVisible();
    return new SpeakingListPage(page, panel);
  }

  /** The panel of the room, opened by its address or its button. */
  static beside(page: Page): SpeakingListPage {
    return new SpeakingListPage(page, page.getByRole("complementary", { name: "Redeliste" }));
  }

  /** Waits until these people wait in this order; each may say more than the name. */
  async hasOrder(...people: readonly (string | RegExp)[]): Promise<void> {
    const rows = this.panel
      .getByRole("list", { name: "Nächste Wortmeldungen" })
      .getByRole("listitem");
    await expect(rows).toContainText([...people]);
    await expect(rows).toHaveCount(people.length);
  }

  /** Who has the floor. */
  get speakers(): Locator {
    return this.panel.getByRole("list", { name: "Hat das Wort" });
  }

  async raise(kind: Kind): Promise<void> {
    await this.panel.getByRole("button", { name: "Melden", exact: true }).click();
    await this.page.getByRole("menuitem", { name: kind }).click();
  }

  /** Gives the floor to whoever is first. */
  async giveNext(name: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Wort geben: ${name}` }).click();
  }

  /** Focuses the menu of somebody in the list and presses a key. */
  async press(name: string, key: string): Promise<void> {
    await this.panel.getByRole("button", { name: new RegExp(`^${name}: verschieben`) }).press(key);
  }

  async set(rule: string, on: boolean): Promise<void> {
    const control = this.panel.getByRole("switch", { name: rule });
    if (!(await control.isVisible())) await this.panel.getByText("Redeliste leiten").click();
    await expect(control).toBeEnabled();
    await control.setChecked(on, { force: true });
  }
}
