import { randomBytes } from "node:crypto";
import type { EnterAsGuestResponse } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Stack, until, type Answer, type Person } from "../testing/stack.ts";

/**
 * The Synapse guest module, tried from outside: a guest with the session that a browser has, and
 * every way out of the room that leads through rooms and people. What concerns the account stands in
 * `guest-requests.integration.test.ts`.
 */

let stack: Stack;
let anna: Person;
let bernd: Person;
let guest: EnterAsGuestResponse;
let moderator: EnterAsGuestResponse;
let home: string;
let publicRoom: string;
let knockRoom: string;
let otherConference: string;
const alias = `test-${randomBytes(6).toString("hex")}`;

beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd] = await Promise.all([
    stack.colleague(`Anna ${alias}`),
    stack.colleague(`Bernd ${alias}`),
  ]);
  const conference = await stack.conference(anna, { title: "Sprechstunde" });
  home = conference.roomId;
  const before = room(home, "/send/m.room.message/before");
  await stack.matrix(anna, "PUT", before, { msgtype: "m.text", body: "unter uns gesagt" });
  const [link, strong] = await Promise.all([
    stack.guestLink(conference.bearer, home),
    stack.guestLink(conference.bearer, home, { role: "moderator" }),
  ]);
  guest = await stack.guest(link.token, "Erika Muster");
  moderator = await stack.guest(strong.token, "Dr. Externa");
  ({ roomId: otherConference } = await stack.conference(bernd));
  [publicRoom, knockRoom] = await Promise.all([
    stack.room(anna, [], { preset: "public_chat", room_alias_name: alias }),
    stack.room(anna, [], {
      initial_state: [
        { type: "m.room.join_rules", state_key: "", content: { join_rule: "knock" } },
      ],
    }),
  ]);
}, 120_000);

type Way = [
  story: string,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: () => string,
  body?: () => object,
];

function room(roomId: string, rest: string): string {
  return `/rooms/${encodeURIComponent(roomId)}${rest}`;
}

function memberPath(userId: string, roomId = home): string {
  return room(roomId, `/state/m.room.member/${encodeURIComponent(userId)}`);
}

const forEveryGuest: readonly Way[] = [
  ["make a room", "POST", () => "/createRoom", () => ({})],
  [
    "open a direct message",
    "POST",
    () => "/createRoom",
    () => ({ preset: "trusted_private_chat", is_direct: true, invite: [anna.userId] }),
  ],
  ["make a space", "POST", () => "/createRoom", () => ({ creation_content: { type: "m.space" } })],
  ["invite a colleague", "POST", () => room(home, "/invite"), () => ({ user_id: bernd.userId })],
  [
    "invite by state event",
    "PUT",
    () => memberPath(bernd.userId),
    () => ({ membership: "invite" }),
  ],
  [
    "invite by mail",
    "POST",
    () => room(home, "/invite"),
    () => ({
      medium: "email",
      address: "a@b.example",
      id_server: "id.example",
      id_access_token: "x",
    }),
  ],
  ["join a public room", "POST", () => `/join/${encodeURIComponent(publicRoom)}`, () => ({})],
  [
    "join a public room by its address",
    "POST",
    () => `/join/${encodeURIComponent(`#${alias}:${stack.config.serverName}`)}`,
    () => ({}),
  ],
  [
    "join another conference",
    "POST",
    () => `/join/${encodeURIComponent(otherConference)}`,
    () => ({}),
  ],
  ["knock at a room", "POST", () => `/knock/${encodeURIComponent(knockRoom)}`, () => ({})],
  [
    "knock at another conference",
    "POST",
    () => `/knock/${encodeURIComponent(otherConference)}`,
    () => ({}),
  ],
  [
    "give the room an address",
    "PUT",
    () => `/directory/room/${encodeURIComponent(`#${alias}-2:${stack.config.serverName}`)}`,
    () => ({ room_id: home }),
  ],
  [
    "publish the room",
    "PUT",
    () => `/directory/list/room/${encodeURIComponent(home)}`,
    () => ({ visibility: "public" }),
  ],
  [
    "take another name in the room",
    "PUT",
    () => memberPath(guest.userId),
    () => ({ membership: "join", displayname: `Anna ${alias}` }),
  ],
  [
    "take a picture in the room",
    "PUT",
    () => memberPath(guest.userId),
    () => ({
      membership: "join",
      displayname: "Erika Muster (Gast)",
      avatar_url: "mxc://localhost/somebodyelse",
    }),
  ],
  ["rename the room", "PUT", () => room(home, "/state/m.room.name/"), () => ({ name: "Meins" })],
  ["change the topic", "PUT", () => room(home, "/state/m.room.topic/"), () => ({ topic: "Meins" })],
  [
    "open the room to everybody",
    "PUT",
    () => room(home, "/state/m.room.join_rules/"),
    () => ({ join_rule: "public" }),
  ],
  [
    "give rights",
    "PUT",
    () => room(home, "/state/m.room.power_levels/"),
    () => ({ users: { [guest.userId]: 100 } }),
  ],
  [
    "put a widget into the room",
    "PUT",
    () => room(home, "/state/im.vector.modular.widgets/x"),
    () => ({ type: "m.custom", url: "https://example.org" }),
  ],
  [
    "hang the room into a space",
    "PUT",
    () => room(home, `/state/m.space.parent/${encodeURIComponent(publicRoom)}`),
    () => ({ via: ["localhost"] }),
  ],
  ["upgrade the room", "POST", () => room(home, "/upgrade"), () => ({ new_version: "12" })],
  [
    "send an event of another kind",
    "PUT",
    () => room(home, `/send/org.example.anything/${randomBytes(4).toString("hex")}`),
    () => ({ a: 1 }),
  ],
  ["read the directory of rooms", "GET", () => "/publicRooms"],
  ["search the directory of rooms", "POST", () => "/publicRooms", () => ({ limit: 10 })],
  ["read a room that it is not in", "GET", () => room(otherConference, "/messages?dir=b")],
  ["read the state of a room that it is not in", "GET", () => room(publicRoom, "/state")],
  ["read the members of a room that it is not in", "GET", () => room(knockRoom, "/members")],
  [
    "look up the profile of somebody elsewhere",
    "GET",
    () => `/profile/${encodeURIComponent(bernd.userId)}`,
  ],
];

function search(person: { readonly accessToken: string }, term: string): Promise<Answer> {
  return stack.matrix(person, "POST", "/user_directory/search", { search_term: term });
}

describe("a colleague", () => {
  it.each([
    ["reads the directory of rooms", "GET", undefined],
    ["searches the directory of rooms", "POST", { limit: 10 }],
  ] as const)("%s, as often as wanted", async (_story, method, body) => {
    for (let times = 0; times < 2; times += 1) {
      const answer = await stack.matrix(anna, method, "/publicRooms", body);
      expect(answer.status).toBe(200);
    }
  });
});

describe("a guest cannot", () => {
  it.each(forEveryGuest)("%s", async (_story, method, path, body) => {
    const answer = await stack.matrix(guest, method, path(), body?.());
    expect([400, 403, 404]).toContain(answer.status);
  });

  it("remove somebody", async () => {
    const answer = await stack.matrix(guest, "POST", room(home, "/kick"), { user_id: anna.userId });
    expect(answer.status).toBe(403);
  });

  it("find people in the directory, or be found there", async () => {
    const found = z.object({ results: z.array(z.looseObject({ user_id: z.string() })) });
    // The directory is filled in the background: a colleague is found there before guests are tried.
    await until(async () => {
      const seen = found.parse((await search(anna, bernd.userId)).body);
      return seen.results.some(({ user_id: id }) => id === bernd.userId) ? true : undefined;
    });
    expect(found.parse((await search(guest, alias)).body).results).toEqual([]);
    expect(found.parse((await search(guest, bernd.userId)).body).results).toEqual([]);
    expect(found.parse((await search(anna, "Erika Muster")).body).results).toEqual([]);
  });

  it("be invited by anybody but the bot", async () => {
    const answer = await stack.matrix(anna, "POST", room(publicRoom, "/invite"), {
      user_id: guest.userId,
    });
    expect(answer.status).toBe(403);
    const direct = await stack.matrix(anna, "POST", "/createRoom", { invite: [guest.userId] });
    expect(direct.status).toBe(403);
  });

  it("have an account of its name space registered by anybody else", async () => {
    const url = new URL("/_synapse/admin/v1/register", stack.config.synapse.url).toString();
    expect((await stack.ask("GET", url)).status).toBe(200);
    const available = await stack.ask(
      "GET",
      "/_matrix/client/v3/register/available?username=guest-mine",
    );
    expect(available.status).not.toBe(200);
  });
});

describe("a guest with moderator rights", () => {
  const others = forEveryGuest.filter(
    ([story]) => !["take another name in the room", "take a picture in the room"].includes(story),
  );
  it.each(others)("cannot %s either", async (_story, method, path, body) => {
    const answer = await stack.matrix(moderator, method, path(), body?.());
    expect([400, 403, 404]).toContain(answer.status);
  });

  it("can remove a guest and send Plenum's own state", async () => {
    const state = room(home, "/state/chat.plenum.conference/");
    const before = (await stack.matrix(moderator, "GET", state)).body;
    const sent = await stack.matrix(moderator, "PUT", state, {
      ...(before as object),
      lobby: true,
    });
    expect(sent.status).toBe(200);
    const kicked = await stack.matrix(moderator, "POST", room(home, "/ban"), {
      user_id: `@nobody-${alias}:${stack.config.serverName}`,
    });
    expect(kicked.status).toBe(200);
  });
});

describe("a guest can", () => {
  it.each([
    ["write", "m.room.message", { msgtype: "m.text", body: "Guten Tag" }],
    ["write encrypted", "m.room.encrypted", { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "x" }],
    ["ask for the floor", "chat.plenum.command", { kind: "raise" }],
  ])("%s", async (_story, type, content) => {
    const path = room(home, `/send/${type}/${randomBytes(4).toString("hex")}`);
    const answer = await stack.matrix(guest, "PUT", path, content);
    expect(answer.status).toBe(200);
  });

  it("react, and take back what it wrote", async () => {
    const sent = await stack.matrix(
      guest,
      "PUT",
      room(home, `/send/m.room.message/${randomBytes(4).toString("hex")}`),
      { msgtype: "m.text", body: "Versehen" },
    );
    const { event_id: eventId } = z.object({ event_id: z.string() }).parse(sent.body);
    const reaction = await stack.matrix(
      guest,
      "PUT",
      room(home, `/send/m.reaction/${randomBytes(4).toString("hex")}`),
      { "m.relates_to": { rel_type: "m.annotation", event_id: eventId, key: "+1" } },
    );
    expect(reaction.status).toBe(200);
    const redaction = await stack.matrix(
      guest,
      "PUT",
      room(home, `/redact/${encodeURIComponent(eventId)}/${randomBytes(4).toString("hex")}`),
      {},
    );
    expect(redaction.status).toBe(200);
  });

  it("announce that it is in the call", async () => {
    const key = encodeURIComponent(`_${guest.userId}_${guest.deviceId}_m.call`);
    const path = room(home, `/state/org.matrix.msc3401.call.member/${key}`);
    const answer = await stack.matrix(guest, "PUT", path, {
      application: "m.call",
      call_id: "",
      scope: "m.room",
      device_id: guest.deviceId,
      expires: 60_000,
      focus_active: { type: "jitsi" },
      foci_preferred: [],
    });
    expect(answer.status).toBe(200);
  });

  it("see from when it was let in on, and nothing before", async () => {
    const answer = await stack.matrix(guest, "GET", room(home, "/messages?dir=b&limit=100"));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toContain("Guten Tag");
    expect(JSON.stringify(answer.body)).not.toContain("unter uns gesagt");
  });
});
