import type { InstallationConfig } from "@plenum/model";
import type { Browser } from "playwright-core";
import type { BigAccount } from "../seed/account.ts";
import { durations } from "../src/durations.ts";
import type { Figure } from "../src/figure.ts";
import { clockWhen } from "./page-clock.ts";
import type { ServerShare } from "./server-share.ts";
import { entryOf, freshWindow, settle, signIn } from "./windows.ts";

/** Starts whose figures are left out: they fill the caches of the servers. */
const WARM_UP = 1;
const RELOADS = 2;

/** Cold sign-in, sign-in, and reload: each by the page's own clock. */
export async function measureStart(
  browser: Browser,
  config: InstallationConfig,
  account: BigAccount,
  share: ServerShare,
  runs: number,
  log: (line: string) => void,
): Promise<Figure[]> {
  const times = { form: [], signIn: [], cold: [], reload: [], room: [] } as Record<
    string,
    number[]
  >;
  for (let run = -WARM_UP; run < runs; run += 1) {
    const page = await freshWindow(browser, config);
    try {
      await page.goto("/");
      const { marks: before } = await clockWhen(page, ({ marks }) => "sign-in" in marks);
      await signIn(page, account.localpart, account.password);
      const { marks } = await clockWhen(page, ({ marks: now }) => "list" in now);
      const form = before["sign-in"] ?? Number.NaN;
      const signedIn = (marks["list"] ?? Number.NaN) - (marks["signing-in"] ?? Number.NaN);
      await settle(page, account.rooms.length);
      const reload: number[] = [];
      for (let again = 0; again < RELOADS; again += 1) {
        await page.goto("/");
        const { marks: after } = await clockWhen(page, ({ marks: now }) => "list" in now);
        reload.push(after["list"] ?? Number.NaN);
        await settle(page, 0);
      }
      await (await entryOf(page, account.bigRoomId)).click();
      await clockWhen(page, ({ marks: now }) => "messages" in now);
      await page.waitForTimeout(1_500);
      await page.reload();
      const { marks: room } = await clockWhen(page, ({ marks: now }) => "messages" in now);
      log(
        `client: ${run < 0 ? "warm-up" : run + 1}, page ${Math.round(form)}, sign-in ` +
          `${Math.round(signedIn)}, reload ${reload.map(Math.round).join(" ")}, with a room ` +
          `${Math.round(room["messages"] ?? 0)} ms`,
      );
      if (run < 0) continue;
      times["form"]?.push(form);
      times["signIn"]?.push(signedIn);
      times["cold"]?.push(form + signedIn);
      times["reload"]?.push(...reload);
      times["room"]?.push(room["messages"] ?? Number.NaN);
    } finally {
      await page.context().close();
    }
  }
  const figure = (name: string, key: string, aim?: number): Figure =>
    durations("client", name, times[key] ?? [], aim);
  return [
    figure("empty cache: address to sign-in page", "form"),
    figure("sign-in to usable list", "signIn", 1_500),
    durations("client", "  homeserver alone: sign-in", share.signIn),
    durations("client", "  homeserver alone: first rooms", share.firstSync),
    figure("cold: address to usable list (typing left out)", "cold", 3_300),
    figure("reload to usable list", "reload", 700),
    figure("reload in a room to its messages", "room", 700),
  ];
}
