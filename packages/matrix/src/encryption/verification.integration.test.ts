import { afterAll, describe, expect, it } from "vitest";
import type { Verification, VerificationState } from "../contract.ts";
import { messagesOf, People, textsOf, type TestPerson } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => {
  people.stop();
});

/** Somebody whose keys are set up, with the recovery code. */
async function withKeys(name: string): Promise<TestPerson & { code: string }> {
  const person = await people.someone(name);
  await until(person.session.encryption.status, ({ kind }) => kind === "not-set-up");
  const { recoveryCode } = await person.session.encryption.setUp();
  return { ...person, code: recoveryCode };
}

async function incoming(person: TestPerson): Promise<Verification> {
  const found = await until(
    person.session.encryption.verification,
    (verification) => verification?.state.get().kind === "asked",
  );
  if (found === undefined) throw new Error("Nobody asked");
  return found;
}

async function reach<K extends VerificationState["kind"]>(
  verification: Verification,
  kind: K,
): Promise<Extract<VerificationState, { kind: K }>> {
  const state = await until(verification.state, (value) => value.kind === kind);
  return state as Extract<VerificationState, { kind: K }>;
}

describe("a new device", () => {
  it("is confirmed from the old one by comparing pictures, and reads what was written before", async () => {
    const anna = await withKeys("anna");
    const roomId = await anna.session.createRoom({ name: "Akte", encrypted: true, invite: [] });
    const room = anna.session.openRoom(roomId);
    room.sendText("vor dem neuen Gerät");
    await until(room.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.send.kind === "sent"),
    );

    const tablet = await people.signIn(anna.user);
    await until(tablet.session.encryption.status, (status) =>
      status.kind === "needs-recovery-code" ? status.otherDevices : false,
    );
    const asked = await tablet.session.encryption.verifyThisDevice();
    expect(asked.state.get().kind).toBe("waiting");
    const answer = await incoming(anna);
    expect(answer).toMatchObject({ own: true, incoming: true, userId: anna.session.userId });
    await answer.accept();
    await reach(asked, "choose");
    await asked.compare();
    const mine = await reach(asked, "compare");
    const hers = await reach(answer, "compare");
    expect(mine.emoji).toHaveLength(7);
    expect(mine.emoji).toEqual(hers.emoji);
    await asked.confirm();
    await answer.confirm();
    await reach(asked, "done");
    await reach(answer, "done");
    await until(tablet.session.encryption.status, ({ kind }) => kind === "ready");

    const there = tablet.session.openRoom(roomId);
    await until(there.timeline, ({ items }) => textsOf(items).includes("vor dem neuen Gerät"));
    // The registration leaves a device without keys behind.
    const devices = (await tablet.session.devices.list()).filter(
      (device) => device.confirmed !== undefined,
    );
    expect(devices.map(({ current, confirmed }) => [current, confirmed])).toEqual([
      [true, true],
      [false, true],
    ]);
  }, 90_000);

  it("is confirmed by the code that the other shows", async () => {
    const anna = await withKeys("anna");
    const phone = await people.signIn(anna.user);
    await until(phone.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    const asked = await phone.session.encryption.verifyThisDevice();
    const answer = await incoming(anna);
    await answer.accept();
    const choice = await until(answer.state, (state) =>
      state.kind === "choose" ? state.qrCode !== undefined : false,
    );
    if (choice.kind !== "choose" || choice.qrCode === undefined) throw new Error("No code");
    expect(new TextDecoder("latin1").decode(choice.qrCode.slice(0, 6))).toBe("MATRIX");
    await reach(asked, "choose");
    await asked.scanned(choice.qrCode);
    await reach(answer, "scanned");
    await answer.confirm();
    await reach(asked, "done");
    await reach(answer, "done");
    await until(phone.session.encryption.status, ({ kind }) => kind === "ready");
  }, 90_000);

  it("refuses a code of something else, and says who gave up", async () => {
    const anna = await withKeys("anna");
    const phone = await people.signIn(anna.user);
    await until(phone.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    const asked = await phone.session.encryption.verifyThisDevice();
    const answer = await incoming(anna);
    await answer.accept();
    await reach(asked, "choose");
    await expect(
      asked.scanned(new TextEncoder().encode("https://example.org")),
    ).rejects.toMatchObject({ code: "not-found" });
    await asked.cancel();
    expect(await reach(asked, "ended")).toEqual({ kind: "ended", reason: "by-me" });
    expect(await reach(answer, "ended")).toEqual({ kind: "ended", reason: "by-other" });
  }, 90_000);

  it("stays unconfirmed when the pictures differ", async () => {
    const anna = await withKeys("anna");
    const phone = await people.signIn(anna.user);
    await until(phone.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    const asked = await phone.session.encryption.verifyThisDevice();
    const answer = await incoming(anna);
    await answer.accept();
    await reach(asked, "choose");
    await asked.compare();
    await reach(asked, "compare");
    await reach(answer, "compare");
    asked.mismatch();
    expect(await reach(asked, "ended")).toEqual({ kind: "ended", reason: "mismatch" });
    expect(await reach(answer, "ended")).toEqual({ kind: "ended", reason: "mismatch" });
    expect(phone.session.encryption.status.get().kind).toBe("needs-recovery-code");
  }, 90_000);
});

describe("two people", () => {
  it("confirm each other in their direct message", async () => {
    const anna = await withKeys("anna");
    const ben = await withKeys("ben");
    const roomId = await anna.session.directRoomWith(ben.session.userId);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "invite");
    await ben.session.joinRoom(roomId);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    const hisKeys = anna.session.encryption.trustOf(ben.session.userId);
    const herKeys = ben.session.encryption.trustOf(anna.session.userId);
    await until(hisKeys, (trust) => trust === "known");
    const asked = await anna.session.encryption.verifyPerson(ben.session.userId, roomId);
    const answer = await incoming(ben);
    expect(answer).toMatchObject({ own: false, userId: anna.session.userId });
    await answer.accept();
    await reach(asked, "choose");
    await asked.compare();
    await reach(asked, "compare");
    await reach(answer, "compare");
    await asked.confirm();
    await answer.confirm();
    await reach(asked, "done");
    await reach(answer, "done");
    await until(hisKeys, (trust) => trust === "confirmed");
    await until(herKeys, (trust) => trust === "confirmed");
  }, 90_000);
});

describe("a recovery code", () => {
  it("can be renewed: the new one opens, the old one does not", async () => {
    const anna = await withKeys("anna");
    await anna.session.encryption.confirmRecoveryCodeSaved();
    const { recoveryCode } = await anna.session.encryption.renewRecoveryCode();
    expect(anna.session.encryption.status.get()).toEqual({
      kind: "ready",
      recoveryCodeSaved: false,
    });
    const tablet = await people.signIn(anna.user);
    await until(tablet.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    await expect(tablet.session.encryption.recover(anna.code)).rejects.toMatchObject({
      code: "bad-recovery-code",
    });
    await tablet.session.encryption.recover(recoveryCode);
    expect(tablet.session.encryption.status.get().kind).toBe("ready");
  }, 90_000);

  it("that is lost is no dead end: new keys, and the old devices ask for the new code", async () => {
    const anna = await withKeys("anna");
    const tablet = await people.signIn(anna.user);
    await until(tablet.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    const { recoveryCode } = await tablet.session.encryption.startAnew({
      password: anna.user.password,
    });
    await until(tablet.session.encryption.status, ({ kind }) => kind === "ready");
    await until(anna.session.encryption.status, ({ kind }) => kind === "needs-recovery-code");
    await anna.session.encryption.recover(recoveryCode);
    const status = await until(anna.session.encryption.status, ({ kind }) => kind === "ready");
    expect(status).toEqual({ kind: "ready", recoveryCodeSaved: true });
  }, 90_000);
});

describe("somebody who is invited", () => {
  it("can read what was written in the encrypted room before", async () => {
    const anna = await withKeys("anna");
    const ben = await withKeys("ben");
    const roomId = await anna.session.createRoom({ name: "Akte", encrypted: true, invite: [] });
    const hers = anna.session.openRoom(roomId);
    hers.sendText("vor Bens Einladung");
    await until(hers.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.send.kind === "sent"),
    );
    await hers.invite(ben.session.userId);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "invite");
    await ben.session.joinRoom(roomId);
    const his = ben.session.openRoom(roomId);
    const { items } = await until(his.timeline, (timeline) => textsOf(timeline.items).length > 0);
    expect(textsOf(items)).toContain("vor Bens Einladung");
  }, 90_000);
});

describe("other devices of the account", () => {
  it("can be named and signed out, with the password", async () => {
    const anna = await withKeys("anna");
    const tablet = await people.signIn(anna.user);
    const { deviceId } = tablet.session;
    await anna.session.devices.rename(deviceId, "Tablet im Besprechungsraum");
    // The keys of a new device come to the other devices some time after it has signed in.
    await expect
      .poll(
        async () =>
          (await anna.session.devices.list()).find((entry) => entry.deviceId === deviceId),
        { timeout: 30_000 },
      )
      .toMatchObject({ name: "Tablet im Besprechungsraum", confirmed: false });
    await expect(anna.session.devices.signOut([anna.session.deviceId])).rejects.toMatchObject({
      code: "forbidden",
    });
    await anna.session.devices.signOut([deviceId], anna.user.password);
    await until(tablet.session.connection, ({ kind }) => kind === "signed-out", 40_000);
    const left = (await anna.session.devices.list()).map((entry) => entry.deviceId);
    expect(left).toContain(anna.session.deviceId);
    expect(left).not.toContain(deviceId);
  }, 90_000);
});
