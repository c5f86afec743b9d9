import { createHmac } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { MatrixApi } from "../../apps/cli/src/seed/matrix-api.ts";
import type { BigAccount } from "../seed/account.ts";
import { FULL_SIZE, planSeed } from "../seed/plan.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Figure } from "../src/figure.ts";
import { clockWhen } from "./page-clock.ts";
import { entryOf, freshWindow, settle, signIn } from "./windows.ts";

const MESSAGES = 20;

/** A password for somebody who shares a room, derived so that it need not be kept. */
async function partner(config: InstallationConfig, account: BigAccount, roomId: string) {
  const room = account.rooms.find((one) => one.roomId === roomId);
  const person = planSeed(FULL_SIZE).people[room?.people[0] ?? 0];
  if (person === undefined) throw new Error("Nobody is in the room.");
  const { url, registrationSharedSecret } = config.synapse;
  const token = await new MatrixApi(url).registerAdmin(
    registrationSharedSecret,
    "bench.admin",
    "Messung",
    account.password,
  );
  const password = createHmac("sha256", account.password).update(person.localpart).digest("hex");
  const userId = encodeURIComponent(`@${person.localpart}:${config.serverName}`);
  await new MatrixApi(url, token).call(
    {
      method: "PUT",
      path: `/_synapse/admin/v2/users/${userId}`,
      body: { password, logout_devices: false },
    },
    z.unknown(),
  );
  return { localpart: person.localpart, password };
}

/** Two browsers in one room: from the key press of the one to the paint of the other. */
export async function measureDelivery(
  browser: Browser,
  page: Page,
  config: InstallationConfig,
  account: BigAccount,
): Promise<Figure[]> {
  const other = await partner(config, account, account.bigRoomId);
  const theirs = await freshWindow(browser, config);
  try {
    await theirs.goto("/");
    await signIn(theirs, other.localpart, other.password);
    await settle(theirs, 0);
    await (await entryOf(theirs, account.bigRoomId)).click();
    await theirs.locator("[role=log] [data-message]").first().waitFor();
    await theirs.waitForTimeout(1_000);
    await page.locator(".pl-composer__field").first().click();
    const times: number[] = [];
    for (let turn = 0; turn < MESSAGES; turn += 1) {
      const text = `benchping-${Date.now().toString(36)}x${turn}`;
      await page.keyboard.insertText(text);
      await page.evaluate(() => {
        addEventListener(
          "keydown",
          ({ timeStamp }) =>
            Reflect.set(globalThis, "benchPressed", performance.timeOrigin + timeStamp),
          { capture: true, once: true },
        );
      });
      await page.keyboard.press("Enter");
      const { shown } = await clockWhen(
        theirs,
        (reading) => typeof reading.shown[text] === "number",
      );
      const pressed = z
        .number()
        .parse(await page.evaluate(() => Reflect.get(globalThis, "benchPressed") as unknown));
      if (turn > 0) times.push((shown[text] ?? Number.NaN) - pressed);
      await page.waitForTimeout(300);
    }
    return [
      durations("client", "send to shown at the other side", times, 140),
      slowest("client", "send to shown at the other side", times),
    ];
  } finally {
    await theirs.context().close();
  }
}
