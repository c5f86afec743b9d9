import { afterAll, describe, expect, it } from "vitest";
import type { MatrixSession, RoomHandle, SessionCredentials, TimelineItem } from "./contract.ts";
import { openSession, signInWithPassword } from "./index.ts";
import { readTestConfig, registerUser } from "./testing/stack.ts";
import { until } from "./testing/until.ts";

const baseUrl = readTestConfig().synapse.url;
const sessions: MatrixSession[] = [];

afterAll(() => {
  for (const session of sessions) session.stop();
});

async function someone(prefix: string): Promise<MatrixSession> {
  const user = await registerUser(prefix);
  const credentials: SessionCredentials = await signInWithPassword({
    baseUrl,
    user: user.name,
    password: user.password,
    deviceName: "Test",
  });
  const session = await openSession(credentials, { credentialsChanged: () => undefined });
  sessions.push(session);
  await session.start();
  await until(session.roomsReady, (ready) => ready);
  return session;
}

function texts(items: readonly TimelineItem[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === "message" && item.body.kind === "text" ? [item.body.body] : [],
  );
}

describe("two colleagues in an encrypted room", () => {
  it("invite, join, write and read", async () => {
    const anna = await someone("anna");
    const ben = await someone("ben");
    const roomId = await anna.createRoom({
      name: "Haushalt",
      encrypted: true,
      invite: [ben.userId],
    });
    await until(ben.rooms, (rooms) => rooms.get(roomId)?.membership === "invite");
    await ben.joinRoom(roomId);
    await until(ben.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    const hers: RoomHandle = anna.openRoom(roomId);
    const his: RoomHandle = ben.openRoom(roomId);
    await until(hers.members, (members) =>
      members.some((m) => m.userId === ben.userId && m.membership === "join"),
    );
    hers.sendText("Guten Morgen");
    expect(texts(hers.timeline.get().items)).toContain("Guten Morgen");
    await until(his.timeline, ({ items }) => texts(items).includes("Guten Morgen"));
    await until(hers.timeline, ({ items }) =>
      items.some((item) => item.kind === "message" && item.send.kind === "sent"),
    );
    hers.close();
    his.close();
  });
});
