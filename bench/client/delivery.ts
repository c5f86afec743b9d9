import { createHmac, randomUUID } from "node:crypto";
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

const syncSchema = z.object({
  pos: z.string(),
  rooms: z
    .record(
      z.string(),
      z.object({ timeline: z.array(z.object({ event_id: z.string() })).optional() }),
    )
    .optional(),
});
const sentSchema = z.object({ event_id: z.string() });

/** What the homeserver alone takes from a send to the answer of somebody else's waiting sync. */
async function serverAlone(
  config: InstallationConfig,
  account: BigAccount,
  other: { readonly localpart: string; readonly password: string },
): Promise<readonly number[]> {
  const base = `${config.publicUrl}/_matrix/client`;
  const room = encodeURIComponent(account.bigRoomId);
  const [mine, theirs] = await Promise.all([
    accessOf(base, account.localpart, account.password),
    accessOf(base, other.localpart, other.password),
  ]);
  let pos: string | undefined;
  const sync = async (timeout: number): Promise<readonly string[]> => {
    const query = `timeout=${timeout}${pos === undefined ? "" : `&pos=${encodeURIComponent(pos)}`}`;
    const answer = await answerOf(`${base}/unstable/org.matrix.simplified_msc3575/sync?${query}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${theirs}` },
      body: JSON.stringify({
        room_subscriptions: { [account.bigRoomId]: { required_state: [], timeline_limit: 5 } },
      }),
    });
    const parsed = syncSchema.parse(answer);
    ({ pos } = parsed);
    const timeline = parsed.rooms?.[account.bigRoomId]?.timeline ?? [];
    return timeline.map((event) => event.event_id);
  };
  await sync(0);
  const times: number[] = [];
  for (let turn = 0; turn < MESSAGES / 2; turn += 1) {
    const waiting = sync(30_000);
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    const start = performance.now();
    const sent = answerOf(`${base}/v3/rooms/${room}/send/m.room.message/${randomUUID()}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${mine}` },
      body: JSON.stringify({ msgtype: "m.notice", body: "Messung der Zustellung" }),
    });
    let seen = await waiting;
    let arrived = performance.now();
    const { event_id: eventId } = sentSchema.parse(await sent);
    while (!seen.includes(eventId)) {
      seen = await sync(30_000);
      arrived = performance.now();
    }
    times.push(arrived - start);
  }
  return times;
}

async function answerOf(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

async function accessOf(base: string, user: string, password: string): Promise<string> {
  const answer = await answerOf(`${base}/v3/login`, {
    method: "POST",
    body: JSON.stringify({
      type: "m.login.password",
      identifier: { type: "m.id.user", user },
      password,
    }),
  });
  return z.object({ access_token: z.string() }).parse(answer).access_token;
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
    // Whoever has more unread than fits a screen begins at the first of it.
    const latest = theirs.getByRole("button", { name: /^Zu den neuesten/ });
    if (await latest.isVisible()) await latest.click();
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
      durations(
        "client",
        "  homeserver alone: send to the other's sync",
        await serverAlone(config, account, other),
      ),
    ];
  } finally {
    await theirs.context().close();
  }
}
