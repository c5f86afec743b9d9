import { afterAll, describe, expect, it } from "vitest";
import type { InviteResult } from "../contract.ts";
import { People } from "../testing/people.ts";
import { readTestConfig, registerUser } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();

afterAll(() => {
  people.stop();
});

/** The server lets that person do five things a second and no more. */
async function slowDown(userId: string): Promise<void> {
  const admin = await people.signIn(await registerUser("verwaltung", { admin: true }));
  const response = await fetch(
    `${readTestConfig().synapse.url}/_synapse/admin/v1/users/${encodeURIComponent(userId)}/override_ratelimit`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${admin.credentials().accessToken}` },
      body: JSON.stringify({ messages_per_second: 5, burst_count: 5 }),
    },
  );
  expect(response.status).toBe(200);
}

describe("inviting forty colleagues at once", () => {
  it("invites each at the server's pace, names who cannot be invited, goes on after a stop", async () => {
    const anna = await people.someone("anna");
    const work = await anna.session.roomWork();
    const server = anna.session.serverName;
    const names: string[] = [];
    for (let i = 0; i < 40; i += 1) names.push((await registerUser("kollege")).name);
    const everybody = names.map((name) => `@${name}:${server}`);
    const roomId = await work.create({
      name: "Personalversammlung",
      history: "shared",
      encrypted: false,
      access: { rule: "invite", spaces: [] },
      invite: [],
    });
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
          done.set(result.userId, result);
          if (done.size === 10) stop.abort();
        },
      });
    };
    await run(stop.signal);
    expect(done.size).toBe(10);
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
