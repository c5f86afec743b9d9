import { adminGuestLinkListSchema, joinResponseSchema, runningCallsSchema } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CallClient } from "../testing/call-client.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

/** What administrators end in rooms that they are not in: calls, stays of guests, links. */

let stack: Stack;
let boss: Person;
let chief: string;
let anna: Person;
let annas: string;
let carls: string;
let strangers: string;
let roomId: string;
const TITLE = `Anhörung ${Date.now()}`;

beforeAll(async () => {
  stack = await Stack.open();
  boss = await stack.administrator();
  const [carl, stranger] = await Promise.all([stack.colleague(), stack.colleague()]);
  anna = await stack.colleague("Anna Leitung");
  ({ roomId } = await stack.conference(anna, { title: TITLE, invite: [carl.userId] }));
  await stack.joinRoom(carl, roomId);
  [chief, annas, carls, strangers] = await Promise.all([
    stack.session(boss),
    stack.session(anna),
    stack.session(carl),
    stack.session(stranger),
  ]);
});

const room = (id: string, rest: string): string =>
  `/api/v1/conferences/${encodeURIComponent(id)}${rest}`;
const remove = (path: string, bearer?: string): Promise<Answer> =>
  stack.ask("DELETE", path, bearer === undefined ? {} : { bearer });

const running = (id: string): string => `/api/v1/admin/running/${encodeURIComponent(id)}`;
const list = (bearer: string, query: object): Promise<Answer> =>
  stack.ask("GET", `/api/v1/admin/guest-links?${new URLSearchParams({ ...query }).toString()}`, {
    bearer,
  });

async function enter(
  id: string,
  person: Pick<Person, "userId" | "accessToken" | "deviceId">,
  nick: string,
): Promise<CallClient> {
  const openIdToken = await stack.openIdToken(person);
  const body = { deviceId: person.deviceId, openIdToken };
  const answer = await stack.ask("POST", room(id, "/join"), { body });
  return CallClient.enter(joinResponseSchema.parse(answer.body), nick);
}

/** Acts of the administrator of this test in one room, newest first. */
async function acts(): Promise<readonly string[]> {
  const query = new URLSearchParams({ actor: boss.userId, roomId });
  const { body } = await stack.ask("GET", `/api/v1/audit?${query.toString()}`, { bearer: chief });
  const { entries } = z.object({ entries: z.array(z.object({ act: z.string() })) }).parse(body);
  return entries.map(({ act }) => act).filter((act) => act !== "audit.read");
}

/** Number of the newest entry that says the administrator of this test has read links; 0: none. */
async function newestRead(): Promise<number> {
  const query = new URLSearchParams({ actor: boss.userId, act: "guest-link.read", limit: "1" });
  const answer = await stack.ask("GET", `/api/v1/audit?${query.toString()}`, { bearer: chief });
  const { entries } = z
    .object({ entries: z.array(z.object({ number: z.number() })) })
    .parse(answer.body);
  return entries[0]?.number ?? 0;
}

describe("a running call", () => {
  it("is ended by administrators alone, who need not be in the room; everybody is out", async () => {
    const client = await enter(roomId, anna, "aaaaaaaa");
    try {
      const others = [annas, carls, strangers, undefined];
      const refused = await Promise.all(others.map((bearer) => remove(running(roomId), bearer)));
      expect(refused.map(problemCode)).toEqual([
        "forbidden",
        "forbidden",
        "forbidden",
        "unauthorised",
      ]);
      expect(client.said('type="unavailable"')).toBe(false);
      expect((await remove(running(roomId), chief)).status).toBe(204);
      await client.putOut();
      const answer = await stack.ask("GET", "/api/v1/admin/running", { bearer: chief });
      const { calls } = runningCallsSchema.parse(answer.body);
      expect(calls.some((call) => call.roomId === roomId)).toBe(false);
      expect(problemCode(await remove(running(roomId), chief))).toBe("not-found");
      expect(await acts()).toEqual(["call.ended"]);
    } finally {
      client.close();
    }
    // The room stays: whoever is in it begins anew. Tokens tell seconds apart, so one of the very second
    // in which the call was ended counts as an old one.
    const again = await until(() => enter(roomId, anna, "bbbbbbbb").catch(() => undefined), 300);
    again.close();
  });

  it("of a room that is no conference room is not the administrators' business", async () => {
    const other = await stack.room(anna);
    const client = await enter(other, anna, "cccccccc");
    try {
      expect(problemCode(await remove(running(other), chief))).toBe("not-a-conference");
      expect(client.said('type="unavailable"')).toBe(false);
    } finally {
      client.close();
    }
    expect(problemCode(await remove(running("!nowhere:example.org"), chief))).toBe(
      "not-a-conference",
    );
  });
});

describe("the stay of a guest", () => {
  it("is ended by administrators and moderators; the guest is out of call and room, the account dead, the link open", async () => {
    const link = await stack.guestLink(annas, roomId);
    const guest = await stack.guest(link.token, `Gast ${Date.now()}`);
    const guests = await stack.session(guest);
    const client = await enter(roomId, guest, "dddddddd");
    const path = room(roomId, `/guests/${encodeURIComponent(guest.userId)}`);
    try {
      const refused = await Promise.all(
        [carls, guests, strangers, undefined].map((bearer) => remove(path, bearer)),
      );
      expect(refused.map(problemCode)).toEqual([
        "forbidden",
        "forbidden",
        "not-a-member",
        "unauthorised",
      ]);
      expect((await remove(path, chief)).status).toBe(204);
      await client.putOut();
    } finally {
      client.close();
    }
    expect((await stack.matrix(guest, "GET", "/account/whoami")).status).toBe(401);
    const member = await stack.matrix(
      anna,
      "GET",
      `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(guest.userId)}`,
    );
    expect(member.body).toMatchObject({ membership: "leave" });
    expect(problemCode(await remove(path, chief))).toBe("not-found");
    expect((await acts())[0]).toBe("guest.removed");
    expect((await stack.enter(link.token, `Gast ${Date.now()}`)).status).toBe(201);
  });
});

describe("guest links of all rooms", () => {
  it("are listed without their secrets, to administrators alone, who are written down", async () => {
    const title = `Register ${Date.now()}`;
    const { roomId: own } = await stack.conference(anna, { title });
    const first = await stack.guestLink(annas, own, { label: "Presse", withCode: true });
    const second = await stack.guestLink(annas, own, { password: "Lindenstraße 7", maxUses: 3 });
    const refused = await Promise.all([annas, carls, strangers].map((bearer) => list(bearer, {})));
    expect(refused.map(problemCode)).toEqual(["forbidden", "forbidden", "forbidden"]);

    const before = await newestRead();
    const answer = await list(chief, { search: title.toUpperCase() });
    const { links } = adminGuestLinkListSchema.parse(answer.body);
    expect(links).toMatchObject([
      { id: second.id, title, label: "", withPassword: true, maxUses: 3, uses: 0, inside: 0 },
      { id: first.id, roomId: own, label: "Presse", withCode: true, createdBy: anna.userId },
    ]);
    const text = JSON.stringify(answer.body);
    for (const secret of [first.token, second.token, first.code ?? "", "hash", "Linden"]) {
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    }
    expect(await newestRead()).toBeGreaterThan(before);
  });

  it("are found page by page, by label, maker and id, and by whether they still count", async () => {
    const title = `Seiten ${Date.now()}`;
    const { roomId: own } = await stack.conference(anna, { title });
    const made: string[] = [];
    for (const label of ["eins", "zwei", "drei"]) {
      made.unshift((await stack.guestLink(annas, own, { label })).id);
    }
    const page = async (query: object) =>
      adminGuestLinkListSchema.parse((await list(chief, { search: title, ...query })).body);
    const one = await page({ limit: 2 });
    const two = await page({ limit: 2, before: one.next });
    expect([...one.links, ...two.links].map(({ id }) => id)).toEqual(made);
    expect(two.next).toBeUndefined();
    expect((await page({ search: made[1] })).links.map(({ label }) => label)).toEqual(["zwei"]);
    expect((await page({ search: "%" })).links).toEqual([]);
    expect((await page({ before: "nonsense" })).links).toHaveLength(3);
    expect((await remove(room(own, `/guest-links/${made[0] ?? ""}`), chief)).status).toBe(204);
    const ids = async (state: string) => (await page({ state })).links.map(({ id }) => id);
    expect(await ids("over")).toEqual(made.slice(0, 1));
    expect(await ids("current")).toEqual(made.slice(1));
    expect(await ids("all")).toEqual(made);
    expect(problemCode(await list(chief, { state: "secret" }))).toBe("invalid-request");
  });

  it("are revoked by administrators, which puts everybody out who came through them", async () => {
    const link = await stack.guestLink(annas, roomId);
    const guest = await stack.guest(link.token, `Presse ${Date.now()}`);
    const client = await enter(roomId, guest, "eeeeeeee");
    const path = room(roomId, `/guest-links/${link.id}`);
    try {
      const refused = await Promise.all([carls, strangers].map((bearer) => remove(path, bearer)));
      expect(refused.map(problemCode)).toEqual(["forbidden", "not-a-member"]);
      // Not by the address of another room.
      const { roomId: other } = await stack.conference(anna, { title: "Nebenan" });
      expect(problemCode(await remove(room(other, `/guest-links/${link.id}`), chief))).toBe(
        "not-found",
      );
      expect((await remove(path, chief)).status).toBe(204);
      await client.putOut();
    } finally {
      client.close();
    }
    expect((await stack.matrix(guest, "GET", "/account/whoami")).status).toBe(401);
    expect(problemCode(await stack.enter(link.token, "Gast"))).toBe("guest-link-revoked");
    expect((await acts())[0]).toBe("guest-link.revoked");
  });
});
