import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomHandle, SearchHit, SearchRequest } from "./contract.ts";
import { commonRoom, messagesOf, People, type TestPerson, textsOf } from "./testing/people.ts";
import { until } from "./testing/until.ts";

const people = new People();
let anna: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  anna.session.search.start();
});
afterAll(() => {
  people.stop();
});

async function hitsOf(person: TestPerson, request: SearchRequest): Promise<readonly SearchHit[]> {
  return (await person.session.search.search(request).next()).hits;
}

async function found(person: TestPerson, request: SearchRequest): Promise<readonly SearchHit[]> {
  let hits: readonly SearchHit[] = [];
  await expect
    .poll(async () => (hits = await hitsOf(person, request)).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  return hits;
}

function say(handle: RoomHandle, text: string): void {
  handle.sendText(text);
}

async function sent(handle: RoomHandle, text: string): Promise<string> {
  const { items } = await until(handle.timeline, ({ items }) =>
    messagesOf(items).some(
      ({ body, send }) => body.kind === "text" && body.body === text && send.kind === "sent",
    ),
  );
  const item = messagesOf(items).find(({ body }) => body.kind === "text" && body.body === text);
  return item?.eventId ?? "";
}

describe("search in an encrypted room", () => {
  let roomId: string;
  let hers: RoomHandle;
  let his: RoomHandle;

  beforeAll(async () => {
    roomId = await commonRoom([anna, ben], { encrypted: true, name: "Haushalt" });
    hers = anna.session.openRoom(roomId);
    his = ben.session.openRoom(roomId);
    await until(
      his.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    await until(
      hers.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
  });
  afterAll(() => {
    hers.close();
    his.close();
  });

  it("finds what somebody said, with who, where and the word marked", async () => {
    say(his, "Der Nachtragshaushalt liegt vor.");
    await until(hers.timeline, ({ items }) => textsOf(items).length > 0);
    const [hit] = await found(anna, { text: "haushalt" });
    expect(hit).toMatchObject({ roomId, sender: ben.session.userId, kind: "text" });
    expect(hit?.snippet.find((part) => part.hit)?.text).toBe("Nachtragshaushalt");
    expect(await anna.session.search.quick("nachtragsh", 5)).toHaveLength(1);
    expect(await hitsOf(anna, { text: "haushalt", from: [anna.session.userId] })).toEqual([]);
  });

  it("finds the last wording of an edit, and nothing of what was deleted", async () => {
    say(hers, "Treffen am Montag");
    const eventId = await sent(hers, "Treffen am Montag");
    await found(anna, { text: "Montag" });
    hers.edit(eventId, "Treffen am Dienstag");
    await found(anna, { text: "Dienstag" });
    expect(await hitsOf(anna, { text: "Montag" })).toEqual([]);
    await hers.redact(eventId);
    await expect.poll(async () => (await hitsOf(anna, { text: "Dienstag" })).length).toBe(0);
  });

  it("does not fail over strange queries", async () => {
    for (const text of [
      "x".repeat(10_000),
      "(((.*",
      "\u202Eabc",
      "👍",
      '"offen',
      "",
      "__proto__",
    ]) {
      expect(await hitsOf(anna, { text, rooms: ["!none:example.org"] })).toEqual([]);
    }
  });
});

describe("history that the sync does not bring", () => {
  it("is read in the background, and only then claimed to be covered", async () => {
    const roomId = await commonRoom([ben, anna], { encrypted: true, name: "Archiv" });
    const his = ben.session.openRoom(roomId);
    await until(
      his.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    // She is away while all of this is written.
    anna.session.stop();
    say(his, "Uralter Vermerk");
    await sent(his, "Uralter Vermerk");
    for (let at = 0; at < 60; at += 1) say(his, `Zeile ${at}`);
    await sent(his, "Zeile 59");
    his.close();
    // The same device comes back: its sync brings the newest messages only.
    anna = await people.open(anna.user, anna.credentials());
    expect(anna.session.search.status.get()).toEqual({ kind: "off" });
    anna.session.search.start();
    await until(
      anna.session.search.status,
      (status) => status.kind === "ready" && status.rooms > 1 && status.roomsDone === status.rooms,
      40_000,
    );
    expect(anna.session.search.status.get()).not.toHaveProperty("since");
    await found(anna, { text: "Uralter" });
    // What was there before the restart was kept.
    await found(anna, { text: "Nachtragshaushalt" });
  });

  it("goes with the index when it is turned off", async () => {
    await anna.session.search.turnOff();
    expect(anna.session.search.status.get()).toEqual({ kind: "off" });
    expect(await anna.session.search.quick("zeile", 5)).toEqual([]);
  });
});

describe("search in a room without encryption", () => {
  it("asks the server, page by page and without saying anything twice", async () => {
    const roomId = await commonRoom([ben], { encrypted: false, name: "Aushang" });
    const his = ben.session.openRoom(roomId);
    for (let at = 0; at < 25; at += 1) say(his, `Aushang Nummer ${at}`);
    await sent(his, "Aushang Nummer 24");
    his.close();
    const run = ben.session.search.search({ text: "aushang", rooms: [roomId] });
    const first = await run.next();
    expect(first.hits).toHaveLength(20);
    expect(first).toMatchObject({ more: true, serverFailed: false, near: false, total: 25 });
    expect(first.hits[1]?.after?.text).toBe("Aushang Nummer 24");
    const second = await run.next();
    const texts = [...first.hits, ...second.hits].map(({ snippet }) =>
      snippet.map(({ text }) => text).join(""),
    );
    expect(texts).toEqual(Array.from({ length: 25 }, (_, at) => `Aushang Nummer ${24 - at}`));
    expect(second.more).toBe(false);
  });
});
