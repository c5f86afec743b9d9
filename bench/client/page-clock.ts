/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to bring its own functions along */
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";

/** What a page's own clock has measured; milliseconds on `performance.now()`. */
interface Clock {
  /** When the list could be used, the sign-in page, the messages of a room. */
  marks: Record<string, number>;
  /** One entry for each click on a room of the list. */
  switches: { first: number; filled: number }[];
  keys: number[];
  /** What of each of `keys` was work, without the wait for the display's next frame. */
  keyShares: number[];
  echoes: { time: number; frames: number }[];
  longTasks: number[];
  frames: number[];
  seen: Set<string>;
  scrolling: boolean;
  /** Text of a message that somebody else sends → when it was painted, on the wall clock. */
  shown: Record<string, number>;
}

/**
 * Puts a clock into every page of a context, from the outside: from the input event as the browser
 * stamps it to the moment after the frame that shows the outcome, so that neither the driver of
 * the test nor its way to the page is measured.
 */
export async function installPageClock(context: BrowserContext): Promise<void> {
  // What runs this file keeps the names of functions with a helper that the page does not have.
  await context.addInitScript("globalThis.__name ??= (target) => target;");
  await context.addInitScript(() => {
    const clock: Clock = {
      marks: {},
      switches: [],
      keys: [],
      keyShares: [],
      echoes: [],
      longTasks: [],
      frames: [],
      seen: new Set(),
      scrolling: false,
      shown: {},
    };
    Reflect.set(globalThis, "benchClock", clock);

    /** Runs after the frame that is being made has been painted. */
    const { port1, port2 } = new MessageChannel();
    const painted: (() => void)[] = [];
    port1.addEventListener("message", () => painted.shift()?.());
    port1.start();
    Reflect.set(clock, "ports", () => [port1, port2]);
    const afterPaint = (run: () => void): void => {
      painted.push(run);
      port2.postMessage(undefined);
    };
    const eachFrame = (look: () => boolean): void => {
      const step = (): void => {
        if (!look()) requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    };
    const watch = (name: string, selector: string): void =>
      eachFrame(() => {
        if (document.querySelector(selector) === null) return false;
        afterPaint(() => {
          clock.marks[name] ??= performance.now();
        });
        return true;
      });
    const begin = (): void => {
      // A space of the list is no room: what counts is an entry that can be opened.
      watch("list", "a[data-room]");
      watch("messages", "[role=log] [data-message]");
      watch("sign-in", "input[type=password]");
    };
    begin();
    addEventListener(
      "submit",
      (event) => {
        clock.marks = { "signing-in": event.timeStamp };
        begin();
      },
      { capture: true },
    );

    const scroller = (): Element | null => document.querySelector("[role=log]");
    const fills = (log: Element): boolean => {
      const rows = log.querySelectorAll("[data-message]");
      const first = rows[0]?.getBoundingClientRect();
      const last = [...rows].at(-1)?.getBoundingClientRect();
      if (first === undefined || last === undefined) return false;
      const frame = log.getBoundingClientRect();
      const short = log.scrollHeight <= log.clientHeight + 1;
      return (short || first.top <= frame.top + 48) && last.bottom >= frame.bottom - 160;
    };
    addEventListener(
      "click",
      (event) => {
        const { target, timeStamp } = event;
        if (!(target instanceof Element) || !target.closest("a[data-room]")) return;
        const before = scroller();
        const entry = { first: Number.NaN, filled: Number.NaN };
        clock.switches.push(entry);
        eachFrame(() => {
          const log = scroller();
          if (log === null || log === before || !log.querySelector("[data-message]")) return false;
          const filled = fills(log);
          const first = Number.isNaN(entry.first);
          afterPaint(() => {
            const now = performance.now() - timeStamp;
            if (first) entry.first = now;
            if (filled) entry.filled = now;
          });
          return filled;
        });
      },
      { capture: true },
    );

    addEventListener(
      "keydown",
      ({ key, timeStamp, target }) => {
        if (
          !(target instanceof HTMLElement) ||
          !target.matches(".pl-composer__field, .pl-composer *")
        )
          return;
        if (key === "Enter") {
          const text = target instanceof HTMLTextAreaElement ? target.value : target.textContent;
          let frames = 0;
          eachFrame(() => {
            frames += 1;
            const rows = [...document.querySelectorAll("[role=log] [data-message]")].slice(-3);
            if (!rows.some((row) => row.textContent.includes(text))) return frames > 300;
            afterPaint(() => clock.echoes.push({ time: performance.now() - timeStamp, frames }));
            return true;
          });
        } else if (key.length === 1) {
          const begun = performance.now();
          let handled = Number.NaN;
          addEventListener(
            "input",
            // What the page does with the key is done in the microtasks before this one.
            () => queueMicrotask(() => (handled = performance.now() - begun)),
            { once: true },
          );
          requestAnimationFrame(() => {
            const frame = performance.now();
            afterPaint(() => {
              const now = performance.now();
              clock.keys.push(now - timeStamp);
              clock.keyShares.push(handled + now - frame);
            });
          });
        }
      },
      { capture: true },
    );

    new PerformanceObserver((list) => {
      if (clock.scrolling)
        for (const { duration } of list.getEntries()) clock.longTasks.push(duration);
    }).observe({ entryTypes: ["longtask"] });
    let last = performance.now();
    eachFrame(() => {
      const now = performance.now();
      if (clock.scrolling) {
        clock.frames.push(now - last);
        for (const row of document.querySelectorAll<HTMLElement>("[role=log] [data-message]")) {
          clock.seen.add(row.dataset["message"] ?? "");
        }
      }
      last = now;
      return false;
    });

    // What others send: looked for in the newest lines only.
    eachFrame(() => {
      for (const row of [...document.querySelectorAll("[role=log] [data-message]")].slice(-2)) {
        const text = /benchping-\w+/.exec(row.textContent)?.[0];
        if (text !== undefined && !(text in clock.shown)) {
          clock.shown[text] = Number.NaN;
          afterPaint(() => {
            clock.shown[text] = performance.timeOrigin + performance.now();
          });
        }
      }
      return false;
    });
  });
}

const clockSchema = z.object({
  marks: z.record(z.string(), z.number()),
  // What is not there yet comes as null: JSON knows no NaN.
  switches: z.array(z.object({ first: z.number().nullable(), filled: z.number().nullable() })),
  keys: z.array(z.number()),
  keyShares: z.array(z.number().nullable()),
  echoes: z.array(z.object({ time: z.number(), frames: z.number() })),
  longTasks: z.array(z.number()),
  frames: z.array(z.number()),
  seen: z.number(),
  shown: z.record(z.string(), z.number().nullable()),
});
export type ClockReading = z.infer<typeof clockSchema>;

/** What the clock of a page has measured so far. */
export async function readClock(page: Page): Promise<ClockReading> {
  const text = await page.evaluate(() => {
    const clock = Reflect.get(globalThis, "benchClock") as Clock;
    return JSON.stringify({ ...clock, seen: clock.seen.size });
  });
  return clockSchema.parse(JSON.parse(text));
}

/** Waits until the clock has what is asked for, looking rarely so as not to disturb. */
export async function clockWhen(
  page: Page,
  there: (reading: ClockReading) => boolean,
  timeout = 30_000,
): Promise<ClockReading> {
  const until = performance.now() + timeout;
  for (;;) {
    const reading = await readClock(page);
    if (there(reading)) return reading;
    if (performance.now() > until) throw new Error("The page did not come to what is measured.");
    await page.waitForTimeout(30);
  }
}

/** Forgets what was measured, and counts long tasks and frames, or no longer. */
export async function resetClock(page: Page, scrolling: boolean): Promise<void> {
  await page.evaluate((counting) => {
    const clock = Reflect.get(globalThis, "benchClock") as Clock;
    Object.assign(clock, { switches: [], keys: [], keyShares: [], echoes: [] });
    Object.assign(clock, { longTasks: [], frames: [] });
    clock.seen = new Set();
    clock.scrolling = counting;
  }, scrolling);
}
