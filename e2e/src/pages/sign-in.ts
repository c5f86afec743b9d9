import { expect, type Page } from "@playwright/test";

/** The door: sign-in, and what stands there instead when the account is open in another tab. */
export class SignIn {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/");
    await this.isShown();
  }

  async isShown(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Anmelden", level: 1 })).toBeVisible();
  }

  async submit(user: string, password: string): Promise<void> {
    await this.page.getByLabel("Benutzername").fill(user);
    await this.page.getByLabel("Passwort").fill(password);
    await this.page.getByRole("button", { name: "Anmelden" }).click();
  }

  /** A sentence about what went wrong, announced at once. */
  async says(sentence: RegExp): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
  }

  async isOpenElsewhere(): Promise<void> {
    await expect(this.useHereButton()).toBeVisible();
  }

  async useHere(): Promise<void> {
    await this.useHereButton().click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("link", { name: "Einstellungen" }).click();
    await this.page.getByRole("button", { name: "Abmelden" }).click();
  }

  private useHereButton() {
    return this.page.getByRole("button", { name: "Hier verwenden" });
  }
}
