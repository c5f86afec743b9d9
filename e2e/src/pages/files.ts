import { expect, type Locator, type Page } from "@playwright/test";
import type { MadeFile } from "../files.ts";

/** Files of the open room: choosing, sending, looking at them. */
export class Files {
  readonly question: Locator;
  /** The picture or document that fills the window. */
  readonly large: Locator;

  constructor(private readonly page: Page) {
    this.question = page.getByRole("dialog", { name: /Datei(?:en)? senden$/ });
    this.large = page.locator("dialog.ui-dialog--screen");
  }

  /** Takes files in hand, as the file dialog of the system would. */
  async choose(...files: readonly MadeFile[]): Promise<void> {
    await this.page.locator(".pl-composer input[type=file]").setInputFiles([...files]);
    await expect(this.question).toBeVisible();
  }

  caption(name: string): Locator {
    return this.question.getByRole("textbox", { name: `Text zu ${name}` });
  }

  async send(): Promise<void> {
    await this.question.getByRole("button", { name: /Datei(?:en)? senden$/ }).click();
    await expect(this.question).toHaveCount(0);
  }

  /** The picture in the timeline, as a button that shows it large. */
  picture(name: string): Locator {
    return this.page.getByRole("log").getByRole("button", { name: `${name} groß ansehen` });
  }

  /** Width and height of a picture in the timeline in CSS pixels, once it has come. */
  async boxOf(name: string): Promise<{ width: number; height: number }> {
    const image = this.picture(name).locator("img");
    await expect
      .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
      .toBeGreaterThan(0);
    const box = await this.picture(name).boundingBox();
    if (box === null) throw new Error(`${name} has no box`);
    return { width: Math.round(box.width), height: Math.round(box.height) };
  }

  /** Names of the files in the timeline, in order. */
  async names(): Promise<readonly string[]> {
    return this.page
      .getByRole("log")
      .locator("[data-file]")
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute("data-file") ?? ""),
      );
  }
}
