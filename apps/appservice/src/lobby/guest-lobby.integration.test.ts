import { lobbyOutcomesSchema, lobbySchema, ownWaitSchema, type OwnWait } from "@plenum/model";
import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack, until, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bearer: string;
let roomId: string;
let token: string;

beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna Moderatorin");
  ({ roomId, bearer } = await stack.conference(anna));
  ({ token } = await stack.guestLink(bearer, roomId, {
    lobby: true,
    label: "Büro Nord",
    maxUses: 50,
  }));
}, 120_000);

const base = (): string => `/api/v1/conferences/${encodeURIComponent(roomId)}/lobby`;
const someName = (first: string): string => `${first} ${randomBytes(4).toString("hex")}`;

/** An address of its own, as the origin tells it to the appservice. */
function addressOf(): Record<string, string> {
  const [a, b, c] = randomBytes(3);
  return { "x-forwarded-for": `10.${a}.${b}.${c}` };
}
/** Whoever comes through the link, straight at the appservice, from an address of one's own. */
function enter(name: string, more: object = {}, headers = addressOf()) {
  const url = new URL(`/api/v1/guest-links/${token}/enter`, stack.config.appservice.url);
  return stack.ask("POST", url.toString(), { body: { displayName: name, ...more }, headers });
}
async function waiting(name: string, more: object = {}, headers = addressOf()) {
  const answer = await enter(name, more, headers);
  expect(answer.body).toMatchObject({ waiting: true });
  const guest = z
    .object({ userId: z.string(), accessToken: z.string(), deviceId: z.string() })
    .parse(answer.body);
  return { guest, session: await stack.session(guest) };
}
async function own(session: string): Promise<OwnWait> {
  const answer = await stack.ask("GET", `${base()}/own`, { bearer: session });
  return ownWaitSchema.parse(answer.body);
}
async function entryOf(guest: { userId: string }) {
  const lobby = lobbySchema.parse((await stack.ask("GET", base(), { bearer })).body);
  return lobby.waiting.find(({ userId }) => userId === guest.userId);
}
async function decide(what: "admit" | "refuse", id: string | undefined, sentence = "") {
  const body = { people: [id], ...(what === "refuse" ? { sentence } : {}) };
  const answer = await stack.ask("POST", `${base()}/${what}`, { bearer, body });
  return lobbyOutcomesSchema.parse(answer.body).outcomes;
}
async function whoami(guest: { accessToken: string }): Promise<number> {
  return (await stack.matrix(guest, "GET", "/account/whoami")).status;
}

describe("a guest before a room with a lobby", () => {
  it("is told of beforehand", async () => {
    const preview = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect(preview.body).toMatchObject({ lobby: true });
  });

  it("waits with a reason, sees nothing of the room, and is let in", async () => {
    const name = someName("Gerda");
    const { guest, session } = await waiting(name, { reason: "Ich bringe \u202E<b>die Akte</b>" });
    expect(await own(session)).toMatchObject({ state: "waiting" });
    const entry = await entryOf(guest);
    expect(entry).toMatchObject({
      displayName: `${name} (Gast)`,
      reason: "Ich bringe <b>die Akte</b>",
      kind: "guest",
      organisation: "Büro Nord",
    });
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    expect((await stack.matrix(guest, "GET", `${room}/state`)).status).toBe(403);
    // The reason is nobody's business but the moderators'.
    const member = await stack.matrix(anna, "GET", `${room}/state/m.room.member/${guest.userId}`);
    expect(JSON.stringify(member.body)).not.toContain("Akte");
    const call = `/api/v1/conferences/${encodeURIComponent(roomId)}/join`;
    const joining = await stack.ask("POST", call, { bearer: session, body: { deviceId: "X" } });
    expect(problemCode(joining)).toBe("not-a-member");

    expect(await decide("admit", entry?.id)).toMatchObject([{ outcome: "admitted", yours: true }]);
    expect(await own(session)).toMatchObject({ state: "admitted" });
    expect((await stack.matrix(guest, "GET", `${room}/joined_members`)).status).toBe(200);
    expect(await entryOf(guest)).toBeUndefined();
  }, 60_000);

  it("reads the sentence with which it is refused, loses its account, and waits before knocking again", async () => {
    const name = someName("Heinz");
    const address = addressOf();
    const { guest, session } = await waiting(name, {}, address);
    await decide("refuse", (await entryOf(guest))?.id, "Bitte wenden Sie sich an das Büro.");
    expect(await own(session)).toMatchObject({
      state: "refused",
      sentence: "Bitte wenden Sie sich an das Büro.",
    });
    await until(async () => ((await whoami(guest)) === 401 ? true : undefined));
    const again = await enter(name, {}, address);
    expect(problemCode(again)).toBe("lobby-refused");
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
    // Somebody else behind the same address may.
    expect((await enter(someName("Ilse"), {}, address)).status).toBe(201);
  }, 60_000);

  it("passes when it comes back, but not with a forged pass", async () => {
    const { guest, session } = await waiting(someName("Jutta"));
    await decide("admit", (await entryOf(guest))?.id);
    const { pass = "" } = await own(session);
    const back = await waiting(someName("Jutta"), { pass });
    await until(async () => ((await own(back.session)).state === "admitted" ? true : undefined));
    const forged = await waiting(someName("Karl"), {
      pass: `${pass.slice(0, 36)}.${"A".repeat(43)}`,
    });
    expect((await own(forged.session)).state).toBe("waiting");
  }, 60_000);

  it("who gives up is gone, account and all", async () => {
    const { guest, session } = await waiting(someName("Lena"));
    expect((await stack.ask("DELETE", `${base()}/own`, { bearer: session })).status).toBe(204);
    expect(await entryOf(guest)).toBeUndefined();
    await until(async () => ((await whoami(guest)) === 401 ? true : undefined));
  }, 60_000);

  it("waits no more where the link is revoked", async () => {
    const link = await stack.guestLink(bearer, roomId, { lobby: true });
    const answer = await stack.enter(link.token, someName("Maria"));
    const guest = z.object({ userId: z.string(), accessToken: z.string() }).parse(answer.body);
    expect(await entryOf(guest)).toBeDefined();
    const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/guest-links/${link.id}`;
    await stack.ask("DELETE", path, { bearer });
    await until(async () => ((await entryOf(guest)) === undefined ? true : undefined));
  }, 60_000);

  it("of another room has no business knocking here", async () => {
    const other = await stack.conference(await stack.colleague());
    const link = await stack.guestLink(other.bearer, other.roomId);
    const guest = await stack.guest(link.token, someName("Nora"));
    await stack.matrix(guest, "POST", `/knock/${encodeURIComponent(roomId)}`, {});
    await until(async () => {
      const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${guest.userId}`;
      const member = await stack.matrix(anna, "GET", path);
      const body = z.looseObject({ membership: z.string().optional() }).parse(member.body);
      return body.membership === "knock" ? undefined : true;
    });
    expect(await entryOf(guest)).toBeUndefined();
  }, 60_000);

  it("waits too where the room has a lobby and the link says nothing of it", async () => {
    const plain = await stack.guestLink(bearer, roomId);
    expect((await stack.enter(plain.token, someName("Otto"))).body).toMatchObject({
      waiting: false,
    });
    await stack.ask("PUT", base(), { bearer, body: { on: true } });
    expect((await stack.enter(plain.token, someName("Paul"))).body).toMatchObject({
      waiting: true,
    });
  }, 60_000);
});
