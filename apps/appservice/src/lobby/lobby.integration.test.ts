import {
  LOBBY_WAITING_EVENT,
  lobbyOutcomesSchema,
  lobbySchema,
  ownWaitSchema,
  type ChangeLobbyRequest,
  type Lobby,
  type LobbyOutcome,
  type OwnWait,
} from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bearer: string;
let roomId: string;

beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna Moderatorin");
  ({ roomId, bearer } = await stack.conference(anna));
  await change({ on: true, message: "Guten Tag\nEs geht \u202Egleich los" });
}, 120_000);

const base = (): string => `/api/v1/conferences/${encodeURIComponent(roomId)}/lobby`;
const state = (type: string, key = ""): string =>
  `/rooms/${encodeURIComponent(roomId)}/state/${type}/${encodeURIComponent(key)}`;

async function change(wish: ChangeLobbyRequest): Promise<Lobby> {
  const answer = await stack.ask("PUT", base(), { bearer, body: wish });
  expect(answer.status).toBe(200);
  return lobbySchema.parse(answer.body);
}
async function lobby(): Promise<Lobby> {
  return lobbySchema.parse((await stack.ask("GET", base(), { bearer })).body);
}
async function knock(person: Person, reason?: string): Promise<Answer> {
  return stack.matrix(
    person,
    "POST",
    `/knock/${encodeURIComponent(roomId)}`,
    reason === undefined ? {} : { reason },
  );
}
async function own(token: string, seen?: string): Promise<OwnWait> {
  const query = seen === undefined ? "" : `?seen=${encodeURIComponent(seen)}`;
  const answer = await stack.ask("GET", `${base()}/own${query}`, { bearer: token });
  return ownWaitSchema.parse(answer.body);
}
async function decide(
  what: "admit" | "refuse",
  body: object,
  token = bearer,
): Promise<readonly LobbyOutcome[]> {
  const answer = await stack.ask("POST", `${base()}/${what}`, { bearer: token, body });
  return lobbyOutcomesSchema.parse(answer.body).outcomes;
}
async function memberOf(person: { userId: string }): Promise<string> {
  const answer = await stack.matrix(anna, "GET", state("m.room.member", person.userId));
  return z.looseObject({ membership: z.string() }).parse(answer.body).membership;
}
/** Somebody who knocks, and whom the lobby knows. */
async function waiting(name: string, reason?: string) {
  const person = await stack.colleague(name);
  expect((await knock(person, reason)).status).toBe(200);
  const token = await stack.session(person);
  const wait = await own(token);
  expect(wait.state).toBe("waiting");
  const entry = (await lobby()).waiting.find(({ userId }) => userId === person.userId);
  if (entry === undefined) throw new Error("not in the lobby");
  return { person, token, wait, entry };
}
async function countShown(): Promise<number> {
  const answer = await stack.matrix(anna, "GET", state(LOBBY_WAITING_EVENT));
  return z.object({ count: z.number().default(0) }).parse(answer.body).count;
}

async function insider(): Promise<string> {
  const person = await stack.colleague();
  await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/invite`, {
    user_id: person.userId,
  });
  await stack.joinRoom(person, roomId);
  return stack.session(person);
}
async function outsider(): Promise<string> {
  return stack.session(await stack.colleague());
}

describe("a lobby that is on", () => {
  it("lets people knock, and says what the moderators have written, cleaned", async () => {
    const rules = await stack.matrix(anna, "GET", state("m.room.join_rules"));
    expect(rules.body).toMatchObject({ join_rule: "knock" });
    const { person, wait, entry } = await waiting(
      "Ben Wartend",
      "<img src=x> wegen\u202E Haushalt",
    );
    expect(wait.message).toBe("Guten Tag\nEs geht gleich los");
    expect(entry).toMatchObject({
      userId: person.userId,
      displayName: "Ben Wartend",
      reason: "<img src=x> wegen Haushalt",
      kind: "colleague",
    });
    await until(async () => ((await countShown()) > 0 ? true : undefined));
    // Nothing else of the room.
    const see = (what: string) =>
      stack.matrix(person, "GET", `/rooms/${encodeURIComponent(roomId)}/${what}`);
    expect((await see("state")).status).toBe(403);
    expect((await see("members")).status).toBe(403);
    await decide("admit", { people: "all" });
  }, 60_000);

  it("tells a changed message, and an admission, to whoever waits while it happens", async () => {
    const { person, token, wait, entry } = await waiting("Carla Wartend");
    const [news] = await Promise.all([
      own(token, wait.seen),
      change({ message: "Noch fünf Minuten" }),
    ]);
    expect(news).toMatchObject({ state: "waiting", message: "Noch fünf Minuten" });
    const [admitted, outcomes] = await Promise.all([
      own(token, news.seen),
      decide("admit", { people: [entry.id] }),
    ]);
    expect(outcomes).toMatchObject([{ outcome: "admitted", yours: true, by: anna.userId }]);
    expect(admitted.state).toBe("admitted");
    expect(await memberOf(person)).toBe("invite");
    await stack.joinRoom(person, roomId);
    await until(async () => ((await countShown()) === 0 ? true : undefined));
  }, 60_000);

  it("refuses with a sentence, and then for a while without looking", async () => {
    const { person, token, entry } = await waiting("Dora Wartend");
    await decide("refuse", { people: [entry.id], sentence: "Diese Sitzung ist nicht öffentlich." });
    const refused = await own(token);
    expect(refused).toMatchObject({
      state: "refused",
      sentence: "Diese Sitzung ist nicht öffentlich.",
    });
    expect(Date.parse(refused.againAt ?? "")).toBeGreaterThan(Date.now());
    expect(await memberOf(person)).toBe("leave");
    await knock(person);
    await until(async () => ((await memberOf(person)) === "leave" ? true : undefined));
    expect((await own(token)).state).toBe("refused");
    expect((await lobby()).waiting.map(({ userId }) => userId)).not.toContain(person.userId);
  }, 60_000);

  it("has one outcome where two decide at once, and tells it to both", async () => {
    const berta = await stack.colleague("Berta Moderatorin");
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/invite`, {
      user_id: berta.userId,
    });
    await stack.joinRoom(berta, roomId);
    const levels = z
      .looseObject({ users: z.record(z.string(), z.number()) })
      .parse((await stack.matrix(anna, "GET", state("m.room.power_levels"))).body);
    await stack.matrix(anna, "PUT", state("m.room.power_levels"), {
      ...levels,
      users: { ...levels.users, [berta.userId]: 100 },
    });
    const hers = await stack.session(berta);
    const { person, entry } = await waiting("Emil Wartend");
    const [[admitted], [refused]] = await Promise.all([
      decide("admit", { people: [entry.id] }),
      decide("refuse", { people: [entry.id], sentence: "Nein" }, hers),
    ]);
    expect(admitted?.outcome).toBe(refused?.outcome);
    expect([admitted?.yours, refused?.yours]).toEqual(expect.arrayContaining([false, true]));
    expect(admitted?.by).toBe(refused?.by);
    const expected = admitted?.outcome === "admitted" ? "invite" : "leave";
    await until(async () => ((await memberOf(person)) === expected ? true : undefined));
    const log = await stack.ask(
      "GET",
      `/api/v1/audit?roomId=${encodeURIComponent(roomId)}&limit=50`,
      { bearer: await stack.session(await stack.administrator()) },
    );
    const acts = z
      .object({
        entries: z.array(z.looseObject({ act: z.string(), subject: z.string().optional() })),
      })
      .parse(log.body)
      .entries.filter(({ subject }) => subject === person.userId);
    expect(acts).toHaveLength(1);
    expect(JSON.stringify(log.body)).not.toContain("Wartend");
  }, 60_000);

  it("takes what another client decides in the room", async () => {
    const { person, token } = await waiting("Fritz Wartend");
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/kick`, {
      user_id: person.userId,
      reason: "Heute nicht",
    });
    await until(async () => ((await own(token)).state === "refused" ? true : undefined));
    expect(await own(token)).toMatchObject({ sentence: "Heute nicht" });
    const gone = await waiting("Greta Wartend");
    await stack.matrix(gone.person, "POST", `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    await until(async () => ((await own(gone.token)).state === "left" ? true : undefined));
  }, 60_000);

  it("lets colleagues pass where that is wanted, and whoever was inside before", async () => {
    const { person, token } = await waiting("Hanna Wartend");
    await change({ colleagues: true });
    await until(async () => ((await own(token)).state === "admitted" ? true : undefined));
    await change({ colleagues: false });
    await stack.joinRoom(person, roomId);
    await stack.matrix(person, "POST", `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    await knock(person);
    await until(async () => ((await memberOf(person)) === "invite" ? true : undefined));
    // Not after having been put out.
    await stack.joinRoom(person, roomId);
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/kick`, {
      user_id: person.userId,
    });
    await knock(person);
    expect((await own(token)).state).toBe("waiting");
    await decide("admit", { people: "all" });
  }, 60_000);

  it("turned off keeps those who wait, and nobody inside notices", async () => {
    const { token, entry } = await waiting("Ida Wartend");
    expect(await change({ on: false })).toMatchObject({
      on: false,
      waiting: [{ id: entry.id }],
    });
    expect((await own(token)).state).toBe("waiting");
    expect(await memberOf(anna)).toBe("join");
    expect((await knock(await stack.colleague("Spät"))).status).toBe(403);
    expect(await decide("admit", { people: "all" })).toMatchObject([{ outcome: "admitted" }]);
    await change({ on: true });
  }, 60_000);

  it("keeps the banned out altogether", async () => {
    const { person } = await waiting("Jan Wartend");
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/ban`, {
      user_id: person.userId,
    });
    expect((await knock(person)).status).toBe(403);
    await until(async () => ((await lobby()).waiting.length === 0 ? true : undefined));
  }, 60_000);
});

describe("an ordinary room at which people knock", () => {
  it("has no lobby, and says so", async () => {
    const ordinary = await stack.room(anna, [], {
      initial_state: [
        { type: "m.room.join_rules", state_key: "", content: { join_rule: "knock" } },
      ],
    });
    const person = await stack.colleague("Kim Wartend");
    await stack.matrix(person, "POST", `/knock/${encodeURIComponent(ordinary)}`, {});
    const path = `/api/v1/conferences/${encodeURIComponent(ordinary)}/lobby/own`;
    const answer = await stack.ask("GET", path, { bearer: await stack.session(person) });
    expect(problemCode(answer)).toBe("not-found");
  });
});

describe("who may do what", () => {
  it.each<[string, () => Promise<Answer>, string]>([
    [
      "a participant sees no lobby",
      async () => stack.ask("GET", base(), { bearer: await insider() }),
      "forbidden",
    ],
    [
      "a participant changes none",
      async () => stack.ask("PUT", base(), { bearer: await insider(), body: { on: false } }),
      "forbidden",
    ],
    [
      "a participant admits nobody",
      async () =>
        stack.ask("POST", `${base()}/admit`, { bearer: await insider(), body: { people: "all" } }),
      "forbidden",
    ],
    [
      "somebody outside sees none",
      async () => stack.ask("GET", base(), { bearer: await outsider() }),
      "not-a-member",
    ],
    [
      "who does not knock has no wait",
      async () => stack.ask("GET", `${base()}/own`, { bearer: await outsider() }),
      "not-found",
    ],
    ["nobody without a session", () => stack.ask("GET", base()), "unauthorised"],
    [
      "an ordinary room has none",
      async () =>
        stack.ask(
          "GET",
          `/api/v1/conferences/${encodeURIComponent(await stack.room(anna))}/lobby`,
          { bearer },
        ),
      "not-a-conference",
    ],
    [
      "another room's id is nobody's",
      () => stack.ask("GET", "/api/v1/conferences/!nirgends/lobby", { bearer }),
      "room-gone",
    ],
    [
      "a message that is too long",
      () => stack.ask("PUT", base(), { bearer, body: { message: "x".repeat(1001) } }),
      "invalid-request",
    ],
    [
      "nobody to admit",
      () => stack.ask("POST", `${base()}/admit`, { bearer, body: { people: [] } }),
      "invalid-request",
    ],
  ])(
    "%s",
    async (_story, ask, code) => {
      expect(problemCode(await ask())).toBe(code);
    },
    30_000,
  );
});
