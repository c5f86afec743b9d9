import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomHandle } from "./contract.ts";
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

describe("two colleagues in an encrypted room", () => {
  let roomId: string;
  let hers: RoomHandle;
  let his: RoomHandle;

  beforeAll(async () => {
    roomId = await commonRoom([anna, ben], { encrypted: true, name: "Haushalt" });
    hers = anna.session.openRoom(roomId);
    his = ben.session.openRoom(roomId);
    await until(
      hers.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
  });
  afterAll(() => {
    hers.close();
    his.close();
  });

  it("show the room as it is", () => {
    expect(ben.session.rooms.get().get(roomId)).toMatchObject({
      name: "Haushalt",
      encrypted: true,
      membership: "join",
      isDirect: false,
      isSpace: false,
    });
    expect(hers.myPowerLevel.get()).toBe(Infinity);
    expect(his.myPowerLevel.get()).toBe(0);
  });

  it("write at once, and the line stays the same one when the server has it", async () => {
    hers.sendText("Guten Morgen", { mentions: { userIds: [ben.session.userId] } });
    const echo = messagesOf(hers.timeline.get().items).at(-1);
    expect(echo).toMatchObject({
      own: true,
      send: { kind: "sending" },
      body: { body: "Guten Morgen" },
    });
    await until(
      hers.timeline,
      ({ items }) =>
        messagesOf(items).at(-1)?.eventId !== undefined &&
        messagesOf(items).at(-1)?.send.kind === "sent",
    );
    const sent = messagesOf(hers.timeline.get().items).filter((item) => item.key === echo?.key);
    expect(sent).toHaveLength(1);
    const received = await until(his.timeline, ({ items }) =>
      textsOf(items).includes("Guten Morgen"),
    );
    expect(messagesOf(received.items).at(-1)).toMatchObject({ own: false, mentionsMe: true });
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.preview?.text === "Guten Morgen");
    expect(ben.session.rooms.get().get(roomId)).toMatchObject({ unread: 1, mentions: 1 });
  });

  it("read: the count goes, and does not come back", async () => {
    his.markRead();
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.unread === 0);
    const last = messagesOf(his.timeline.get().items).at(-1)?.eventId;
    await until(his.timeline, ({ readUpTo }) => readUpTo === last);
    expect(ben.session.rooms.get().get(roomId)).toMatchObject({ unread: 0, mentions: 0 });
  });

  it("edit, react, answer and take back", async () => {
    const eventId = messagesOf(hers.timeline.get().items).at(-1)?.eventId ?? "";
    hers.edit(eventId, "Guten Tag");
    await until(his.timeline, ({ items }) =>
      messagesOf(items).some(
        (item) =>
          item.eventId === eventId &&
          item.edited &&
          item.body.kind === "text" &&
          item.body.body === "Guten Tag",
      ),
    );
    await his.react(eventId, "👍");
    await until(hers.timeline, ({ items }) =>
      messagesOf(items).some((item) =>
        item.reactions.some((r) => r.key === "👍" && r.count === 1 && !r.own),
      ),
    );
    await until(his.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.reactions.some((r) => r.own)),
    );
    await his.react(eventId, "👍");
    await until(hers.timeline, ({ items }) =>
      messagesOf(items).every((item) => item.reactions.length === 0),
    );
    his.sendText("Ebenso", { replyTo: eventId });
    const answered = await until(hers.timeline, ({ items }) => textsOf(items).includes("Ebenso"));
    expect(messagesOf(answered.items).at(-1)?.replyTo).toMatchObject({
      eventId,
      preview: "Guten Tag",
    });
    await hers.redact(eventId);
    await until(his.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.eventId === eventId && item.body.kind === "redacted"),
    );
  });

  it("see each other type", async () => {
    hers.setTyping(true);
    await until(his.timeline, ({ typing }) =>
      typing.some((member) => member.userId === anna.session.userId),
    );
    hers.setTyping(false);
    const { typing } = await until(his.timeline, (timeline) => timeline.typing.length === 0);
    expect(typing).toEqual([]);
  });

  it("share a file that the server cannot read", async () => {
    const bytes = new TextEncoder().encode("Nur für uns");
    const fractions: number[] = [];
    const file = new File([bytes], "notiz.txt", { type: "text/plain" });
    const content = await anna.session.messages.upload(
      roomId,
      { file, caption: "Bitte lesen" },
      (fraction) => fractions.push(fraction),
      new AbortController().signal,
    );
    hers.sendContent("m.room.message", content);
    expect(fractions.at(-1)).toBe(1);
    const { items } = await until(his.timeline, (timeline) =>
      messagesOf(timeline.items).some((item) => item.body.kind === "file"),
    );
    const body = messagesOf(items).find((item) => item.body.kind === "file")?.body;
    expect(body).toMatchObject({
      kind: "file",
      name: "notiz.txt",
      caption: "Bitte lesen",
      mimeType: "text/plain",
      size: bytes.length,
    });
    const source = body?.kind === "file" ? body.source : { mxc: "" };
    const loaded = await ben.session.media.load(source, "text/plain");
    expect(await (await fetch(loaded.url)).text()).toBe("Nur für uns");
    const raw = await ben.session.media.load({ mxc: source.mxc }, "text/plain");
    expect(await (await fetch(raw.url)).text()).not.toContain("Nur");
    loaded.release();
    raw.release();
  });

  it("stop an upload, and refuse what is too large before sending it", async () => {
    const controller = new AbortController();
    controller.abort();
    const file = new File(["x"], "a.txt", { type: "text/plain" });
    const send = (which: File, signal: AbortSignal): Promise<unknown> =>
      anna.session.messages.upload(roomId, { file: which }, () => undefined, signal);
    await expect(send(file, controller.signal)).rejects.toBeDefined();
    const huge = Object.defineProperty(new File(["x"], "b.bin"), "size", { value: 5e8 });
    await expect(send(huge, new AbortController().signal)).rejects.toMatchObject({
      code: "too-large",
    });
    expect(await anna.session.messages.uploadLimit()).toBeLessThan(5e8);
  });
});

describe("a long conversation", () => {
  it("comes page by page, without a gap and without repeating anything", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false, name: "Protokoll" });
    const hers = anna.session.openRoom(roomId);
    const expected = Array.from({ length: 60 }, (_unused, index) => `Zeile ${index}`);
    for (const line of expected) hers.sendText(line);
    await until(
      hers.timeline,
      ({ items }) =>
        messagesOf(items).filter((item) => item.send.kind === "sent" && item.eventId !== undefined)
          .length >= expected.length,
      55_000,
    );
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.preview?.text === "Zeile 59");
    const his = ben.session.openRoom(roomId);
    while (his.timeline.get().canLoadOlder) await his.loadOlder();
    await until(his.timeline, ({ items }) => textsOf(items).length >= expected.length);
    expect(textsOf(his.timeline.get().items)).toEqual(expected);
    hers.close();
    his.close();
  });
});

describe("a message that the server refuses", () => {
  it("stays where it is, says why, and goes out when it may", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false, name: "Aushang" });
    const his = ben.session.openRoom(roomId);
    await setMessagePower(roomId, 50);
    his.sendText("Darf ich?");
    const failed = await until(his.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.send.kind === "failed"),
    );
    const item = messagesOf(failed.items).at(-1);
    expect(item?.send).toEqual({ kind: "failed", code: "forbidden" });
    await setMessagePower(roomId, 0);
    his.retry(item?.key ?? "");
    await until(his.timeline, ({ items }) =>
      messagesOf(items).some((entry) => entry.key === item?.key && entry.send.kind === "sent"),
    );
    his.close();
  });

  it("goes when it is discarded", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false, name: "Aushang" });
    const his = ben.session.openRoom(roomId);
    await setMessagePower(roomId, 50);
    his.sendText("Doch nicht");
    const failed = await until(his.timeline, ({ items }) =>
      messagesOf(items).some((item) => item.send.kind === "failed"),
    );
    his.discard(messagesOf(failed.items).at(-1)?.key ?? "");
    expect(textsOf(his.timeline.get().items)).toEqual([]);
    his.close();
  });
});

async function setMessagePower(roomId: string, level: number): Promise<void> {
  const { baseUrl, accessToken } = anna.credentials();
  const url = `${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels`;
  const headers = { Authorization: `Bearer ${accessToken}` };
  const levels = (await (await fetch(url, { headers })).json()) as Record<string, unknown>;
  const answer = await fetch(url, {
    method: "PUT",
    headers,
    body: JSON.stringify({ ...levels, events_default: level }),
  });
  expect(answer.status).toBe(200);
}
