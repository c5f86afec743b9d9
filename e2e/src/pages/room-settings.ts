import { expect, type Locator, type Page } from "@playwright/test";

/** The dialogs that make a room, set it and leave it. */
export class RoomSettings {
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole("dialog");
  }

  /**
   * @param rule who may enter, as the dialog says it
   * @param options `what`: a space instead of a room; `space`: into which it is put; `listed`: in
   * the directory
   */
  async create(
    name: string,
    rule: string,
    {
      what = "Raum",
      space,
      listed = false,
    }: {
      readonly what?: "Raum" | "Bereich";
      readonly space?: string;
      readonly listed?: boolean;
    } = {},
  ): Promise<void> {
    await this.page.getByRole("button", { name: "Neu", exact: true }).click();
    await this.page.getByRole("menuitem", { name: `${what} anlegen`, exact: true }).click();
    await this.dialog.getByLabel("Name", { exact: true }).fill(name);
    await this.dialog.getByRole("radio", { name: rule, exact: true }).check();
    if (listed) await this.dialog.getByLabel(/^Im Verzeichnis der Räume zeigen/).check();
    if (space !== undefined) {
      await this.dialog.getByLabel("In welchen Bereich?").selectOption({ label: space });
    }
    await this.dialog.getByRole("button", { name: `${what} anlegen` }).click();
    await expect(this.page.getByRole("heading", { name, level: 1 })).toBeVisible();
  }

  async open(part: string): Promise<void> {
    await this.page.getByRole("button", { name: "Einstellungen des Raums" }).click();
    await this.dialog.getByRole("button", { name: part, exact: true }).click();
  }

  /** Changes a text and waits until it is saved. */
  async change(label: string, text: string): Promise<void> {
    await this.dialog.getByLabel(label, { exact: true }).fill(text);
    await this.dialog.getByRole("button", { name: "Speichern" }).click();
    await expect(this.dialog.getByText("Gespeichert.")).toBeVisible();
  }

  /** Leaves from the settings, however much is said against it. */
  async leave(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Verlassen …" }).click();
    await this.dialog.getByRole("button", { name: "Verlassen", exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Schließen" }).click();
    await expect(this.dialog).toHaveCount(0);
  }
}
