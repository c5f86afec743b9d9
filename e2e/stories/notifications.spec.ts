import { expect, type Page } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

// The client keeps itself for later.
test.use({ serviceWorkers: "allow" });

/** The client keeps itself for when the server is away. */
async function isKept(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
    undefined,
    { timeout: patient(60_000) },
  );
}

/** Lets the window be one that nobody looks at, as behind another program. */
async function lookAway(page: Page): Promise<Page> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
  return other;
}

async function noticesOf(page: Page): Promise<readonly { title: string; path: string }[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const shown = (await registration?.getNotifications()) ?? [];
    return shown.map(({ title, data }) => ({ title, path: (data as { path: string }).path }));
  });
}

test("a message makes itself known outside of its room, and keeps quiet when it shall", async ({
  cast,
}) => {
  const anna = await cast.colleague("Anna Winkler", {
    permissions: ["notifications"],
  });
  const ben = await cast.colleague("Ben Krause");
  const created = await asPerson(ben.account, "POST", "/_matrix/client/v3/createRoom", {
    preset: "trusted_private_chat",
    is_direct: true,
    invite: [anna.account.userId],
  });
  const { room_id: roomId } = created as { room_id: string };
  await asPerson(anna.account, "POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {});
  const say = (body: string) =>
    asPerson(
      ben.account,
      "PUT",
      `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${body}`,
      { msgtype: "m.text", body },
    );
  await isKept(anna.page);
  await anna.page.goto("/settings");
  await expect(
    anna.page.getByText("Dieser Browser zeigt Benachrichtigungen, solange Plenum offen ist."),
  ).toBeVisible();
  await expectAccessible(anna.page);

  const other = await lookAway(anna.page);
  await say("Eilt");
  await expect.poll(() => noticesOf(anna.page)).toHaveLength(1);
  const [notice] = await noticesOf(anna.page);
  expect(notice?.title).toContain("Ben Krause");
  expect(notice?.path).toContain(`/room/${encodeURIComponent(roomId)}`);

  // Read: the notice goes by itself.
  await anna.page.goto(`/room/${encodeURIComponent(roomId)}`);
  await expect(anna.room.message("Eilt")).toBeVisible();
  await other.close();
  await anna.page.bringToFront();
  await expect.poll(() => noticesOf(anna.page)).toEqual([]);

  await anna.page.goto("/settings");
  await anna.page.getByRole("switch", { name: "Ruhezeit" }).check();
  const from = anna.page.getByLabel("Von", { exact: true });
  await from.fill("00:00");
  await anna.page.getByLabel("Bis", { exact: true }).fill("23:59");
  await expect(from).toHaveValue("00:00");
  await lookAway(anna.page);
  await say("Nachts");
  await expect(anna.page.getByRole("link", { name: /Eingang, 1 ungelesen/ })).toBeVisible({
    timeout: patient(20_000),
  });
  expect(await noticesOf(anna.page)).toEqual([]);
});

test("without a server the client opens with what it showed last, and catches up", async ({
  cast,
}) => {
  const anna = await cast.colleague("Anna Falk");
  await meetingOf("Krisenstab", anna);
  await anna.room.write("Lage um acht.");
  await anna.room.isDelivered("Lage um acht");
  await isKept(anna.page);
  const context = anna.page.context();
  const again = async (offline: boolean): Promise<void> => {
    await context.setOffline(offline);
    await anna.page.reload();
    await anna.list.isReady();
    await expect(anna.room.message("Lage um acht")).toBeVisible({
      timeout: patient(offline ? 5_000 : 30_000),
    });
  };
  // What is shown is written a moment later: a visit may have been too short for it.
  await expect(async () => {
    await again(true).catch(async (error: unknown) => {
      await again(false);
      throw error;
    });
  }).toPass({ timeout: patient(90_000), intervals: [3_000] });
  await expect(anna.page.getByText(/Keine Verbindung/)).toBeVisible();

  await context.setOffline(false);
  await expect(anna.page.getByText(/Keine Verbindung/)).toHaveCount(0, {
    timeout: patient(60_000),
  });
  await anna.room.write("Wieder da.");
  await anna.room.isDelivered("Wieder da");
});
