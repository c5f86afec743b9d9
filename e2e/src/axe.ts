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
  const { violations } = await new AxeBuilder({ page })
    .withTags(practice ? [...wcag, "best-practice"] : wcag)
    .analyze();
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

/** Nothing sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  expect(excess, "CSS pixels that stick out").toBeLessThanOrEqual(0);
}
