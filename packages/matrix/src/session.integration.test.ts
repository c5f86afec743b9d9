import { callMemberStateKey, CALL_MEMBER_EVENT } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, serverInfo, signInWithPassword } from "./index.ts";
import { commonRoom, People, textsOf, messagesOf, type TestPerson } from "./testing/people.ts";
import { deactivate, readTestConfig, registerUser } from "./testing/stack.ts";
import { until } from "./testing/until.ts";

const baseUrl = readTestConfig().synapse.url;
const people = new People();

afterAll(() => {
  people.stop();
});

describe("signing in", () => {
  it("reads what the server offers", async () => {
    const info = await serverInfo(`${baseUrl}/`);
    expect(info.loginFlows.map((flow) => flow.type)).toContain("m.login.password");
    await expect(serverInfo("http://127.0.0.1:9")).rejects.toMatchObject({ code: "unreachable" });
    await expect(serverInfo("javascript:alert(1)")).rejects.toMatchObject({ code: "unreachable" });
  });
  it.each(["wrong", ""])("refuses the password %j", async (password) => {
    const user = await registerUser("anna");
    await expect(
      signInWithPassword({ baseUrl, user: user.name, password, deviceName: "Test" }),
    ).rejects.toMatchObject({ code: "wrong-password" });
  });
  it("refuses a name that is none", async () => {
    await expect(
      signInWithPassword({ baseUrl, user: "nobody at all", password: "x", deviceName: "Test" }),
    ).rejects.toMatchObject({ code: "wrong-password" });
  });
});

describe("an access token that runs out", () => {
  it("is renewed without anybody noticing", async () => {
    const user = await registerUser("anna");
    const credentials = await signInWithPassword({
      baseUrl,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    expect(credentials.refreshToken).toBeDefined();
    // The server answers a token that has run out and one that it never gave alike.
    const anna = await people.open(user, { ...credentials, accessToken: "run-out" });
    expect(anna.session.connection.get()).toEqual({ kind: "live" });
    expect(anna.credentials().accessToken).not.toBe("run-out");
    expect(anna.credentials().refreshToken).not.toBe(credentials.refreshToken);
    expect((await anna.session.openIdToken()).access_token).not.toBe("");
  });
});

describe("a session that is over", () => {
  it("says so when neither token is good any more", async () => {
    const user = await registerUser("anna");
    const credentials = await signInWithPassword({
      baseUrl,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    const session = await openSession(
      { ...credentials, accessToken: "run-out", refreshToken: "used" },
      { credentialsChanged: () => undefined },
    );
    void session.start();
    const state = await until(session.connection, ({ kind }) => kind === "signed-out");
    expect(state).toEqual({ kind: "signed-out", reason: "token-expired" });
    session.stop();
  });
  it("says so when the account was deactivated", async () => {
    const anna = await people.someone("anna");
    await deactivate(baseUrl, anna.credentials().accessToken, anna.user);
    const state = await until(anna.session.connection, ({ kind }) => kind === "signed-out", 40_000);
    expect(state).toMatchObject({ kind: "signed-out" });
  });
  it("says so when the guest's account was erased", async () => {
    const user = await registerUser("visitor");
    const credentials = await signInWithPassword({
      baseUrl,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    const { refreshToken: _unused, ...rest } = credentials;
    const guest = await people.open(user, { ...rest, guestOf: "!room" });
    expect(guest.session.encryption.status.get()).toEqual({
      kind: "ready",
      recoveryCodeSaved: true,
    });
    await expect(
      guest.session.createRoom({ name: "x", encrypted: false, invite: [] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await guest.session.searchPeople("anna")).toEqual([]);
    await deactivate(baseUrl, credentials.accessToken, user);
    await until(
      guest.session.connection,
      (state) => state.kind === "signed-out" && state.reason === "deactivated",
      40_000,
    );
  });
  it("ends by the person's own wish", async () => {
    const anna = await people.someone("anna");
    await anna.session.signOut();
    expect(anna.session.connection.get()).toEqual({ kind: "signed-out", reason: "by-user" });
    const whoami = await fetch(`${baseUrl}/_matrix/client/v3/account/whoami`, {
      headers: { Authorization: `Bearer ${anna.credentials().accessToken}` },
    });
    expect(whoami.status).toBe(401);
  });
});

describe("keys that survive a device", () => {
  it("set up without a question, recovered on a second device with the code", async () => {
    const [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
    await until(anna.session.encryption.status, ({ kind }) => kind === "not-set-up");
    const { recoveryCode } = await anna.session.encryption.setUp();
    expect(anna.session.encryption.status.get()).toEqual({
      kind: "ready",
      recoveryCodeSaved: false,
    });
    await anna.session.encryption.confirmRecoveryCodeSaved();
    expect(anna.session.encryption.status.get()).toEqual({
      kind: "ready",
      recoveryCodeSaved: true,
    });
    const roomId = await commonRoom([anna, ben], { encrypted: true });
    const his = ben.session.openRoom(roomId);
    await until(
      his.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    his.sendText("Streng vertraulich");
    const first = anna.session.openRoom(roomId);
    await until(first.timeline, ({ items }) => textsOf(items).includes("Streng vertraulich"));
    await backedUp(anna);
    anna.session.stop();

    const second = await people.signIn(anna.user);
    await until(second.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    const room = second.session.openRoom(roomId);
    await until(room.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.body.kind === "undecryptable"),
    );
    for (const code of ["nonsense", "", recoveryCode.replace(/.$/, "1")]) {
      await expect(second.session.encryption.recover(code)).rejects.toMatchObject({
        code: "bad-recovery-code",
      });
    }
    await second.session.encryption.recover(`  ${recoveryCode} `);
    expect(second.session.encryption.status.get()).toMatchObject({ kind: "ready" });
    const { items } = await until(room.timeline, (now) =>
      textsOf(now.items).includes("Streng vertraulich"),
    );
    const read = messagesOf(items).find(
      ({ body }) => body.kind === "text" && body.body === "Streng vertraulich",
    );
    const doubt = second.session.encryption.doubtOf(roomId, read?.eventId ?? "");
    expect(await until(doubt, (value) => value !== undefined)).toBe("handed-on-key");
  });
});

/** Waits until the server holds the keys of at least one message. */
async function backedUp(person: TestPerson): Promise<void> {
  const { accessToken } = person.credentials();
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${baseUrl}/_matrix/client/v3/room_keys/version`, {
          headers: { Authorization: `Bearer ${accessToken}` },
        });
        return ((await answer.json()) as { count?: number }).count ?? 0;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0);
}

describe("a call", () => {
  let anna: TestPerson;
  let ben: TestPerson;
  let roomId: string;
  beforeAll(async () => {
    [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
    roomId = await commonRoom([anna, ben], { encrypted: true });
  });

  it("shows who is in it, with the device, and forgets who leaves", async () => {
    const hers = anna.session.openRoom(roomId);
    const his = ben.session.openRoom(roomId);
    const announcement = await his.announceCall();
    const members = await until(hers.callMembers, (list) => list.length === 1);
    expect(members[0]).toMatchObject({
      userId: ben.session.userId,
      deviceId: ben.session.deviceId,
    });
    await until(anna.session.rooms, (rooms) => rooms.get(roomId)?.callMembers.length === 1);
    await announcement.leave();
    await until(hers.callMembers, (list) => list.length === 0);
    await until(anna.session.rooms, (rooms) => rooms.get(roomId)?.callMembers.length === 0);
    await announcement.leave();
    hers.close();
    his.close();
  });

  it("leaves a delayed event behind that clears the membership of a device that vanishes", async () => {
    const his = ben.session.openRoom(roomId);
    await his.announceCall();
    const { accessToken } = ben.credentials();
    const answer = await fetch(
      `${baseUrl}/_matrix/client/unstable/org.matrix.msc4140/delayed_events`,
      { headers: { Authorization: `Bearer ${accessToken}` } },
    );
    expect(await answer.json()).toMatchObject({
      delayed_events: [
        expect.objectContaining({
          type: CALL_MEMBER_EVENT,
          state_key: callMemberStateKey(ben.session.userId, ben.session.deviceId),
          content: {},
        }),
      ],
    });
    his.close();
  });
});

describe("the list of rooms", () => {
  it("knows direct messages, favourites and people, and forgets what was left", async () => {
    const [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
    const roomId = await anna.session.directRoomWith(ben.session.userId);
    await until(
      anna.session.rooms,
      (rooms) => rooms.get(roomId)?.directUserId === ben.session.userId,
    );
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.isDirect === true);
    await ben.session.joinRoom(roomId);
    await until(
      ben.session.rooms,
      (rooms) =>
        rooms.get(roomId)?.membership === "join" &&
        rooms.get(roomId)?.directUserId === anna.session.userId,
    );
    await until(anna.session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    expect(await anna.session.directRoomWith(ben.session.userId)).toBe(roomId);
    const before = anna.session.rooms.get();
    await anna.session.setFavourite(roomId, true);
    await until(anna.session.rooms, (rooms) => rooms.get(roomId)?.favourite === true);
    await anna.session.setFavourite(roomId, false);
    await until(anna.session.rooms, (rooms) => rooms.get(roomId)?.favourite === false);
    for (const [id, room] of before) {
      expect(id === roomId || anna.session.rooms.get().get(id) === room).toBe(true);
    }
    await ben.session.leaveRoom(roomId);
    await until(ben.session.rooms, (rooms) => !rooms.has(roomId));
    await expect
      .poll(() => anna.session.searchPeople(ben.user.name))
      .toMatchObject([{ userId: ben.session.userId }]);
  });
});
