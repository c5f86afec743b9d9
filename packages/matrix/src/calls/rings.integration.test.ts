import { RTC_DECLINE_EVENT, RTC_NOTIFICATION_EVENT } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallAnnouncement, Calls, Ring } from "../contract.ts";
import { commonRoom, messagesOf, People, type TestPerson } from "../testing/people.ts";
import { readTestConfig } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => people.stop());

let anna: TestPerson;
let ben: TestPerson;
let bensPhone: TestPerson;
let annas: Calls;
let bens: Calls;
let phones: Calls;
let roomId: string;
beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  roomId = await commonRoom([anna, ben], { encrypted: true });
  bensPhone = await people.signIn(ben.user);
  [annas, bens, phones] = (await Promise.all(
    [anna, ben, bensPhone].map((person) => person.session.calls()),
  )) as [Calls, Calls, Calls];
  await until(bensPhone.session.rooms, (rooms) => rooms.has(roomId));
}, 90_000);

/** Anna calls: she is in the call, and it rings. */
async function call(): Promise<CallAnnouncement> {
  const room = anna.session.openRoom(roomId);
  const announcement = await room.announceCall();
  await annas.ring(roomId, announcement.eventId);
  room.close();
  return announcement;
}

async function seen(calls: Calls, kind: Ring["state"]["kind"], from?: string): Promise<Ring> {
  const at = (rings: readonly Ring[]): Ring | undefined =>
    rings.find((ring) => ring.roomId === roomId && (from === undefined || ring.id === from));
  const rings = await until(calls.rings, (list) => at(list)?.state.kind === kind, 30_000);
  return at(rings) as Ring;
}

async function put(person: TestPerson, type: string, content: object): Promise<string> {
  const { synapse } = readTestConfig();
  const answer = await fetch(
    `${synapse.url}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${type}/${Math.random()}`,
    {
      method: "PUT",
      headers: { Authorization: `Bearer ${person.credentials().accessToken}` },
      body: JSON.stringify(content),
    },
  );
  if (!answer.ok) throw new Error(`Not sent: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { event_id: string }).event_id;
}

describe("a call in an encrypted conversation of two", () => {
  it("rings on all devices, and answering on one stops the others", async () => {
    const announcement = await call();
    const ring = await seen(bens, "ringing");
    expect(ring).toMatchObject({ callerId: anna.session.userId, own: false, loud: true });
    expect(ring.endsAt - Date.now()).toBeLessThanOrEqual(40_000);
    await seen(phones, "ringing", ring.id);
    await seen(annas, "ringing", ring.id);

    const phone = bensPhone.session.openRoom(roomId);
    const answer = await phone.announceCall();
    expect((await seen(phones, "answered", ring.id)).state).toMatchObject({ where: "here" });
    expect((await seen(bens, "answered", ring.id)).state).toMatchObject({ where: "elsewhere" });
    await seen(annas, "answered", ring.id);
    await answer.leave();
    phone.close();
    await announcement.leave();
    // It was answered: nothing is left to be read of it.
    const room = ben.session.openRoom(roomId);
    const timeline = await until(room.timeline, ({ items }) =>
      messagesOf(items).some(({ body }) => body.kind === "call" && body.outcome === "answered"),
    );
    expect(messagesOf(timeline.items).at(-1)?.body).toEqual({ kind: "call", outcome: "answered" });
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.unread === 0);
    room.close();
  }, 60_000);

  it("is declined with a sentence that the server cannot read", async () => {
    const announcement = await call();
    const ring = await seen(bens, "ringing");
    await bens.decline(ring.id, { text: "Ich rufe gleich zurück" });
    expect((await seen(annas, "declined", ring.id)).state).toEqual({
      kind: "declined",
      text: "Ich rufe gleich zurück",
    });
    await seen(phones, "declined", ring.id);
    await announcement.leave();
    const { synapse } = readTestConfig();
    const messages = await fetch(
      `${synapse.url}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=30`,
      { headers: { Authorization: `Bearer ${anna.credentials().accessToken}` } },
    );
    const record = await messages.text();
    expect(record).not.toContain("gleich zurück");
    expect(record).not.toContain(RTC_DECLINE_EVENT);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.unread === 0);
  }, 60_000);

  it("tells the caller that somebody is in another call, who may still come", async () => {
    const announcement = await call();
    const ring = await seen(bens, "ringing");
    await bens.decline(ring.id, { busy: true });
    await seen(annas, "busy", ring.id);
    await seen(phones, "busy", ring.id);
    const room = ben.session.openRoom(roomId);
    const answer = await room.announceCall();
    expect((await seen(annas, "answered", ring.id)).own).toBe(true);
    await answer.leave();
    await announcement.leave();
    room.close();
  }, 60_000);

  it("is missed when the caller gives up, and waits to be read", async () => {
    const announcement = await call();
    const ring = await seen(bens, "ringing");
    await announcement.leave();
    await seen(bens, "cancelled", ring.id);
    const rooms = await until(ben.session.rooms, (list) => list.get(roomId)?.unread === 1);
    expect(rooms.get(roomId)?.conversations[0]?.messages).toMatchObject([{ missedCall: true }]);
    const room = ben.session.openRoom(roomId);
    await until(room.timeline, ({ items }) => {
      const { body } = messagesOf(items).at(-1) ?? {};
      return body?.kind === "call" && body.outcome === "missed";
    });
    room.markRead();
    await until(ben.session.rooms, (list) => list.get(roomId)?.unread === 0);
    room.close();
  }, 60_000);

  it("rings although a device that vanished still stands in the list of the call", async () => {
    const phone = bensPhone.session.openRoom(roomId);
    const left = await phone.announceCall();
    const room = ben.session.openRoom(roomId);
    await until(room.callMembers, (list) => list.length === 1);
    const announcement = await call();
    const ring = await seen(bens, "ringing");
    const answer = await room.announceCall();
    expect((await seen(bens, "answered", ring.id)).state).toMatchObject({ where: "here" });
    for (const one of [answer, announcement, left]) await one.leave();
    room.close();
    phone.close();
  }, 60_000);

  it("never rings for what is no call", async () => {
    const some = await put(anna, "m.room.message", { msgtype: "m.text", body: "Anfang" });
    const content = {
      notification_type: "ring",
      sender_ts: 1,
      lifetime: 40_000,
      "m.relates_to": { rel_type: "m.reference", event_id: some },
    };
    // Without being in the call.
    const stray = await put(anna, RTC_NOTIFICATION_EVENT, content);
    await seen(bens, "waiting", stray);
    const announcement = await call();
    // The newer one takes the place of the one that waited.
    const rings = await until(bens.rings, (list) => list.some(({ id }) => id !== stray));
    const ring = await seen(bens, "ringing", rings.find(({ id }) => id !== stray)?.id);
    // An edit, a life of no length and nonsense do not take its place.
    await put(anna, RTC_NOTIFICATION_EVENT, {
      ...content,
      "m.relates_to": { rel_type: "m.replace", event_id: ring.id },
    });
    await put(anna, RTC_NOTIFICATION_EVENT, { ...content, notification_type: "scream" });
    const last = await put(anna, RTC_NOTIFICATION_EVENT, { ...content, lifetime: 1 });
    const room = ben.session.openRoom(roomId);
    await put(anna, "m.room.message", { msgtype: "m.text", body: "Ende" });
    await until(room.timeline, ({ items }) =>
      messagesOf(items).some(({ body }) => body.kind === "text" && body.body === "Ende"),
    );
    const loud = bens.rings.get().filter((one) => one.loud && one.state.kind === "ringing");
    expect(loud.map(({ id }) => id)).toEqual([ring.id]);
    expect(bens.rings.get().find(({ id }) => id === last)).toBeUndefined();
    // Taken back: it stops.
    await anna.session.openRoom(roomId).redact(ring.id);
    await seen(bens, "cancelled", ring.id);
    await announcement.leave();
    room.close();
  }, 60_000);
});
