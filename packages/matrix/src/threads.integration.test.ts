import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomHandle, RoomSummary, ThreadHandle } from "./contract.ts";
import { commonRoom, messagesOf, People, type TestPerson, textsOf } from "./testing/people.ts";
import { until } from "./testing/until.ts";

const people = new People();
let anna: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
});
afterAll(() => {
  people.stop();
});

async function summaryOf(
  person: TestPerson,
  roomId: string,
  condition: (room: RoomSummary) => boolean,
): Promise<RoomSummary> {
  const has = (room: RoomSummary | undefined): room is RoomSummary =>
    room !== undefined && condition(room);
  const rooms = await until(person.session.rooms, (all) => has(all.get(roomId)));
  const room = rooms.get(roomId);
  if (room === undefined) throw new Error("gone");
  return room;
}

/** Sends, and waits for the id that the server gives it. */
async function said(handle: RoomHandle, text: string): Promise<string> {
  handle.sendText(text);
  const { items } = await until(handle.timeline, (snapshot) =>
    messagesOf(snapshot.items).some(
      ({ body, eventId }) => body.kind === "text" && body.body === text && eventId !== undefined,
    ),
  );
  const found = messagesOf(items).find(({ body }) => body.kind === "text" && body.body === text);
  return found?.eventId ?? "";
}

describe("a thread in an encrypted room", () => {
  let roomId: string;
  let hers: RoomHandle;
  let his: RoomHandle;
  let rootId: string;
  let herThread: ThreadHandle;

  beforeAll(async () => {
    roomId = await commonRoom([anna, ben], { encrypted: true, name: "Haushalt" });
    hers = anna.session.openRoom(roomId);
    his = ben.session.openRoom(roomId);
    await until(
      hers.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    rootId = await said(hers, "Wer kommt am Montag?");
    await until(his.timeline, ({ items }) => textsOf(items).includes("Wer kommt am Montag?"));
    his.markRead();
    await summaryOf(ben, roomId, ({ unread }) => unread === 0);
    herThread = await anna.session.reading.openThread(hers, rootId);
  });
  afterAll(() => {
    herThread.close();
    hers.close();
    his.close();
  });

  it("takes what is written into it, and leaves the room's own timeline alone", async () => {
    await said(herThread, "Ich.");
    await said(herThread, "Und die Leitung.");
    expect(textsOf(herThread.timeline.get().items)).toEqual([
      "Wer kommt am Montag?",
      "Ich.",
      "Und die Leitung.",
    ]);
    expect(textsOf(hers.timeline.get().items)).toEqual(["Wer kommt am Montag?"]);
    const { items } = await until(his.timeline, (snapshot) =>
      messagesOf(snapshot.items).some(({ thread }) => thread?.count === 2),
    );
    expect(messagesOf(items).at(-1)?.thread).toMatchObject({
      count: 2,
      lastPreview: "Und die Leitung.",
      participated: false,
    });
  });

  it("is unread for itself: reading the room leaves it, reading it clears it", async () => {
    const before = await summaryOf(ben, roomId, ({ unread }) => unread === 2);
    expect(before.conversations).toMatchObject([
      { threadId: rootId, unread: 2, threadTitle: "Wer kommt am Montag?" },
    ]);
    await said(hers, "Raum 4.");
    await summaryOf(ben, roomId, ({ unread }) => unread === 3);
    his.markRead();
    const read = await summaryOf(ben, roomId, ({ unread }) => unread === 2);
    expect(read.conversations.map(({ threadId }) => threadId)).toEqual([rootId]);

    const thread = await ben.session.reading.openThread(his, rootId);
    await until(thread.timeline, ({ items }) => textsOf(items).length === 3);
    thread.markRead();
    await summaryOf(ben, roomId, ({ unread }) => unread === 0);
    thread.close();
  });

  it("shows edits, reactions and removals inside", async () => {
    const eventId = await said(herThread, "Um neun.");
    herThread.edit(eventId, "Um zehn.");
    await herThread.react(eventId, "👍");
    const thread = await ben.session.reading.openThread(his, rootId);
    const { items } = await until(thread.timeline, (snapshot) =>
      messagesOf(snapshot.items).some(({ edited, reactions }) => edited && reactions.length === 1),
    );
    expect(textsOf(items).at(-1)).toBe("Um zehn.");
    await herThread.redact(eventId);
    await until(thread.timeline, (snapshot) =>
      messagesOf(snapshot.items).some(({ body }) => body.kind === "redacted"),
    );
    await summaryOf(ben, roomId, ({ unread }) => unread === 0);
    thread.close();
  });

  it("takes a poll, which is voted on there and stays out of the room's own timeline", async () => {
    const answers = ["Ja", "Nein"].map((text) => ({ id: text, text }));
    const poll = { question: "Mit Torte?", answers, maxSelections: 1, disclosed: true };
    const newest = messagesOf(herThread.timeline.get().items).at(-1)?.eventId ?? rootId;
    await anna.session.messages.startPoll(roomId, poll, { rootId, lastEventId: newest });
    const thread = await ben.session.reading.openThread(his, rootId);
    const { items } = await until(thread.timeline, (snapshot) =>
      messagesOf(snapshot.items).some(({ body }) => body.kind === "poll"),
    );
    const asked = messagesOf(items).at(-1);
    expect(asked?.body).toEqual({ kind: "poll", poll });
    const eventId = asked?.eventId ?? "";
    const opened = { roomId, eventId };
    const [hisPoll, herPoll] = [ben, anna].map(({ session }) =>
      session.messages.openPoll(opened, poll),
    );
    await until(hisPoll!.result, (result) => result !== undefined);
    hisPoll!.vote(["Ja"]);
    const counted = await until(herPoll!.result, (result) => result?.voters === 1);
    expect(counted?.answers.map(({ votes }) => votes)).toEqual([1, 0]);
    for (const handle of [hers, his]) {
      const own = messagesOf(handle.timeline.get().items).map(({ body }) => body.kind);
      expect(own).not.toContain("poll");
    }
    // Gone again, so that what follows counts as before.
    await herThread.redact(eventId);
    await until(thread.timeline, (snapshot) =>
      messagesOf(snapshot.items).every(({ body }) => body.kind !== "poll"),
    );
    for (const part of [hisPoll!, herPoll!, thread]) part.close();
  });

  it("another device counts the same, also what it has to fetch first", async () => {
    await said(herThread, "Noch etwas.");
    for (let index = 0; index < 25; index += 1) hers.sendText(`Zeile ${index}`);
    await until(his.timeline, ({ items }) => textsOf(items).includes("Zeile 24"));
    his.markRead();
    await summaryOf(ben, roomId, (room) => room.unread === 1 && room.conversations.length === 1);
    const second = await people.signIn(ben.user);
    // This device has no keys for the messages; that they are there it knows all the same.
    const exact = await summaryOf(second, roomId, (room) => room.countsExact);
    expect(exact).toMatchObject({ unread: 1, conversations: [{ threadId: rootId, unread: 1 }] });
  });

  it("is listed with the others", async () => {
    const list = await ben.session.reading.openThreadList(his);
    await list.loadMore();
    const { entries } = await until(list.threads, (value) => value.entries.length > 0);
    expect(entries).toMatchObject([
      { rootId, title: "Wer kommt am Montag?", lastPreview: "Noch etwas." },
    ]);
    list.close();
  });

  it("goes with everything, and an undo brings it back", async () => {
    const marked = ben.session.reading.markRead(roomId, "all", { delay: 60_000 });
    await summaryOf(ben, roomId, ({ unread }) => unread === 0);
    marked?.undo();
    await summaryOf(ben, roomId, ({ unread }) => unread === 1);
    ben.session.reading.markRead(roomId, "all");
    const read = await summaryOf(ben, roomId, ({ unread }) => unread === 0);
    expect(read.conversations).toEqual([]);
  });
});
