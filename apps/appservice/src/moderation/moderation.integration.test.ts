import {
  joinResponseSchema,
  moderationStateSchema,
  problemSchema,
  type ModerationActBody,
} from "@plenum/model";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connectionOf } from "../database/database.ts";
import { CallClient } from "../testing/call-client.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
let cem: Person;
let annaBearer: string;
let berndBearer: string;
let pool: Pool;
const clients: CallClient[] = [];

beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd, cem] = await Promise.all([stack.colleague(), stack.colleague(), stack.colleague()]);
  [annaBearer, berndBearer] = await Promise.all([stack.session(anna), stack.session(bernd)]);
  pool = new Pool(connectionOf(stack.config));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => pool.end());

/** A conference room of Anna's with others in it. */
async function room(...others: readonly Person[]): Promise<string> {
  const invite = others.map(({ userId }) => userId);
  const { roomId } = await stack.conference(anna, { invite });
  for (const other of others) await stack.joinRoom(other, roomId);
  return roomId;
}

function act(
  roomId: string,
  body: ModerationActBody | object,
  bearer = annaBearer,
): Promise<Answer> {
  const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/moderation`;
  return stack.ask("POST", path, { bearer, body });
}

async function done(roomId: string, body: ModerationActBody, bearer = annaBearer) {
  const answer = await act(roomId, body, bearer);
  expect(answer.body).toMatchObject({ roomId });
  return moderationStateSchema.parse(answer.body);
}

async function enter(roomId: string, person: Person, nick: string): Promise<CallClient> {
  const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/join`;
  const answer = await stack.ask("POST", path, {
    body: { deviceId: person.deviceId, openIdToken: await stack.openIdToken(person) },
  });
  const client = await CallClient.enter(joinResponseSchema.parse(answer.body), nick);
  clients.push(client);
  return client;
}

async function stateOf(
  roomId: string,
  type: string,
  person = anna,
): Promise<Record<string, unknown>> {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/${type}/`;
  return (await stack.matrix(person, "GET", path)).body as Record<string, unknown>;
}

async function powers(roomId: string): Promise<Record<string, number>> {
  return (await stateOf(roomId, "m.room.power_levels"))["users"] as Record<string, number>;
}

interface Noted {
  readonly act: string;
  readonly actor: string;
  readonly subject: string | null;
}

/** What the log has of a room, oldest first. */
async function log(roomId: string): Promise<readonly Noted[]> {
  const found = await pool.query(
    "SELECT act, actor, subject FROM audit_entries WHERE room_id = $1 ORDER BY number",
    [roomId],
  );
  return found.rows as Noted[];
}

describe("acts on a running call", () => {
  it("mutes one, all, all but presenters, asks to unmute, and takes out who may come back", async () => {
    const roomId = await room(bernd, cem);
    await done(roomId, { act: "change-role", userId: cem.userId, role: "presenter" });
    const [first, second] = [
      await enter(roomId, bernd, "bbbbbbbb"),
      await enter(roomId, cem, "cccccccc"),
    ];
    await enter(roomId, anna, "aaaaaaaa");

    await done(roomId, { act: "ask-to-unmute", userId: bernd.userId });
    await first.heard(/plenum-moderation.{0,20}what.{0,10}ask/);
    expect((await done(roomId, { act: "mute-all", exceptPresenters: true })).affected).toBe(1);
    await first.heard(/plenum-moderation.{0,20}what.{0,10}mute/);
    expect(second.said("plenum-moderation")).toBe(false);
    expect((await done(roomId, { act: "mute-all" })).affected).toBe(2);
    await second.heard(/<mute[^>]*jitmeet\/audio/);
    await done(roomId, { act: "stop-share", userId: cem.userId });
    await second.heard(/<mute[^>]*jitmeet\/desktop/);

    const sent = performance.now();
    await done(roomId, { act: "remove-from-call", userId: bernd.userId });
    await first.putOut();
    process.stdout.write(
      `removed from the call after ${Math.round(performance.now() - sent)} ms\n`,
    );
    // A token of the very second of the removal is void as well.
    await until(() => enter(roomId, bernd, "bbbbbbbb").catch(() => undefined), 300);
    expect((await log(roomId)).map(({ act: name }) => name)).toEqual(
      expect.arrayContaining(["person.asked", "all.muted", "share.stopped", "call.removed"]),
    );
  });

  it("works in rooms where the appservice is not, as far as it can", async () => {
    const roomId = await stack.room(anna, [bernd]);
    const client = await enter(roomId, bernd, "bbbbbbbb");
    expect((await done(roomId, { act: "mute-all" })).isConference).toBe(false);
    await client.heard(/plenum-moderation/);
    const refused = await act(roomId, { act: "lock-microphones", locked: true });
    expect(problemCode(refused)).toBe("not-a-conference");
  });

  it("makes somebody a listener, who is heard no more and still in the call", async () => {
    const roomId = await room(bernd);
    const client = await enter(roomId, bernd, "bbbbbbbb");
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "listener" });
    await client.heard(/<mute[^>]*jitmeet\/audio/);
    const member = `/rooms/${encodeURIComponent(roomId)}/state/org.matrix.msc3401.call.member/${encodeURIComponent(`_${bernd.userId}_X_m.call`)}`;
    expect((await stack.matrix(bernd, "PUT", member, {})).status).toBe(200);
    const written = await stack.matrix(
      bernd,
      "PUT",
      `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/1`,
      { msgtype: "m.text", body: "x" },
    );
    expect(written.status).toBe(403);
  });
});

describe("who may", () => {
  it.each([
    ["a participant mutes nobody", { act: "mute", userId: "@x:y.example" }, "forbidden"],
    [
      "a participant gives no roles",
      { act: "change-role", userId: "@x:y.example", role: "moderator" },
      "forbidden",
    ],
    ["a participant locks nothing", { act: "lock-room", locked: true }, "forbidden"],
    ["a role claimed by the caller", { act: "mute-all", role: "moderator" }, "invalid-request"],
    ["another caller's name", { act: "mute-all", actor: "@x:y.example" }, "invalid-request"],
    ["an act that there is not", { act: "launch" }, "invalid-request"],
    ["somebody who is nobody", { act: "mute", userId: "bernd" }, "invalid-request"],
    [
      "a day of 25 hours",
      { act: "change-role", userId: "@x:y.example", role: "moderator", hours: 25 },
      "invalid-request",
    ],
  ])("%s: %s", async (_story, body, code) => {
    shared ??= await room(bernd);
    expect(problemCode(await act(shared, body, berndBearer))).toBe(code);
  });
  let shared: string | undefined;

  it("is not who left, nor whoever is in another room", async () => {
    const roomId = await room(bernd);
    const early = await act(roomId, { act: "mute-all" }, berndBearer);
    expect(problemSchema.parse(early.body)).toMatchObject({ code: "forbidden", obstacle: "role" });
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "moderator" });
    const higher = await act(roomId, { act: "remove", userId: anna.userId }, berndBearer);
    expect(problemSchema.parse(higher.body)).toMatchObject({ code: "forbidden", obstacle: "rank" });
    const away = { act: "change-role", userId: cem.userId, role: "presenter" };
    expect(problemSchema.parse((await act(roomId, away)).body)).toMatchObject({
      code: "not-found",
      obstacle: "gone",
    });
    await stack.matrix(bernd, "POST", `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    expect(problemCode(await act(roomId, { act: "mute-all" }, berndBearer))).toBe("not-a-member");
    expect(problemCode(await act("!nowhere", { act: "mute-all" }))).toBe("room-gone");
  });
});

describe("two moderators at once", () => {
  it("keep both of what they do, and what an ordinary client writes meanwhile", async () => {
    const roomId = await room(bernd, cem);
    const people = Array.from({ length: 4 }, (_, index) => `@nobody-${index}:x.example`);
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "moderator" });
    const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`;
    // A client that knows nothing of us: reads, and writes at once.
    const ordinary = async (): Promise<void> => {
      for (const person of people) {
        const before = await stateOf(roomId, "m.room.power_levels", bernd);
        const users = { ...(before["users"] as object), [person]: 10 };
        await stack.matrix(bernd, "PUT", path, { ...before, users });
      }
    };
    await Promise.all([
      done(roomId, { act: "change-role", userId: cem.userId, role: "presenter" }),
      done(roomId, { act: "lock-chat", locked: true }, berndBearer),
      done(roomId, { act: "lock-microphones", locked: true }),
      done(roomId, { act: "lock-cameras", locked: true }, berndBearer),
      done(roomId, { act: "lock-screens", locked: true }),
    ]);
    expect((await powers(roomId))[cem.userId]).toBe(50);
    expect((await done(roomId, { act: "lecture", locked: false })).locks).toMatchObject({
      chat: true,
      audio: true,
      video: true,
      desktop: true,
    });
    // Ours beside theirs: none of theirs is lost to us.
    const ours = async (): Promise<void> => {
      for (const locked of [false, true, false, true])
        await done(roomId, { act: "lock-chat", locked });
    };
    await Promise.all([ordinary(), ours()]);
    expect(await powers(roomId)).toMatchObject(Object.fromEntries(people.map((one) => [one, 10])));
  });
});

describe("a role for one meeting", () => {
  it("ends with its hours, is noted, and leaves alone what was given meanwhile", async () => {
    const roomId = await room(bernd, cem);
    const given = await done(roomId, {
      act: "change-role",
      userId: bernd.userId,
      role: "moderator",
      hours: 1,
    });
    expect(given.temporary).toMatchObject([{ userId: bernd.userId, role: "moderator" }]);
    await done(roomId, { act: "change-role", userId: cem.userId, role: "presenter", hours: 1 });
    expect(await powers(roomId)).toMatchObject({ [bernd.userId]: 100, [cem.userId]: 50 });
    // For good after all; it is not taken back then.
    await done(roomId, { act: "change-role", userId: cem.userId, role: "presenter" });
    await pool.query("UPDATE temporary_roles SET ends_at = now() WHERE room_id = $1", [roomId]);
    await until(async () =>
      (await powers(roomId))[bernd.userId] === undefined ? true : undefined,
    );
    expect((await powers(roomId))[cem.userId]).toBe(50);
    const notes = await until(async () => {
      const found = await log(roomId);
      return found.some((note) => note.act === "role.ended") ? found : undefined;
    });
    expect(notes.filter((note) => note.act === "role.ended")).toEqual([
      { act: "role.ended", actor: "system", subject: bernd.userId },
    ]);
  });

  it("ends some minutes after the last one has left the call, known from the ledger alone", async () => {
    const roomId = await room(bernd);
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "presenter", hours: 8 });
    const client = await enter(roomId, bernd, "bbbbbbbb");
    const row = async (): Promise<{ call_seen: boolean; empty_since: Date | null } | undefined> =>
      (await pool.query("SELECT * FROM temporary_roles WHERE room_id = $1", [roomId])).rows[0] as
        | { call_seen: boolean; empty_since: Date | null }
        | undefined;
    await until(async () => ((await row())?.call_seen === true ? true : undefined));
    client.close();
    await until(async () => ((await row())?.empty_since != null ? true : undefined));
    expect((await powers(roomId))[bernd.userId]).toBe(50);
    await pool.query(
      "UPDATE temporary_roles SET empty_since = now() - interval '3 minutes' WHERE room_id = $1",
      [roomId],
    );
    await until(async () =>
      (await powers(roomId))[bernd.userId] === undefined ? true : undefined,
    );
  });

  it("may be ended by another moderator, although the role is as high", async () => {
    const roomId = await room(bernd);
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "moderator", hours: 2 });
    await done(roomId, { act: "change-role", userId: bernd.userId, role: "participant" });
    expect((await powers(roomId))[bernd.userId]).toBeUndefined();
  });
});

describe("a room", () => {
  it("is locked for the invited and for guests, and open again as it was", async () => {
    const roomId = await room();
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/invite`, {
      user_id: bernd.userId,
    });
    const { token } = await stack.guestLink(annaBearer, roomId);
    expect((await done(roomId, { act: "lock-room", locked: true })).locks.room).toBe(true);
    const join = `/join/${encodeURIComponent(roomId)}`;
    expect((await stack.matrix(bernd, "POST", join, {})).status).toBe(403);
    expect(problemCode(await stack.enter(token, "Gast"))).toBe("room-locked");
    const account = { bearer: await stack.session(await stack.colleague()), body: {} };
    const withAccount = `/api/v1/guest-links/${token}/enter-with-account`;
    expect(problemCode(await stack.ask("POST", withAccount, account))).toBe("room-locked");
    expect((await done(roomId, { act: "lock-room", locked: false })).locks.room).toBe(false);
    expect((await stateOf(roomId, "m.room.join_rules"))["join_rule"]).toBe("invite");
    expect((await stack.matrix(bernd, "POST", join, {})).status).toBe(200);
    await stack.guest(token, "Gast");
  });

  it("bans who may not come back, lifts it, and writes down who did it, once", async () => {
    const roomId = await room(bernd);
    const client = await enter(roomId, bernd, "bbbbbbbb");
    await done(roomId, { act: "ban", userId: bernd.userId, reason: "secret reason" });
    await client.putOut();
    const invite = `/rooms/${encodeURIComponent(roomId)}/invite`;
    expect((await stack.matrix(anna, "POST", invite, { user_id: bernd.userId })).status).toBe(403);
    await done(roomId, { act: "unban", userId: bernd.userId });
    expect((await stack.matrix(anna, "POST", invite, { user_id: bernd.userId })).status).toBe(200);
    await stack.joinRoom(bernd, roomId);
    // By an ordinary client, too.
    await stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/kick`, {
      user_id: bernd.userId,
    });
    const notes = await until(async () => {
      const found = await log(roomId);
      return found.some((note) => note.act === "person.removed") ? found : undefined;
    });
    const about = notes.filter(({ subject }) => subject === bernd.userId);
    expect(about.map(({ act: name }) => name)).toEqual([
      "person.banned",
      "person.unbanned",
      "person.invited",
      "person.removed",
    ]);
    expect(new Set(about.map(({ actor }) => actor))).toEqual(new Set([anna.userId]));
    const whole = await pool.query(
      "SELECT details::text AS text FROM audit_entries WHERE room_id = $1",
      [roomId],
    );
    expect(JSON.stringify(whole.rows)).not.toContain("secret");
  });
});
