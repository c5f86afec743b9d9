import {
  enterWithAccountResponseSchema,
  joinResponseSchema,
  lobbySchema,
  ownWaitSchema,
} from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, until, type Answer, type Person, type Stack } from "../testing/stack.ts";
import { SILENT_SERVER, startTwoAgencies, type TwoAgencies } from "../testing/two-agencies.ts";

/** Members of another server enter with their own account: two real homeservers that federate. */

let agencies: TwoAgencies;
let here: Stack;
let there: Stack;
let anna: Person;
let carla: Person;

beforeAll(async () => {
  agencies = await startTwoAgencies();
  ({ here, there } = agencies);
  anna = await here.colleague("Anna Schmidt");
  carla = await there.colleague("Carla Fremd");
}, 120_000);
afterAll(() => agencies?.stop());

const conference = (roomId: string): string => `/api/v1/conferences/${encodeURIComponent(roomId)}`;
const room = (roomId: string): string => `/rooms/${encodeURIComponent(roomId)}`;

/** Joins a room by federation, as any client does that follows an invitation. */
function enterRoom(person: Person, roomId: string): Promise<Answer> {
  const via = encodeURIComponent(here.config.serverName);
  return there.matrix(person, "POST", `/join/${encodeURIComponent(roomId)}?via=${via}`, {});
}

/** A session of our API, by an OpenID token of the person's own server. */
async function session(person: Person): Promise<Answer> {
  const openIdToken = await there.openIdToken(person);
  return here.ask("POST", "/api/v1/sessions", { body: { openIdToken } });
}

async function bearerOf(person: Person): Promise<string> {
  return z.object({ token: z.string() }).parse((await session(person)).body).token;
}

async function joinCall(person: Person, roomId: string): Promise<Answer> {
  return here.ask("POST", `${conference(roomId)}/join`, {
    bearer: await bearerOf(person),
    body: { deviceId: person.deviceId },
  });
}

async function grant(roomId: string, userId: string, level: number): Promise<void> {
  const path = `${room(roomId)}/state/m.room.power_levels/`;
  const levels = z
    .looseObject({ users: z.record(z.string(), z.number()).default({}) })
    .parse((await here.matrix(anna, "GET", path)).body);
  const changed = { ...levels, users: { ...levels.users, [userId]: level } };
  expect((await here.matrix(anna, "PUT", path, changed)).status).toBe(200);
}

describe("a member of another server", () => {
  it("is invited, joins by federation, and calls with the role of the room", async () => {
    const { roomId } = await here.conference(anna, { title: "Länderrunde" });
    expect(problemCode(await joinCall(carla, roomId))).toBe("not-a-member");
    const invited = await here.matrix(anna, "POST", `${room(roomId)}/invite`, {
      user_id: carla.userId,
    });
    expect(invited.status).toBe(200);
    expect((await enterRoom(carla, roomId)).status).toBe(200);

    const call = await joinCall(carla, roomId);
    expect(call.status).toBe(200);
    expect(joinResponseSchema.parse(call.body).user).toEqual({
      id: carla.userId,
      displayName: "Carla Fremd",
      role: "participant",
    });
    await grant(roomId, carla.userId, 50);
    const again = joinResponseSchema.parse((await joinCall(carla, roomId)).body);
    expect(again.user.role).toBe("presenter");

    // Put out here, the other server's word is worth nothing, whatever it still believes.
    await here.matrix(anna, "POST", `${room(roomId)}/kick`, { user_id: carla.userId });
    expect(problemCode(await joinCall(carla, roomId))).toBe("not-a-member");
  });

  it("says something that is read here, and reads what is said here", async () => {
    const { roomId } = await here.conference(anna);
    await here.matrix(anna, "POST", `${room(roomId)}/invite`, { user_id: carla.userId });
    await enterRoom(carla, roomId);
    const say = (stack: Stack, who: Person, body: string) =>
      stack.matrix(who, "PUT", `${room(roomId)}/send/m.room.message/${body}`, {
        msgtype: "m.text",
        body,
      });
    const hears = (stack: Stack, who: Person, body: string) =>
      until(async () => {
        const answer = await stack.matrix(who, "GET", `${room(roomId)}/messages?dir=b&limit=20`);
        return JSON.stringify(answer.body).includes(body) ? true : undefined;
      });
    await say(there, carla, "vondrueben");
    expect(await hears(here, anna, "vondrueben")).toBe(true);
    await say(here, anna, "vonhier");
    expect(await hears(there, carla, "vonhier")).toBe(true);
  });

  it("knocks at a lobby, is seen with the name of the server, and is let in", async () => {
    const { roomId, bearer } = await here.conference(anna);
    await here.ask("PUT", `${conference(roomId)}/lobby`, { bearer, body: { on: true } });
    const via = encodeURIComponent(here.config.serverName);
    const knocked = await until(async () => {
      const answer = await there.matrix(
        carla,
        "POST",
        `/knock/${encodeURIComponent(roomId)}?via=${via}`,
        {
          reason: "Wegen der Länderrunde",
        },
      );
      return answer.status === 200 ? answer : undefined;
    });
    expect(knocked.status).toBe(200);
    const entry = await until(async () => {
      const { body } = await here.ask("GET", `${conference(roomId)}/lobby`, { bearer });
      return lobbySchema.parse(body).waiting.find(({ userId }) => userId === carla.userId);
    });
    expect(entry).toMatchObject({
      displayName: "Carla Fremd",
      kind: "external",
      organisation: there.config.serverName,
      reason: "Wegen der Länderrunde",
    });
    await here.ask("POST", `${conference(roomId)}/lobby/admit`, {
      bearer,
      body: { people: [entry.id] },
    });
    const own = await here.ask("GET", `${conference(roomId)}/lobby/own`, {
      bearer: await bearerOf(carla),
    });
    expect(ownWaitSchema.parse(own.body).state).toBe("admitted");
    expect((await enterRoom(carla, roomId)).status).toBe(200);
    expect((await joinCall(carla, roomId)).status).toBe(200);
  });

  it("comes by a guest link with the own account, and has the link's rights", async () => {
    const { roomId, bearer } = await here.conference(anna);
    const { token } = await here.guestLink(bearer, roomId, { role: "presenter", maxUses: 1 });
    const enter = (userId: string): Promise<Answer> =>
      here.ask("POST", `/api/v1/guest-links/${token}/enter-with-account`, { body: { userId } });
    expect(problemCode(await enter("@carla:nowhere.example"))).toBe("forbidden");
    expect(problemCode(await enter(`@guest-1:${there.config.serverName}`))).toBe("forbidden");
    const entered = await enter(carla.userId);
    expect(enterWithAccountResponseSchema.parse(entered.body)).toEqual({
      roomId,
      membership: "invite",
    });
    expect((await enterRoom(carla, roomId)).status).toBe(200);
    const call = joinResponseSchema.parse((await joinCall(carla, roomId)).body);
    expect(call.user).toMatchObject({ id: carla.userId, role: "presenter" });
  });
});

describe("a server that does not answer", () => {
  it("is named as the reason, and costs no use of the link", async () => {
    const { roomId, bearer } = await here.conference(anna);
    const { token } = await here.guestLink(bearer, roomId, { maxUses: 1 });
    const enter = (userId: string): Promise<Answer> =>
      here.ask("POST", `/api/v1/guest-links/${token}/enter-with-account`, { body: { userId } });
    expect(problemCode(await enter(`@dora:${SILENT_SERVER}`))).toBe("homeserver-unavailable");
    expect((await enter(carla.userId)).status).toBe(200);
  });
});

describe("what another server says", () => {
  it("counts for its own members alone", async () => {
    const genuine = await there.openIdToken(carla);
    const ask = (openIdToken: object): Promise<Answer> =>
      here.ask("POST", "/api/v1/sessions", { body: { openIdToken } });
    expect((await ask(genuine)).status).toBe(201);
    // Their token in our name, in the name of a server that nobody trusts, and at an address inside.
    for (const name of [here.config.serverName, "nowhere.example", "127.0.0.1:8080", "localhost"]) {
      const answer = await ask({ ...genuine, matrix_server_name: name });
      expect([name, problemCode(answer)]).toEqual([name, "unauthorised"]);
    }
    const ours = await here.openIdToken(anna);
    const theirs = { ...ours, matrix_server_name: there.config.serverName };
    expect(problemCode(await ask(theirs))).toBe("unauthorised");
  });

  it("makes nobody a guest of ours, and no administrator", async () => {
    const bearer = await bearerOf(carla);
    const { body } = await here.ask("GET", "/api/v1/me", { bearer });
    expect(JSON.stringify(body)).toContain(carla.userId);
    expect(problemCode(await here.ask("GET", "/api/v1/guests", { bearer }))).toBe("forbidden");
    const wish = { title: "Fremder Raum", encrypted: false };
    const made = await here.ask("POST", "/api/v1/conferences", { bearer, body: wish });
    expect(problemCode(made)).toBe("forbidden");
  });
});
