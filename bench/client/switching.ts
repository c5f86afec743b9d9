import type { Page } from "playwright-core";
import type { BigAccount } from "../seed/account.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Figure } from "../src/figure.ts";
import { clockWhen, resetClock } from "./page-clock.ts";
import { entryOf } from "./windows.ts";
import { MainThread } from "./work.ts";

const ROOMS = 50;
/** Milliseconds between the pointer's arrival at an entry and the press: a quick hand. */
const HAND = 80;
/** Milliseconds for which somebody looks at a room before going on. */
const LOOK = 250;

async function visit(page: Page, roomIds: readonly string[]) {
  await resetClock(page, false);
  const thread = await MainThread.of(page);
  const work: number[] = [];
  for (const [index, roomId] of roomIds.entries()) {
    const entry = await entryOf(page, roomId);
    const box = await entry.boundingBox();
    if (box === null) throw new Error("The room is not in the list.");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(HAND);
    const before = await thread.taken();
    await page.mouse.down();
    await page.mouse.up();
    await clockWhen(page, ({ switches }) => {
      const last = switches[index];
      return last !== undefined && last.first !== null && last.filled !== null;
    });
    work.push((await thread.taken()) - before);
    await page.waitForTimeout(LOOK);
  }
  await thread.done();
  const { switches } = await clockWhen(page, () => true);
  return {
    first: switches.map((one) => one.first ?? Number.NaN),
    filled: switches.map((one) => one.filled ?? Number.NaN),
    work,
  };
}

/** The 50 most recent rooms, each opened with the mouse, then all of them once more. */
export async function measureSwitching(
  page: Page,
  account: BigAccount,
  messages: readonly number[],
): Promise<Figure[]> {
  const roomIds = account.rooms
    .filter(({ kind }) => kind === "room" || kind === "direct")
    .slice(0, ROOMS)
    .map(({ roomId }) => roomId);
  const first = await visit(page, roomIds);
  const again = await visit(page, roomIds);
  return [
    durations("client", "room switch, first visit", first.first, 50),
    slowest("client", "room switch, first visit", first.first, 100),
    durations("client", "  viewport filled", first.filled, 90),
    slowest("client", "  viewport filled", first.filled, 100),
    durations("client", "  processor time for it", first.work),
    durations("client", "  homeserver alone: 40 messages", messages),
    durations("client", "room switch, again", again.first, 40),
    slowest("client", "room switch, again", again.first, 100),
    durations("client", "  viewport filled, again", again.filled, 90),
    slowest("client", "  viewport filled, again", again.filled, 100),
    durations("client", "  processor time for it, again", again.work),
  ];
}
