import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";

/** What a guest sees first at the door, and what in the room: the preview of the call, and the chat. */
const PARTS = {
  door: "form.pl-form input",
  call: "[data-call-action=join]",
  chat: "[role=log]",
} as const;

const seenSchema = z.object({
  door: z.number().optional(),
  call: z.number().optional(),
  chat: z.number().optional(),
});

/**
 * Has the pages of a context note when each part was on the screen. Not left to the driver's own
 * waiting, which looks in steps of up to half a second.
 */
export async function installDoorClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(`(() => {
    const parts = ${JSON.stringify(PARTS)};
    const seen = {};
    globalThis.benchSeen = seen;
    const { port1, port2 } = new MessageChannel();
    // After the frame that is being made has been painted.
    port1.onmessage = ({ data }) => { seen[data] = performance.timeOrigin + performance.now(); };
    const told = new Set();
    const look = () => {
      for (const [name, selector] of Object.entries(parts)) {
        if (told.has(name)) continue;
        const element = document.querySelector(selector);
        if (element === null || element.getClientRects().length === 0) continue;
        told.add(name);
        port2.postMessage(name);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })()`);
}

/** When a part was on the screen: milliseconds of the wall clock. Waits until it was. */
export async function shownAt(page: Page, part: keyof typeof PARTS): Promise<number> {
  const noted = await page.waitForFunction(
    (name) => (Reflect.get(globalThis, "benchSeen") as Record<string, number>)[name],
    part,
  );
  await noted.dispose();
  const seen = seenSchema.parse(await page.evaluate(() => Reflect.get(globalThis, "benchSeen")));
  return z.number().parse(seen[part]);
}

/** Milliseconds of the wall clock, as the pages read it too. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
