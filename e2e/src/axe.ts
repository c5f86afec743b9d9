import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * WCAG 2.2 AA as far as a machine can judge it: no violation on what the page shows now.
 * @param options `practice`: false leaves out what is good practice beyond WCAG
 */
export async function expectAccessible(
  page: Page,
  { practice = true }: { readonly practice?: boolean } = {},
): Promise<void> {
  // Every page has one; what has none yet is still on its way.
  if (practice) await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await expectNothing(
    page,
    new AxeBuilder({ page }).withTags(practice ? [...wcag, "best-practice"] : wcag),
  );
}

/** Enough contrast in the colours that the page has now. */
export async function expectContrast(page: Page): Promise<void> {
  await expectNothing(page, new AxeBuilder({ page }).withRules(["color-contrast"]));
}

async function expectNothing(page: Page, axe: AxeBuilder): Promise<void> {
  // Colours on their way from one look to another are none that anybody reads.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target, failureSummary }) => ({
        target: target.join(" "),
        why: failureSummary,
      })),
    })),
  ).toEqual([]);
}

/** What cuts off whatever is wider than it, and would hide it from the page's own measure. */
const FRAMES =
  ".pl-frame, .pl-rail, .pl-list, .pl-main, .pl-main__body, .pl-main__body > *, dialog[open], .pl-panel";

/** Nothing sticks out to the side, of the page or of one of its parts. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate((frames) => {
    const parts = [document.documentElement, ...document.querySelectorAll<HTMLElement>(frames)];
    return (
      parts
        // Half of the handle at the edge of the list stands outside of it.
        .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 4)
        .map(
          (part) => `${part.className || part.tagName}: ${part.scrollWidth - part.clientWidth} px`,
        )
    );
  }, FRAMES);
  expect(wide, "parts with something that sticks out").toEqual([]);
}
