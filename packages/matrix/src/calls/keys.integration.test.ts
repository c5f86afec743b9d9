import { CALL_KEYS_MESSAGE, encodeMediaKey } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallAnnouncement, CallKeys, ReceivedCallKey } from "../contract.ts";
import { Value } from "../observable/value.ts";
import { commonRoom, People, type TestPerson } from "../testing/people.ts";
import { readTestConfig } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => people.stop());

const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

/** Somebody in the call, with every key that came. */
class Caller {
  readonly #received = new Value<readonly ReceivedCallKey[]>([]);
  #announcement: CallAnnouncement | undefined;

  private constructor(
    readonly person: TestPerson,
    readonly keys: CallKeys,
    private readonly roomId: string,
  ) {
    keys.onKey((key) => this.#received.set([...this.#received.get(), key]));
  }

  static async open(person: TestPerson, roomId: string): Promise<Caller> {
    const calls = await person.session.calls();
    const caller = new Caller(person, calls.keys(roomId), roomId);
    await caller.keys.ready();
    return caller;
  }

  get received(): readonly ReceivedCallKey[] {
    return this.#received.get();
  }

  get deviceId(): string {
    return this.person.session.deviceId;
  }

  async join(): Promise<void> {
    const room = this.person.session.openRoom(this.roomId);
    this.#announcement = await room.announceCall();
    room.close();
  }

  async leave(): Promise<void> {
    await this.#announcement?.leave();
  }

  /** Waits until a device is in the call as this one sees it. */
  async sees(other: Caller, trust: string): Promise<void> {
    await until(this.keys.devices, (devices) =>
      devices.some((one) => one.deviceId === other.deviceId && one.trust === trust),
    );
  }

  async seesNot(other: Caller): Promise<void> {
    await until(this.keys.devices, (devices) =>
      devices.every(({ deviceId }) => deviceId !== other.deviceId),
    );
  }

  /** Sends a key to everybody in the call whom this device knows there. */
  async send(endpoint: string, index: number, fill: number): Promise<void> {
    await this.keys.send({ endpoint, index, key: secret(fill) }, this.keys.devices.get());
  }

  async gets(index: number): Promise<ReceivedCallKey> {
    const found = (keys: readonly ReceivedCallKey[]) => keys.find((key) => key.index === index);
    const keys = await until(this.#received, (all) => found(all) !== undefined, 20_000);
    return found(keys) as ReceivedCallKey;
  }
}

let anna: Caller;
let ben: Caller;
/** A device that Ben has not confirmed. */
let bensPhone: Caller;
let roomId: string;
/** Of Ben. */
let recoveryCode = "";
beforeAll(async () => {
  const [first, second] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  for (const { session, user } of [first, second]) {
    ({ recoveryCode } = await session.encryption.setUp({ password: user.password }));
  }
  roomId = await commonRoom([first, second], { encrypted: true });
  const work = await first.session.roomWork();
  await work.change(roomId, { kind: "calls-encrypted", encrypted: true });
  const third = await people.signIn(second.user);
  await until(third.session.rooms, (rooms) => rooms.has(roomId));
  anna = await Caller.open(first, roomId);
  ben = await Caller.open(second, roomId);
  bensPhone = await Caller.open(third, roomId);
  await Promise.all([anna.join(), ben.join(), bensPhone.join()]);
}, 120_000);

describe("keys of an encrypted call", () => {
  it("are wanted by whoever is in the room, and each knows whether its device is signed", async () => {
    for (const one of [anna, ben, bensPhone]) await until(one.keys.wanted, (wanted) => wanted);
    expect(await until(anna.keys.ownSigned, (signed) => signed !== undefined)).toBe(true);
    expect(await until(bensPhone.keys.ownSigned, (signed) => signed !== undefined)).toBe(false);
  });

  it("go to devices that their owner has signed, and to no others", async () => {
    await anna.sees(ben, "signed");
    await anna.sees(bensPhone, "unsigned");
    await anna.send("aaaaaaa1", 1, 1);
    expect(await ben.gets(1)).toEqual({
      endpoint: "aaaaaaa1",
      index: 1,
      key: secret(1),
      userId: anna.person.session.userId,
      deviceId: anna.deviceId,
    });
    // A later message would have come after it.
    await anna.send("aaaaaaa1", 2, 2);
    await ben.gets(2);
    expect(bensPhone.received).toEqual([]);
  }, 60_000);

  it("are not taken from a device that its owner has not signed", async () => {
    await bensPhone.sees(anna, "signed");
    await bensPhone.send("bbbbbbb2", 7, 7);
    await ben.sees(anna, "signed");
    await ben.send("bbbbbbb1", 3, 3);
    await anna.gets(3);
    expect(anna.received.map(({ deviceId }) => deviceId)).not.toContain(bensPhone.deviceId);
  }, 60_000);

  it("are refused when they were not encrypted, whoever seems to send them", async () => {
    const { synapse } = readTestConfig();
    const content = {
      room_id: roomId,
      call_id: "",
      endpoint: "bbbbbbb1",
      key: encodeMediaKey(secret(9)),
      index: 9,
    };
    const body = { messages: { [anna.person.session.userId]: { [anna.deviceId]: content } } };
    const answer = await fetch(
      `${synapse.url}/_matrix/client/v3/sendToDevice/${CALL_KEYS_MESSAGE}/${Math.random()}`,
      {
        method: "PUT",
        headers: { Authorization: `Bearer ${ben.person.credentials().accessToken}` },
        body: JSON.stringify(body),
      },
    );
    expect(answer.ok).toBe(true);
    await ben.send("bbbbbbb1", 4, 4);
    await anna.gets(4);
    expect(anna.received.map(({ index }) => index)).not.toContain(9);
  }, 60_000);

  it("do not go to a device that has left the call", async () => {
    await ben.leave();
    await anna.seesNot(ben);
    await anna.keys.send({ endpoint: "aaaaaaa1", index: 5, key: secret(5) }, [
      { userId: ben.person.session.userId, deviceId: ben.deviceId },
    ]);
    await ben.join();
    await anna.sees(ben, "signed");
    await anna.send("aaaaaaa1", 6, 6);
    await ben.gets(6);
    expect(ben.received.map(({ index }) => index)).not.toContain(5);
  }, 60_000);

  it("do not go to a device that was taken from the account", async () => {
    const third = await people.signIn(ben.person.user);
    await until(third.session.rooms, (rooms) => rooms.has(roomId));
    const other = await Caller.open(third, roomId);
    await third.session.encryption.recover(recoveryCode);
    await other.join();
    await anna.sees(other, "signed");
    await anna.send("aaaaaaa1", 7, 7);
    await other.gets(7);
    await ben.person.session.devices.signOut([other.deviceId], ben.person.user.password);
    await anna.sees(other, "unsigned");
    await anna.send("aaaaaaa1", 8, 8);
    await ben.gets(8);
    expect(other.received.map(({ index }) => index)).not.toContain(8);
  }, 60_000);
});
