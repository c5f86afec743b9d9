import { afterAll, beforeAll, expect, it } from "vitest";
import type { RoomDrafts } from "../contract.ts";
import { commonRoom, People, type TestPerson } from "../testing/people.ts";
import { readTestConfig } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
let first: TestPerson;
let roomId: string;

beforeAll(async () => {
  first = await people.someone("anna");
  roomId = await commonRoom([first], { encrypted: true });
});
afterAll(() => {
  people.stop();
});

it("a draft comes to another device once it has the key, and the server cannot read it", async () => {
  const drafts = await first.session.drafts();
  expect(await drafts.save(roomId, { "": { text: "Vertraulich" } })).toBe(false);

  const { recoveryCode } = await first.session.encryption.setUp();
  expect(await drafts.save(roomId, { "": { text: "Vertraulich" } })).toBe(true);
  expect(await drafts.fetch(roomId)).toEqual({ "": { text: "Vertraulich" } });
  const { userId } = first.session;
  const stored = await fetch(
    `${readTestConfig().synapse.url}/_matrix/client/v3/user/${encodeURIComponent(userId)}/rooms/${encodeURIComponent(roomId)}/account_data/chat.plenum.draft`,
    { headers: { authorization: `Bearer ${first.credentials().accessToken}` } },
  );
  expect(await stored.text()).not.toContain("Vertraulich");

  const second = await people.signIn(first.user);
  const theirs = await second.session.drafts();
  const seen: RoomDrafts[] = [];
  theirs.watch((room, found) => {
    if (room === roomId) seen.push(found);
  });
  await until(second.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
  expect(seen).toEqual([]);
  await second.session.encryption.recover(recoveryCode);
  await expect
    .poll(() => seen.at(-1), { timeout: 20_000 })
    .toEqual({ "": { text: "Vertraulich" } });

  await drafts.save(roomId, { "": { text: "" } });
  await expect.poll(() => seen.at(-1), { timeout: 20_000 }).toEqual({ "": { text: "" } });
});
