import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionCredentials } from "../contract.ts";
import { openSession, signInWithPassword } from "../index.ts";
import { commonRoom, People, textsOf } from "../testing/people.ts";
import { FlakyServer } from "../testing/proxy.ts";
import { readTestConfig, registerUser } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
const flaky = new FlakyServer(new URL(readTestConfig().synapse.url));
const events = { credentialsChanged: () => undefined };

beforeAll(async () => {
  await flaky.up();
});
afterAll(async () => {
  people.stop();
  await flaky.down();
});

/** Somebody who has seen a room with one message, and has closed the window. */
async function afterAVisit(): Promise<{ credentials: SessionCredentials; roomId: string }> {
  const user = await registerUser("mara");
  const credentials = await signInWithPassword({
    baseUrl: flaky.url,
    user: user.name,
    password: user.password,
    deviceName: "Test",
  });
  const mara = await people.open(user, credentials);
  const ben = await people.someone("ben");
  const roomId = await commonRoom([mara, ben], { encrypted: true, name: "Haushalt" });
  const room = mara.session.openRoom(roomId);
  room.sendText("Die Zahlen liegen in der Ablage.");
  await until(room.timeline, ({ items }) => {
    const last = items.at(-1);
    return last?.kind === "message" && last.send.kind === "sent";
  });
  mara.session.stop();
  return { credentials: mara.credentials(), roomId };
}

describe("a session that is opened again", () => {
  it("shows its rooms and their messages without the server, then as they are now", async () => {
    const { credentials, roomId } = await afterAVisit();
    await flaky.down();
    const session = await openSession(credentials, events);
    expect(session.rooms.get().get(roomId)?.name).toBe("Haushalt");
    expect(session.roomsReady.get()).toBe(true);
    expect(session.lastState.get()?.at).toBeGreaterThan(0);
    await session.start();
    const room = session.openRoom(roomId);
    const { items } = await until(room.timeline, (timeline) => timeline.items.length > 0);
    expect(textsOf(items)).toEqual(["Die Zahlen liegen in der Ablage."]);
    await until(session.connection, ({ kind }) => kind === "offline");
    room.sendText("Ich bin wieder da.");
    await flaky.up();
    await until(session.connection, ({ kind }) => kind === "live", 40_000);
    await until(session.lastState, (state) => state === undefined, 40_000);
    const now = await until(room.timeline, (timeline) => {
      const last = timeline.items.at(-1);
      return (
        textsOf(timeline.items).length === 2 &&
        last?.kind === "message" &&
        last.send.kind === "sent"
      );
    });
    expect(textsOf(now.items)).toEqual(["Die Zahlen liegen in der Ablage.", "Ich bin wieder da."]);
    session.stop();
  });

  it("has nothing of it after signing out", async () => {
    const { credentials, roomId } = await afterAVisit();
    const session = await openSession(credentials, events);
    expect(session.rooms.get().has(roomId)).toBe(true);
    await session.start();
    await session.signOut();
    const again = await openSession(credentials, events);
    expect(again.rooms.get().size).toBe(0);
    expect(again.lastState.get()).toBeUndefined();
    again.stop();
  });

  it("leaves out a room that was left elsewhere", async () => {
    const { credentials, roomId } = await afterAVisit();
    const response = await fetch(
      `${flaky.url}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/leave`,
      {
        method: "POST",
        headers: { Authorization: `Bearer ${credentials.accessToken}` },
        body: "{}",
      },
    );
    expect(response.status).toBe(200);
    const session = await openSession(credentials, events);
    expect(session.rooms.get().has(roomId)).toBe(true);
    await session.start();
    await until(session.lastState, (state) => state === undefined, 20_000);
    expect(session.rooms.get().has(roomId)).toBe(false);
    session.stop();
  });
});
