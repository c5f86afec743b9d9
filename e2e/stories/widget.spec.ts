import { expect } from "@playwright/test";
import { z } from "zod";
import { asPerson, createAccount, joinRoom } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { ForeignClient } from "../src/foreign-client.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

const membershipSchema = z.object({ application: z.string().optional() });
const scheduledSchema = z.looseObject({
  delayed_events: z.array(z.looseObject({ type: z.string(), content: z.looseObject({}) })),
});

test("somebody with another Matrix client joins the call of the room as themself", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const anna = await cast.colleague("Anna Wirt");
  const ben = await createAccount("Ben Fremd");
  const roomId = await (
    await apiOf(anna.account)
  ).createConference({ title: "Offenes Haus", invite: [ben.userId] });
  await Promise.all([joinRoom(anna.account, roomId), joinRoom(ben, roomId)]);
  await anna.list.open("Offenes Haus");
  await callOf(anna);

  const other = await ForeignClient.open(await cast.window(), ben, roomId);
  await other.call.join();
  await anna.call.hasPeople(2);
  await expect(anna.call.region.getByText("Ben Fremd").first()).toBeVisible();
  await expectToSeeAndHear(anna.page, 1);
  await expectToSeeAndHear(other.frame, 1);

  // The room knows, and the homeserver itself takes them out should their window vanish.
  const { device_id: device } = z
    .object({ device_id: z.string() })
    .parse(await asPerson(ben, "GET", "/_matrix/client/v3/account/whoami"));
  const state = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/org.matrix.msc3401.call.member/${encodeURIComponent(`_${ben.userId}_${device}_m.call`)}`;
  const membership = async (): Promise<unknown> =>
    membershipSchema.parse(await asPerson(ben, "GET", state));
  const scheduled = async (): Promise<readonly unknown[]> => {
    const path = "/_matrix/client/unstable/org.matrix.msc4140/delayed_events";
    return scheduledSchema
      .parse(await asPerson(ben, "GET", path))
      .delayed_events.map(({ type, content }) => ({ type, content }));
  };
  expect(await membership()).toEqual({ application: "m.call" });
  const leave = { type: "org.matrix.msc3401.call.member", content: {} };
  expect(await scheduled()).toEqual([leave]);

  await other.showTheme("dark");
  await expect(other.frame.locator("html")).toHaveAttribute("data-theme", "dark");

  await other.hangUp();
  await anna.call.hasPeople(1);
  await expect.poll(membership).toEqual({});
  await expect.poll(scheduled).toEqual([]);
});
