import {
  conferenceRoomName,
  joinResponseSchema,
  subRoomListSchema,
  subRoomName,
  subRoomSchema,
  type JoinResponse,
  type SubRoom,
} from "@plenum/model";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { CallClient } from "../../testing/call-client.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../../testing/stack.ts";

let stack: Stack;
let anna: Person;
let ben: Person;
let caro: Person;
const clients: CallClient[] = [];
beforeAll(async () => {
  stack = await Stack.open();
  [anna, ben, caro] = await Promise.all([
    stack.colleague("Anna Leitung"),
    stack.colleague("Ben Beisitz"),
    stack.colleague("Caro Runde"),
  ]);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

const bearers = new Map<string, string>();
async function ask(
  person: Person,
  method: "GET" | "POST",
  roomId: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const bearer = bearers.get(person.userId) ?? (await stack.session(person));
  bearers.set(person.userId, bearer);
  return stack.ask(method, `/api/v1/conferences/${encodeURIComponent(roomId)}${path}`, {
    bearer,
    ...(body === undefined ? {} : { body }),
  });
}

async function enter(call: JoinResponse, nick: string): Promise<CallClient> {
  const client = await CallClient.enter(call, nick);
  clients.push(client);
  return client;
}

/** Brings people into the call of a room, one after the other. */
async function call(roomId: string, ...people: readonly Person[]): Promise<CallClient[]> {
  const made: CallClient[] = [];
  for (const [n, person] of people.entries()) {
    const answer = await ask(person, "POST", roomId, "/join", { deviceId: person.deviceId });
    made.push(await enter(joinResponseSchema.parse(answer.body), String(n).repeat(8)));
  }
  return made;
}

async function opened(roomId: string, by: Person, ...people: readonly Person[]): Promise<SubRoom> {
  const asked = { people: people.map(({ userId }) => userId) };
  const answer = await ask(by, "POST", roomId, "/sub-rooms", asked);
  expect(answer.status).toBe(201);
  return subRoomSchema.parse(answer.body);
}

async function seen(roomId: string, person: Person): Promise<readonly SubRoom[]> {
  const answer = await ask(person, "GET", roomId, "/sub-rooms");
  return subRoomListSchema.parse(answer.body).subRooms;
}

function join(roomId: string, id: string, person: Person): Promise<Answer> {
  return ask(person, "POST", roomId, `/sub-rooms/${id}/join`, { deviceId: person.deviceId });
}

async function joined(roomId: string, id: string, person: Person): Promise<JoinResponse> {
  const answer = await join(roomId, id, person);
  expect(answer.status).toBe(200);
  return joinResponseSchema.parse(answer.body);
}

describe("talking aside", () => {
  it("is for those who were asked, under the names of the call, and ends with the last but one", async () => {
    const roomId = await stack.room(anna, [ben, caro]);
    await call(roomId, anna, ben, caro);
    const { id, own } = await opened(roomId, anna, ben);
    expect(own).toBe("in");
    const [asked] = await seen(roomId, ben);
    expect(asked).toEqual({
      id,
      invitedBy: anna.userId,
      own: "invited",
      people: expect.arrayContaining([
        { userId: anna.userId, displayName: "Anna Leitung", state: "in" },
        { userId: ben.userId, displayName: "Ben Beisitz", state: "invited" },
      ]),
    });
    expect(await seen(roomId, caro)).toEqual([]);
    expect(problemCode(await join(roomId, id, caro))).toBe("forbidden");

    const forAnna = await joined(roomId, id, anna);
    expect(forAnna.conferenceName).toBe(subRoomName(roomId, id));
    // Who moderates the room has no more to say here than anybody else.
    expect(forAnna.user.role).toBe("participant");
    const forBen = await joined(roomId, id, ben);
    const inside = await enter(forAnna, "aaaaaaaa");
    await enter(forBen, "bbbbbbbb");
    await inside.heard(/bbbbbbbb/);

    expect((await ask(ben, "POST", roomId, `/sub-rooms/${id}/leave`)).status).toBe(204);
    await inside.putOut();
    expect(await seen(roomId, anna)).toEqual([]);
    // The token is good for minutes still, and opens nothing any more.
    await expect(CallClient.enter(forBen, "cccccccc")).rejects.toThrow(
      "refused by the conference server",
    );
    expect(problemCode(await join(roomId, id, ben))).toBe("not-found");
  });

  it("takes in more people, and who declines is not asked again", async () => {
    const roomId = await stack.room(anna, [ben, caro]);
    await call(roomId, anna, ben, caro);
    const { id } = await opened(roomId, anna, ben);
    const invite = (by: Person, whom: Person): Promise<Answer> =>
      ask(by, "POST", roomId, `/sub-rooms/${id}/people`, { people: [whom.userId] });
    expect(problemCode(await invite(caro, caro))).toBe("forbidden");
    expect(problemCode(await invite(ben, caro))).toBe("forbidden");
    expect((await invite(anna, caro)).status).toBe(200);
    await joined(roomId, id, caro);
    await ask(ben, "POST", roomId, `/sub-rooms/${id}/leave`);
    expect(problemCode(await invite(caro, ben))).toBe("conflict");
    const [shown] = await seen(roomId, anna);
    expect(new Map(shown?.people.map(({ userId, state }) => [userId, state]))).toEqual(
      new Map([
        [anna.userId, "in"],
        [ben.userId, "declined"],
        [caro.userId, "in"],
      ]),
    );
  });

  it("is not asked for a third time of somebody who has said no twice", async () => {
    const [dora, emil] = await Promise.all([stack.colleague(), stack.colleague()]);
    const roomId = await stack.room(dora, [emil]);
    await call(roomId, dora, emil);
    for (let times = 0; times < 2; times += 1) {
      const { id } = await opened(roomId, dora, emil);
      await ask(emil, "POST", roomId, `/sub-rooms/${id}/leave`);
    }
    const again = await ask(dora, "POST", roomId, "/sub-rooms", { people: [emil.userId] });
    expect([again.status, problemCode(again)]).toEqual([429, "too-many-attempts"]);
    // Emil may ask her.
    await opened(roomId, emil, dora);
  });

  it("is refused outside of the call, of the room, and where there would be too many", async () => {
    const [roomId, other] = await Promise.all([
      stack.room(anna, [ben, caro]),
      stack.room(anna, [ben]),
    ]);
    const people = { people: [ben.userId] };
    const open = (person: Person, room: string, body: object = people): Promise<Answer> =>
      ask(person, "POST", room, "/sub-rooms", body);
    expect(problemCode(await open(anna, roomId))).toBe("forbidden");
    await call(roomId, anna, ben);
    // Not in this call, not in this room, not a person at all.
    expect(problemCode(await open(caro, roomId))).toBe("forbidden");
    expect(problemCode(await open(anna, roomId, { people: [caro.userId] }))).toBe("conflict");
    expect(problemCode(await open(caro, other))).toBe("not-a-member");
    expect(problemCode(await open(anna, other))).toBe("forbidden");
    const nine = Array.from({ length: 9 }, (_, n) => `@p${n}:a.example`);
    for (const bad of [{ people: [] }, { people: nine }, { people: ["anna"] }, {}]) {
      expect(problemCode(await open(anna, roomId, bad))).toBe("invalid-request");
    }
    expect(problemCode(await open(anna, "!nowhere:elsewhere.example"))).toBe("room-gone");
    // A sub-room of one room is none of another.
    const { id } = await opened(roomId, anna, ben);
    await call(other, ben);
    expect(problemCode(await join(other, id, ben))).toBe("not-found");
    expect(problemCode(await join(roomId, "..x", ben))).toBe("invalid-request");
  });
});

describe("a guest", () => {
  it("is asked and comes like everybody else, under the name of the call", async () => {
    const { roomId, bearer } = await stack.conference(anna);
    const link = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(link.token, "Gustav Gast");
    await call(roomId, anna, guest);
    const { id, people } = await opened(roomId, anna, guest);
    expect(people).toContainEqual({
      userId: guest.userId,
      displayName: expect.stringContaining("Gustav Gast"),
      state: "invited",
    });
    const answer = await joined(roomId, id, guest);
    expect(answer.user).toMatchObject({ id: guest.userId, role: "guest" });
    const inside = await enter(answer, "bbbbbbbb");
    // The stay ends: out of the sub-room too, and the token for it, valid for minutes, is void.
    const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/guests/${encodeURIComponent(guest.userId)}`;
    expect((await stack.ask("DELETE", path, { bearer })).status).toBe(204);
    await inside.putOut();
    await expect(CallClient.enter(answer, "dddddddd")).rejects.toThrow(
      "refused by the conference server",
    );
  });
});

describe("who goes is gone from a sub-room, too", () => {
  it("at once when removed from a conference room", async () => {
    const { roomId } = await stack.conference(anna, { invite: [ben.userId, caro.userId] });
    await stack.joinRoom(ben, roomId);
    await stack.joinRoom(caro, roomId);
    await call(roomId, anna, ben, caro);
    const { id } = await opened(roomId, caro, anna, ben);
    const [forAnna, forBen, forCaro] = [
      await joined(roomId, id, anna),
      await joined(roomId, id, ben),
      await joined(roomId, id, caro),
    ];
    await enter(forAnna, "aaaaaaaa");
    await enter(forCaro, "cccccccc");
    const goes = await enter(forBen, "bbbbbbbb");
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/kick`, {
      user_id: ben.userId,
    });
    await goes.putOut();
    expect(problemCode(await join(roomId, id, ben))).toBe("not-a-member");
    await expect(CallClient.enter(forBen, "dddddddd")).rejects.toThrow(
      "refused by the conference server",
    );
    const [left] = await seen(roomId, caro);
    expect(left?.people.map(({ userId }) => userId).toSorted()).toEqual(
      [anna.userId, caro.userId].toSorted(),
    );
  });

  it("within half a minute when the call is over for them", async () => {
    // Somebody new: whoever went while still being asked counts as having said no.
    const emma = await stack.colleague();
    const roomId = await stack.room(anna, [emma]);
    const [, ofEmma] = await call(roomId, anna, emma);
    const { id } = await opened(roomId, anna, emma);
    await joined(roomId, id, anna);
    const aside = await enter(await joined(roomId, id, emma), "bbbbbbbb");
    ofEmma?.close();
    const { url, controlSecret } = stack.config.conference;
    const name = encodeURIComponent(conferenceRoomName(roomId));
    const path = `/control/v1/conferences/${name}/participants/${encodeURIComponent(emma.userId)}`;
    await stack.ask("DELETE", new URL(path, url).href, { bearer: controlSecret });
    await aside.putOut();
    await until(async () => ((await seen(roomId, anna)).length === 0 ? true : undefined));
    expect(problemCode(await join(roomId, id, anna))).toBe("not-found");
  }, 90_000);
});
