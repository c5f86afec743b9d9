import { afterAll, describe, expect, it } from "vitest";
import type { InviteResult } from "../contract.ts";
import { People, type TestPerson } from "../testing/people.ts";
import { readTestConfig, registerUser } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();

afterAll(() => {
  people.stop();
});

/**
 * After fifteen things the server lets that person do one a second and no more: few enough for it to
 * ask for patience, however slow the machine is.
 */
async function slowDown(userId: string): Promise<void> {
  const admin = await people.signIn(await registerUser("verwaltung", { admin: true }));
  const response = await fetch(
    `${readTestConfig().synapse.url}/_synapse/admin/v1/users/${encodeURIComponent(userId)}/override_ratelimit`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${admin.credentials().accessToken}` },
      body: JSON.stringify({ messages_per_second: 1, burst_count: 15 }),
    },
  );
  expect(response.status).toBe(200);
}

/** Colleagues who have not been heard of before. */
async function colleagues(server: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push(`@${(await registerUser("kollege")).name}:${server}`);
  return ids;
}

async function roomOf(anna: TestPerson, encrypted: boolean): Promise<string> {
  const work = await anna.session.roomWork();
  return work.create({
    name: "Personalversammlung",
    history: "shared",
    encrypted,
    access: { rule: "invite", spaces: [] },
    invite: [],
  });
}

describe("inviting a pasted list", () => {
  it("of sixty into an encrypted room needs no patience under the rates of the template", async () => {
    const anna = await people.someone("anna");
    const work = await anna.session.roomWork();
    const everybody = await colleagues(anna.session.serverName, 60);
    const roomId = await roomOf(anna, true);
    const handle = anna.session.openRoom(roomId);
    const told: InviteResult[] = [];
    let waits = 0;
    await work.inviteMany(roomId, everybody, {
      signal: new AbortController().signal,
      onWaiting: () => {
        waits += 1;
      },
      onResult: (result) => told.push(result),
    });
    expect(told.filter((result) => result.failed !== undefined)).toEqual([]);
    expect(new Set(told.map(({ userId }) => userId))).toEqual(new Set(everybody));
    expect(waits).toBe(0);
    await until(
      handle.members,
      (list) => list.filter((member) => member.membership === "invite").length === 60,
    );
    handle.close();
  }, 180_000);

  it("of forty goes at the server's pace, names who cannot be invited, goes on after a stop", async () => {
    const anna = await people.someone("anna");
    const work = await anna.session.roomWork();
    const everybody = await colleagues(anna.session.serverName, 40);
    const roomId = await roomOf(anna, false);
    const handle = anna.session.openRoom(roomId);
    await slowDown(anna.session.userId);
    let waits = 0;
    const done = new Map<string, InviteResult>();
    const stop = new AbortController();
    const run = async (signal: AbortSignal): Promise<void> => {
      const left = [...everybody, anna.session.userId].filter((userId) => !done.has(userId));
      await work.inviteMany(roomId, left, {
        signal,
        onWaiting: () => {
          waits += 1;
        },
        onResult: (result) => {
          // Nobody is invited twice, also where it was stopped.
          expect(done.has(result.userId)).toBe(false);
          done.set(result.userId, result);
          if (done.size === 10) stop.abort();
        },
      });
    };
    await run(stop.signal);
    // Those that were under way are told of as well.
    expect(done.size).toBeGreaterThanOrEqual(10);
    expect(done.size).toBeLessThanOrEqual(12);
    await run(new AbortController().signal);
    expect(done.size).toBe(41);
    // The server did ask for patience, and nobody was lost by it.
    expect(waits).toBeGreaterThan(0);
    const failed = [...done.values()].filter((result) => result.failed !== undefined);
    // Whoever is in the room already cannot be invited.
    expect(failed).toEqual([{ userId: anna.session.userId, failed: "forbidden" }]);
    const members = await until(
      handle.members,
      (list) => list.filter((member) => member.membership === "invite").length === 40,
    );
    expect(members).toHaveLength(41);
    handle.close();
  }, 120_000);
});
