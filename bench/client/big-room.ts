import type { Browser, Page } from "playwright-core";
import type { BigAccount } from "../seed/account.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Figure } from "../src/figure.ts";
import { clockWhen, readClock, resetClock } from "./page-clock.ts";
import { entryOf } from "./windows.ts";
import { MainThread, tasksDuring } from "./work.ts";

const SCROLLED = 2_000;
const FRAME = 1000 / 60;
const SENTENCE = "Der Vermerk ist unterschrieben und geht heute in den Umlauf. Danke!";
const SENDS = 12;

/** Opens the room with 20,000 messages. */
export async function openBigRoom(page: Page, account: BigAccount): Promise<void> {
  await (await entryOf(page, account.bigRoomId)).click();
  await page.locator("[role=log] [data-message]").first().waitFor();
  await page.waitForTimeout(800);
}

/** Scrolls back with the wheel until 2,000 messages have been on the screen. */
export async function measureScrolling(browser: Browser, page: Page): Promise<Figure[]> {
  const log = await page.locator("[role=log]").boundingBox();
  if (log === null) throw new Error("No room is open.");
  await page.mouse.move(log.x + log.width / 2, log.y + log.height / 2);
  await resetClock(page, true);
  const thread = await MainThread.of(page);
  const before = await thread.taken();
  const until = performance.now() + 120_000;
  let seen = 0;
  const tasks = await tasksDuring(browser, page, async () => {
    while (seen < SCROLLED && performance.now() < until) {
      for (let turn = 0; turn < 25; turn += 1) {
        await page.mouse.wheel(0, -240);
        await page.waitForTimeout(16);
      }
      seen = (await readClock(page)).seen;
    }
  });
  const { frames, longTasks } = await readClock(page);
  const work = (await thread.taken()) - before;
  await thread.done();
  await resetClock(page, false);
  const dropped = frames.reduce((sum, time) => sum + Math.max(0, Math.round(time / FRAME) - 1), 0);
  return [
    durations("client", "messages scrolled through", [seen], undefined, ""),
    durations(
      "client",
      "tasks over 50 ms per 1,000 messages scrolled",
      [(longTasks.length / seen) * 1000],
      2,
      "",
    ),
    durations("client", "  the longest of them", [Math.max(0, ...longTasks)]),
    durations(
      "client",
      "  the same of processor time, per 1,000 messages",
      [(tasks.filter((time) => time > 50).length / seen) * 1000],
      undefined,
      "",
    ),
    durations("client", "  the longest of these", [Math.max(0, ...tasks)]),
    durations("client", "  processor time per 1,000 messages", [(work / seen) * 1000]),
    durations(
      "client",
      "dropped frames while scrolling",
      [(dropped / (dropped + frames.length)) * 100],
      2,
      "%",
    ),
  ];
}

/** Types sentences and sends them, key by key. */
export async function measureTyping(page: Page, send: readonly number[]): Promise<Figure[]> {
  const field = page.locator(".pl-composer__field").first();
  await field.click();
  await resetClock(page, false);
  const keys: number[] = [];
  const thread = await MainThread.of(page);
  const work: number[] = [];
  for (let turn = 0; turn < SENDS; turn += 1) {
    const text = `${SENTENCE} ${turn + 1}`;
    const before = await thread.taken();
    await page.keyboard.type(text, { delay: 37 });
    await page.waitForTimeout(150);
    work.push(((await thread.taken()) - before) / text.length);
    await page.keyboard.press("Enter");
    await clockWhen(page, ({ echoes }) => echoes.length > turn);
    await page.waitForTimeout(400);
  }
  await thread.done();
  const reading = await readClock(page);
  keys.push(...reading.keys);
  const shares = reading.keyShares.filter((share) => share !== null);
  const echoes = reading.echoes.map(({ time }) => time);
  const frames = reading.echoes.map((echo) => echo.frames);
  return [
    durations("client", "key press to paint, 20,000-message room", keys),
    slowest("client", "key press to paint, 20,000-message room", keys, 16),
    durations("client", "  own share, without waiting for the display", shares),
    slowest("client", "  own share, without waiting for the display", shares),
    durations("client", "  processor time of a key", work),
    durations("client", "Enter to own message painted", echoes, 50),
    durations("client", "  frames until then", frames, 1, "frames"),
    durations("client", "  homeserver alone: send", send),
  ];
}
