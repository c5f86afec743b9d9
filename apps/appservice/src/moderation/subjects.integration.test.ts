import { randomUUID } from "node:crypto";
import {
  conferenceRoomName,
  joinResponseSchema,
  moderationActSchema,
  type ModerationActBody,
} from "@plenum/model";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callServiceOf } from "../calls/call-service.ts";
import { conferenceClaims, signConferenceToken } from "../calls/conference-token.ts";
import { connectionOf } from "../database/database.ts";
import { CallClient } from "../testing/call-client.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

/** Somebody on the telephone, as the conference server names them. */
const PHONE = `@${randomUUID().slice(0, 8)}:phone.invalid`;
const NOBODY = "@nobody:x.example";

let stack: Stack;
let pool: Pool;
let anna: Person;
let ben: Person;
let annaBearer: string;
let benBearer: string;
let roomId: string;
let guest: { readonly userId: string; readonly accessToken: string; readonly bearer: string };
let guestCall: CallClient;
let phoneCall: CallClient;

beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  [anna, ben] = await Promise.all([stack.colleague("Anna"), stack.colleague("Ben")]);
  [annaBearer, benBearer] = await Promise.all([stack.session(anna), stack.session(ben)]);
  ({ roomId } = await stack.conference(anna, { invite: [ben.userId] }));
  await stack.joinRoom(ben, roomId);
  guest = await newGuest("Gast Eins");
  guestCall = await enterAs(guest, "99999999");
  phoneCall = await phone();
});
afterAll(async () => {
  guestCall.close();
  phoneCall.close();
  await pool.end();
});

async function newGuest(name: string) {
  const { token } = await stack.guestLink(annaBearer, roomId);
  const { userId, accessToken, deviceId } = await stack.guest(token, name);
  const person = { userId, accessToken, deviceId };
  return { ...person, bearer: await stack.session(person) };
}

async function enterAs(person: { readonly bearer: string }, nick: string): Promise<CallClient> {
  const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/join`;
  const answer = await stack.ask("POST", path, {
    bearer: person.bearer,
    body: { deviceId: "CALL" },
  });
  return CallClient.enter(joinResponseSchema.parse(answer.body), nick);
}

/** A telephone, let in with a token as only the installation can make one. */
async function phone(): Promise<CallClient> {
  const person = {
    userId: PHONE,
    deviceId: "PHONE",
    displayName: PHONE,
    role: "participant",
    guest: false,
  } as const;
  const claims = conferenceClaims(stack.config, roomId, person, new Date());
  return CallClient.enter(
    {
      service: callServiceOf(stack.config),
      conferenceName: conferenceRoomName(roomId),
      token: await signConferenceToken(stack.config, claims),
      expiresAt: new Date(claims.exp * 1000).toISOString(),
      iceServers: [],
      user: { id: PHONE, displayName: PHONE, role: "participant" },
    },
    "77777777",
  );
}

function act(body: ModerationActBody | object, bearer = annaBearer, room = roomId) {
  const path = `/api/v1/conferences/${encodeURIComponent(room)}/moderation`;
  return stack.ask("POST", path, { bearer, body });
}

async function done(body: ModerationActBody, bearer = annaBearer): Promise<Answer> {
  const answer = await act(body, bearer);
  expect(answer.body).toMatchObject({ roomId });
  return answer;
}

async function membershipOf(userId: string): Promise<unknown> {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(userId)}`;
  return ((await stack.matrix(anna, "GET", path)).body as { membership?: unknown }).membership;
}

async function notes(name: string): Promise<readonly { actor: string; subject: string | null }[]> {
  const found = await pool.query(
    "SELECT actor, subject FROM audit_entries WHERE room_id = $1 AND act = $2 ORDER BY number",
    [roomId, name],
  );
  return found.rows as { actor: string; subject: string | null }[];
}

async function bothHear(body: ModerationActBody, pattern: RegExp): Promise<void> {
  guestCall.listenAnew();
  phoneCall.listenAnew();
  await done(body);
  await expect(
    Promise.all([guestCall.heard(pattern), phoneCall.heard(pattern)]),
  ).resolves.toHaveLength(2);
}

async function guestWrites(id: number): Promise<number> {
  const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${id}`;
  return (await stack.matrix(guest, "PUT", path, { msgtype: "m.text", body: "x" })).status;
}

async function actorOf(name: string, subject: string | null): Promise<string | undefined> {
  return (await notes(name)).findLast((note) => note.subject === subject)?.actor;
}

/** What a client hears that has to switch something off. */
const off = (kind: "audio" | "video" | "desktop"): RegExp =>
  new RegExp(`<mute[^>]*jitmeet/${kind}`);

/** What the log says when it is open again. */
const OPENED = {
  "lock-microphones": "microphones.unlocked",
  "lock-cameras": "cameras.unlocked",
  "lock-screens": "screens.unlocked",
  lecture: "lecture.ended",
} as const;

/** Every act, once: what nobody but a moderator may do. */
const ACTS: readonly ModerationActBody[] = [
  { act: "mute", userId: NOBODY },
  { act: "mute-all" },
  { act: "ask-to-unmute", userId: NOBODY },
  { act: "stop-share", userId: NOBODY },
  { act: "remove-from-call", userId: NOBODY },
  { act: "remove", userId: NOBODY },
  { act: "ban", userId: NOBODY },
  { act: "unban", userId: NOBODY },
  { act: "change-role", userId: NOBODY, role: "moderator" },
  { act: "lock-room", locked: true },
  { act: "lock-chat", locked: true },
  { act: "lock-microphones", locked: true },
  { act: "lock-cameras", locked: true },
  { act: "lock-screens", locked: true },
  { act: "lecture", locked: true },
];

describe("somebody who has no right", () => {
  it("knows of every act", () => {
    const all = moderationActSchema.options.map((option) => option.shape.act.value);
    expect(ACTS.map(({ act: name }) => name).toSorted()).toEqual(all.toSorted());
  });

  it.each(ACTS.map((body) => [body.act, body] as const))("%s", async (_name, body) => {
    const stranger = await stack.session(await stack.colleague());
    const other = await stack.room(ben);
    const answers = await Promise.all([
      act(body, benBearer),
      act(body, guest.bearer),
      act(body, stranger),
      // Moderating one room is nothing in another.
      act(body, annaBearer, other),
      // Nor is what one says of oneself.
      act({ ...body, caller: anna.userId }, benBearer),
    ]);
    expect(answers.map(problemCode)).toEqual([
      "forbidden",
      "forbidden",
      "not-a-member",
      "not-a-member",
      "invalid-request",
    ]);
  });
});

describe("acts that a guest and a telephone feel in the call", () => {
  it("mute and ask, one by one", async () => {
    for (const [body, pattern] of [
      [{ act: "mute" }, off("audio")],
      [{ act: "mute", kinds: ["video"] }, off("video")],
      [{ act: "ask-to-unmute" }, /plenum-moderation.{0,20}what.{0,10}ask/],
      [{ act: "stop-share" }, off("desktop")],
    ] as const) {
      for (const [userId, call, other] of [
        [guest.userId, guestCall, phoneCall],
        [PHONE, phoneCall, guestCall],
      ] as const) {
        guestCall.listenAnew();
        phoneCall.listenAnew();
        await done({ ...body, userId } as ModerationActBody);
        await call.heard(pattern);
        expect(other.said("plenum-moderation")).toBe(false);
      }
    }
    expect((await notes("person.muted")).map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([guest.userId, PHONE]),
    );
  });

  it("mute all", async () => {
    await bothHear({ act: "mute-all" }, off("audio"));
    expect(await notes("all.muted")).toMatchObject([{ actor: anna.userId }]);
  });

  it.each([
    ["lock-microphones", off("audio")],
    ["lock-cameras", off("video")],
    ["lock-screens", off("desktop")],
    ["lecture", off("audio")],
  ] as const)("%s, and open again", async (name, pattern) => {
    await bothHear({ act: name, locked: true }, pattern);
    await bothHear({ act: name, locked: false }, /av_moderation.{0,200}enabled.{0,10}false/);
    expect(await notes(OPENED[name])).toMatchObject([{ actor: anna.userId }]);
  });

  it("a guest made a listener is silent; a telephone has no role in the room", async () => {
    guestCall.listenAnew();
    await done({ act: "change-role", userId: guest.userId, role: "listener", hours: 1 });
    await guestCall.heard(off("audio"));
    const hand = `/rooms/${encodeURIComponent(roomId)}/state/chat.plenum.hand/${encodeURIComponent(guest.userId)}`;
    expect((await stack.matrix(guest, "PUT", hand, { kind: "speak" })).status).toBe(403);
    await done({ act: "change-role", userId: guest.userId, role: "participant" });
    expect((await stack.matrix(guest, "PUT", hand, { kind: "speak" })).status).toBe(200);
    for (const body of [
      { act: "change-role", userId: PHONE, role: "listener" },
      { act: "remove", userId: PHONE },
      { act: "ban", userId: PHONE },
    ]) {
      expect(problemCode(await act(body))).toBe("not-found");
    }
  });

  it("a locked chat holds a guest back, who writes again when it is open", async () => {
    await done({ act: "lock-chat", locked: true });
    expect(await guestWrites(1)).toBe(403);
    await done({ act: "lock-chat", locked: false });
    expect(await guestWrites(2)).toBe(200);
  });

  it("taken out of the call, both may come back", async () => {
    await done({ act: "remove-from-call", userId: guest.userId });
    await done({ act: "remove-from-call", userId: PHONE });
    await Promise.all([guestCall.putOut(), phoneCall.putOut()]);
    expect(await membershipOf(guest.userId)).toBe("join");
    // A token of the very second of the removal is void as well.
    guestCall = await until(() => enterAs(guest, "99999999").catch(() => undefined), 300);
    phoneCall = await until(() => phone().catch(() => undefined), 300);
  });

  it("banned, a guest is out of call and room until the ban is lifted", async () => {
    const banned = await newGuest("Gast Zwei");
    const call = await enterAs(banned, "88888888");
    await done({ act: "ban", userId: banned.userId, reason: "x" });
    await call.putOut();
    expect(await membershipOf(banned.userId)).toBe("ban");
    await done({ act: "unban", userId: banned.userId });
    expect(await membershipOf(banned.userId)).toBe("leave");
    call.close();
  });
});

describe("two moderators at once", () => {
  it("do the same to one person: it happens, and is written down, once", async () => {
    await done({ act: "change-role", userId: ben.userId, role: "moderator" });
    const third = await newGuest("Gast Drei");
    await Promise.all([
      done({ act: "ban", userId: third.userId }),
      done({ act: "ban", userId: third.userId }, benBearer),
    ]);
    expect(await membershipOf(third.userId)).toBe("ban");
    const about = (await notes("person.banned")).filter(({ subject }) => subject === third.userId);
    expect(about).toHaveLength(1);
    expect([anna.userId, ben.userId]).toContain(about[0]?.actor);
  });

  it("do two things to one person: both are heeded, each under its own name", async () => {
    const fourth = await newGuest("Gast Vier");
    await Promise.all([
      done({ act: "change-role", userId: fourth.userId, role: "presenter" }),
      done({ act: "mute", userId: fourth.userId }, benBearer),
      done({ act: "lock-microphones", locked: true }, benBearer),
    ]);
    expect(await actorOf("role.changed", fourth.userId)).toBe(anna.userId);
    expect(await actorOf("person.muted", fourth.userId)).toBe(ben.userId);
    expect(await actorOf("microphones.locked", null)).toBe(ben.userId);
  });
});
