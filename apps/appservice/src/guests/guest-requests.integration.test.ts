import { randomBytes } from "node:crypto";
import type { EnterAsGuestResponse } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Stack, until, type Person } from "../testing/stack.ts";

/**
 * The closed list of what a guest's session may ask, tried from outside: profile, devices, pushers,
 * account, and whatever else Matrix offers beyond rooms. What stays open stands at the end.
 */

let stack: Stack;
let anna: Person;
let bernd: Person;
let guest: EnterAsGuestResponse;
let moderator: EnterAsGuestResponse;
let home: string;
let knockRoom: string;
let otherEvent: string;

beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd] = await Promise.all([stack.colleague(), stack.colleague()]);
  const conference = await stack.conference(anna, { title: "Sprechstunde" });
  home = conference.roomId;
  const [link, strong] = await Promise.all([
    stack.guestLink(conference.bearer, home),
    stack.guestLink(conference.bearer, home, { role: "moderator" }),
  ]);
  [guest, moderator] = await Promise.all([
    stack.guest(link.token, "Erika Muster"),
    stack.guest(strong.token, "Dr. Externa"),
  ]);
  const rules = { type: "m.room.join_rules", state_key: "", content: { join_rule: "knock" } };
  knockRoom = await stack.room(bernd, [], { name: "Personalrat", initial_state: [rules] });
  const sent = await stack.matrix(bernd, "PUT", room(knockRoom, "/send/m.room.message/1"), {
    msgtype: "m.text",
    body: "vertraulich",
  });
  otherEvent = z.object({ event_id: z.string() }).parse(sent.body).event_id;
}, 120_000);

function room(roomId: string, rest: string): string {
  return `/rooms/${encodeURIComponent(roomId)}${rest}`;
}

function own(rest: string): string {
  return `/profile/${encodeURIComponent(guest.userId)}/${rest}`;
}

function txn(): string {
  return randomBytes(6).toString("hex");
}

/** The end of a path that has something sent so many milliseconds later. */
function later(ms: number): string {
  return `/${txn()}?org.matrix.msc4140.delay=${ms}`;
}

function say(body: string): object {
  return { msgtype: "m.text", body };
}

const CLIENT = "/_matrix/client";
const pusher = {
  kind: "http",
  app_id: "probe",
  pushkey: "probe",
  app_display_name: "probe",
  device_display_name: "probe",
  lang: "de",
  data: { url: "https://push.example/_matrix/push/v1/notify" },
};

type Way = [
  story: string,
  method: "GET" | "POST" | "PUT" | "DELETE",
  /** Below `/_matrix/client/v3`, or with its own version. */
  path: () => string,
  body?: () => object,
];

const ways: readonly Way[] = [
  ["take another name", "PUT", () => own("displayname"), () => ({ displayname: "Anna" })],
  ["take no name at all", "DELETE", () => own("displayname")],
  ["take a picture", "PUT", () => own("avatar_url"), () => ({ avatar_url: "mxc://a/b" })],
  [
    "write about itself (MSC4133)",
    "PUT",
    () => own("chat.example.note"),
    () => ({ "chat.example.note": "Amtsleitung" }),
  ],
  [
    "write about itself, the older way",
    "PUT",
    () => `${CLIENT}/unstable/uk.tcpip.msc4133${own("m.tz")}`,
    () => ({ "m.tz": "Europe/Berlin" }),
  ],
  ["have notices sent to an address of its choice", "POST", () => "/pushers/set", () => pusher],
  ["read its pushers", "GET", () => "/pushers"],
  [
    "learn the name of a room whose id it knows",
    "GET",
    () => `${CLIENT}/v1/room_summary/${encodeURIComponent(knockRoom)}`,
  ],
  [
    "walk from a room to others",
    "GET",
    () => `${CLIENT}/v1/rooms/${encodeURIComponent(home)}/hierarchy`,
  ],
  ["knock", "POST", () => `/knock/${encodeURIComponent(knockRoom)}`, () => ({})],
  [
    "knock by a state event",
    "PUT",
    () => room(knockRoom, `/state/m.room.member/${encodeURIComponent(guest.userId)}`),
    () => ({ membership: "knock" }),
  ],
  [
    "knock by a state event whose type is written differently",
    "PUT",
    () => room(knockRoom, `/state/m%2Eroom%2Emember/${encodeURIComponent(guest.userId)}`),
    () => ({ membership: "knock" }),
  ],
  ["read around an event elsewhere", "GET", () => room(knockRoom, `/context/${otherEvent}`)],
  ["read an event elsewhere", "GET", () => room(knockRoom, `/event/${otherEvent}`)],
  [
    "read answers to an event elsewhere",
    "GET",
    () => `${CLIENT}/v1${room(knockRoom, `/relations/${otherEvent}`)}`,
  ],
  ["read threads elsewhere", "GET", () => `${CLIENT}/v1${room(knockRoom, "/threads")}`],
  [
    "find an event elsewhere by its time",
    "GET",
    () => `${CLIENT}/v1${room(knockRoom, "/timestamp_to_event?ts=0&dir=f")}`,
  ],
  ["read a room's addresses elsewhere", "GET", () => room(knockRoom, "/aliases")],
  [
    "search all messages",
    "POST",
    () => "/search",
    () => ({ search_categories: { room_events: { search_term: "vertraulich" } } }),
  ],
  ["read the directory of rooms", "GET", () => "/publicRooms"],
  ["ask for a room by its address", "GET", () => "/directory/room/%23probe%3Alocalhost"],
  ["upgrade the room", "POST", () => room(home, "/upgrade"), () => ({ new_version: "12" })],
  [
    "say whether it is there",
    "PUT",
    () => `/presence/${encodeURIComponent(guest.userId)}/status`,
    () => ({ presence: "online" }),
  ],
  [
    "see whether a colleague is there",
    "GET",
    () => `/presence/${encodeURIComponent(bernd.userId)}/status`,
  ],
  [
    "see which rooms it shares with somebody",
    "GET",
    () =>
      `${CLIENT}/unstable/uk.half-shot.msc2666/user/mutual_rooms?user_id=${encodeURIComponent(anna.userId)}`,
  ],
  [
    "add a mail address",
    "POST",
    () => "/account/3pid/add",
    () => ({ client_secret: "a", sid: "b" }),
  ],
  ["read its mail addresses", "GET", () => "/account/3pid"],
  ["set a password", "POST", () => "/account/password", () => ({ new_password: "geheim-1234" })],
  ["end its account", "POST", () => "/account/deactivate", () => ({})],
  ["make a further session", "POST", () => `${CLIENT}/v1/login/get_token`, () => ({})],
  ["end all its sessions", "POST", () => "/logout/all", () => ({})],
  ["rename its session", "PUT", () => `/devices/${guest.deviceId}`, () => ({ display_name: "x" })],
  ["end a session", "DELETE", () => `/devices/${guest.deviceId}`, () => ({})],
  [
    "have the server fetch a page",
    "GET",
    () => `${CLIENT}/v1/media/preview_url?url=${encodeURIComponent("https://example.org/")}`,
  ],
  ["read notices of the past", "GET", () => "/notifications"],
  ["ask other networks", "GET", () => "/thirdparty/protocols"],
];

function full(path: string): string {
  return path.startsWith(CLIENT) ? path : `${CLIENT}/v3${path}`;
}

describe.each([
  ["a guest", () => guest],
  ["a guest with moderator rights", () => moderator],
] as const)("%s cannot", (_who, session) => {
  it.each(ways)("%s", async (_story, method, path, body) => {
    const answer = await stack.ask(method, full(path()), {
      bearer: session().accessToken,
      ...(body === undefined ? {} : { body: body() }),
    });
    expect([403, 404]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toMatch(/vertraulich|Personalrat/);
  });
});

describe("a guest", () => {
  it("keeps the name under which it was let in", async () => {
    const profile = await stack.matrix(anna, "GET", own("displayname"));
    expect(profile.body).toEqual({ displayname: "Erika Muster (Gast)" });
  });

  it("gets device keys of people in its room alone", async () => {
    const body = { device_keys: { [bernd.userId]: [], [anna.userId]: [], [guest.userId]: [] } };
    const answer = await stack.matrix(guest, "POST", "/keys/query", body);
    const { device_keys: keys } = z
      .object({ device_keys: z.record(z.string(), z.unknown()) })
      .parse(answer.body);
    expect(Object.keys(keys).toSorted()).toEqual([anna.userId, guest.userId].toSorted());
    const claim = { one_time_keys: { [bernd.userId]: { [bernd.deviceId]: "signed_curve25519" } } };
    const claimed = await stack.matrix(guest, "POST", "/keys/claim", claim);
    expect(JSON.stringify(claimed.body)).not.toContain(bernd.userId);
  });

  it("reaches devices of people in its room alone", async () => {
    const type = `org.example.probe.${txn()}`;
    const messages = { [bernd.userId]: { "*": {} }, [anna.userId]: { "*": {} } };
    await stack.matrix(guest, "PUT", `/sendToDevice/${type}/${txn()}`, { messages });
    // A colleague's message to both comes after the guest's: who has it has all that came before.
    await stack.matrix(anna, "PUT", `/sendToDevice/${type}.after/${txn()}`, { messages });
    expect(await sentTo(anna, type)).toEqual([type, `${type}.after`]);
    expect(await sentTo(bernd, type)).toEqual([`${type}.after`]);
  });

  it("cannot have sent later what it cannot send now (MSC4140)", async () => {
    const type = "/send/m.room.message";
    await stack.matrix(guest, "PUT", room(home, `/send/org.example.later${later(1)}`), { a: 1 });
    await stack.matrix(guest, "PUT", room(knockRoom, type + later(1)), say("von draußen"));
    await stack.matrix(guest, "PUT", room(home, type + later(500)), say("danach"));
    const messages = async (person: Person, roomId: string): Promise<string> => {
      const answer = await stack.matrix(person, "GET", room(roomId, "/messages?dir=b&limit=20"));
      return JSON.stringify(answer.body);
    };
    const seen = await until(async () => {
      const text = await messages(anna, home);
      return text.includes("danach") ? text : undefined;
    });
    expect(seen).not.toContain("org.example.later");
    expect(await messages(bernd, knockRoom)).not.toContain("von draußen");
  });
});

/** Types of messages to somebody's devices that begin so; waits for the one that ends with "after". */
async function sentTo(person: Person, type: string): Promise<readonly string[]> {
  const found = z.looseObject({
    to_device: z.looseObject({ events: z.array(z.looseObject({ type: z.string() })) }).optional(),
  });
  return until(async () => {
    const answer = found.parse((await stack.matrix(person, "GET", "/sync?timeout=0")).body);
    const types = (answer.to_device?.events ?? []).map((event) => event.type);
    const ours = types.filter((one) => one.startsWith(type));
    return ours.includes(`${type}.after`) ? ours : undefined;
  });
}

describe("somebody without a session", () => {
  it("learns nothing of a room that may be knocked at", async () => {
    const path = `${CLIENT}/v1/room_summary/${encodeURIComponent(knockRoom)}`;
    const answer = await stack.ask("GET", path);
    expect(answer.status).toBe(401);
    expect((await stack.ask("GET", path, { bearer: anna.accessToken })).status).toBe(200);
  });
});

describe("what stays open, and what it is worth", () => {
  it("a file whose address is known (128 random bits; in encrypted rooms it is encrypted)", async () => {
    const uploaded = await fetch(new URL("/_matrix/media/v3/upload", stack.config.publicUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${bernd.accessToken}`, "content-type": "text/plain" },
      body: "Anlage",
    });
    const { content_uri: uri } = z.object({ content_uri: z.string() }).parse(await uploaded.json());
    const file = await fetch(
      new URL(`${CLIENT}/v1/media/download/${uri.slice("mxc://".length)}`, stack.config.publicUrl),
      { headers: { authorization: `Bearer ${guest.accessToken}` } },
    );
    expect(file.status).toBe(200);
    await file.arrayBuffer();
  });

  it("a proof of who it is, which other services may ask for (a guest, by its id)", async () => {
    const proof = await stack.openIdToken(guest);
    expect(proof.matrix_server_name).toBe(stack.config.serverName);
    expect(guest.userId).toMatch(/^@guest-/);
  });
});
