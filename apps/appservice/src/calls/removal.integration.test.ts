import { joinResponseSchema, type JoinResponse } from "@plenum/model";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { CallClient } from "../testing/call-client.ts";
import { Stack, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
const clients: CallClient[] = [];
beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd] = await Promise.all([stack.colleague(), stack.colleague()]);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function call(
  roomId: string,
  person: Omit<Person, "userId">,
  id: string,
): Promise<JoinResponse> {
  const answer = await stack.ask("POST", `/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
    body: {
      deviceId: person.deviceId,
      openIdToken: await stack.openIdToken({ ...person, userId: id }),
    },
  });
  expect(answer.status).toBe(200);
  return joinResponseSchema.parse(answer.body);
}

async function enter(roomId: string, person: Person, nick: string): Promise<CallClient> {
  const client = await CallClient.enter(await call(roomId, person, person.userId), nick);
  clients.push(client);
  return client;
}

describe("leaving the room is leaving the call", () => {
  it("at once for whoever is removed from a conference room", async () => {
    const { roomId } = await stack.conference(anna, { invite: [bernd.userId] });
    await stack.joinRoom(bernd, roomId);
    const client = await enter(roomId, bernd, "bbbbbbbb");
    const started = performance.now();
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/kick`, {
      user_id: bernd.userId,
    });
    await client.putOut();
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("for guests whose link is revoked", async () => {
    const { roomId, bearer } = await stack.conference(anna);
    const link = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(link.token, "Gustav Gast");
    const token = await call(roomId, guest, guest.userId);
    const client = await CallClient.enter(token, "cccccccc");
    clients.push(client);
    const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/guest-links/${link.id}`;
    expect((await stack.ask("DELETE", path, { bearer })).status).toBe(204);
    await client.putOut();
    // The token would be valid for some minutes more.
    await expect(CallClient.enter(token, "dddddddd")).rejects.toThrow(
      "refused by the conference server",
    );
  });

  it("within half a minute in a room where the bot is not, while the others stay", async () => {
    const roomId = await stack.room(anna, [bernd]);
    const stays = await enter(roomId, anna, "aaaaaaaa");
    const goes = await enter(roomId, bernd, "bbbbbbbb");
    await stack.matrix(bernd, "POST", `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    await goes.putOut();
    await expect(Promise.race([stays.putOut(), Promise.resolve("still there")])).resolves.toBe(
      "still there",
    );
  });
});

describe("a token for one call", () => {
  it("does not open another", async () => {
    const [one, other] = await Promise.all([stack.room(anna), stack.room(anna)]);
    const [forOne, forOther] = await Promise.all([
      call(one, anna, anna.userId),
      call(other, anna, anna.userId),
    ]);
    await expect(
      CallClient.enter({ ...forOther, token: forOne.token }, "aaaaaaaa"),
    ).rejects.toThrow("refused by the conference server");
  }, 60_000);
});
