import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RoomWork } from "../contract.ts";
import { commonRoom, People, type TestPerson } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const people = new People();
let anna: TestPerson;
let ben: TestPerson;
/** Makes rooms of her own, since the server lets nobody make many at once. */
let cora: TestPerson;
let annasWork: RoomWork;
let bensWork: RoomWork;
let corasWork: RoomWork;

beforeAll(async () => {
  [anna, ben, cora] = await Promise.all([
    people.someone("anna"),
    people.someone("ben"),
    people.someone("cora"),
  ]);
  [annasWork, bensWork, corasWork] = await Promise.all([
    anna.session.roomWork(),
    ben.session.roomWork(),
    cora.session.roomWork(),
  ]);
}, 60_000);

afterAll(() => {
  people.stop();
});

/** Closes a room by hand, as no client would. */
async function closeFor(person: TestPerson, roomId: string, replacement: string): Promise<void> {
  const { baseUrl, accessToken } = person.credentials();
  const response = await fetch(
    `${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.tombstone`,
    {
      method: "PUT",
      headers: { Authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ body: "Weiter", replacement_room: replacement }),
    },
  );
  expect(response.status).toBe(200);
}

const base = {
  name: "Haushalt",
  history: "shared",
  encrypted: false,
  invite: [],
} as const;

describe("asking to be let in", () => {
  it("is seen at once with its reason, and admitted", async () => {
    const roomId = await annasWork.create({ ...base, access: { rule: "knock", spaces: [] } });
    // The homeserver counts a room’s facts a little later than it makes the room.
    await vi.waitFor(
      async () =>
        expect(await bensWork.preview(roomId, [])).toMatchObject({
          name: "Haushalt",
          rule: "knock",
          members: 1,
        }),
      { timeout: 20_000, interval: 200 },
    );
    const handle = anna.session.openRoom(roomId);
    await until(handle.members, (members) => members.length > 0);
    expect(await bensWork.knock(roomId, [], "Ich vertrete Frau Krüger")).toBe(roomId);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "knock");
    const asking = await until(handle.members, (members) =>
      members.some((member) => member.membership === "knock"),
    );
    expect(asking.find((member) => member.membership === "knock")).toMatchObject({
      userId: ben.session.userId,
      reason: "Ich vertrete Frau Krüger",
    });
    await annasWork.invite(roomId, ben.session.userId);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "invite");
    await bensWork.join(roomId, []);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    handle.close();
  });
  it("is refused, and gone from the list of who asked", async () => {
    const roomId = await annasWork.create({ ...base, access: { rule: "knock", spaces: [] } });
    await bensWork.knock(roomId, [], "");
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "knock");
    await annasWork.remove(roomId, ben.session.userId, "Bitte über die Leitung");
    const left = await until(ben.session.rooms, (rooms) => !rooms.has(roomId));
    expect(left.has(roomId)).toBe(false);
  });
  it("is withdrawn by whoever asked", async () => {
    const roomId = await annasWork.create({ ...base, access: { rule: "knock", spaces: [] } });
    await bensWork.knock(roomId, [], "");
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "knock");
    await ben.session.leaveRoom(roomId);
    const left = await until(ben.session.rooms, (rooms) => !rooms.has(roomId));
    expect(left.has(roomId)).toBe(false);
  });
  it("is not found where there is no such room", async () => {
    await expect(bensWork.preview("#gibt-es-nicht:plenum.invalid", [])).rejects.toMatchObject({
      name: "MatrixFailure",
    });
  });
});

describe("the list", () => {
  it("keeps favourites, what is set aside, silence and what is to be read later", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false });
    const room = (wanted: (room: object) => boolean) =>
      until(anna.session.rooms, (rooms) => wanted(rooms.get(roomId) ?? {}));
    await annasWork.setLowPriority(roomId, true);
    await room((found) => "lowPriority" in found && found.lowPriority === true);
    for (const level of ["none", "mentions", "all", "default"] as const) {
      await annasWork.setNotifications(roomId, level);
      await room((found) => "notifications" in found && found.notifications === level);
    }
    await annasWork.setMarkedUnread(roomId, true);
    await room((found) => "markedUnread" in found && found.markedUnread === true);
    const handle = ben.session.openRoom(roomId);
    handle.sendText("Guten Morgen");
    await room((found) => "unread" in found && found.unread === 1);
    await annasWork.markRead(roomId);
    await room(
      (found) =>
        "unread" in found && found.unread === 0 && "markedUnread" in found && !found.markedUnread,
    );
    handle.close();
    expect(anna.session.rooms.get().get(roomId)).toMatchObject({ unread: 0, markedUnread: false });
  });
});

describe("settings", () => {
  it("reach the others, and roles open and close them", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false });
    const seen = bensWork.settings(roomId);
    await annasWork.change(roomId, { kind: "name", name: "Personal" });
    await annasWork.change(roomId, { kind: "topic", topic: "Stellenplan\n2027" });
    await annasWork.change(roomId, { kind: "history", history: "joined" });
    await annasWork.change(roomId, { kind: "access", access: { rule: "knock", spaces: [] } });
    const alias = `personal-${Date.now()}`;
    await annasWork.change(roomId, { kind: "alias", localpart: alias });
    await annasWork.change(roomId, { kind: "encryption" });
    await until(
      seen.value,
      (settings) =>
        settings?.name === "Personal" &&
        settings.topic === "Stellenplan\n2027" &&
        settings.history === "joined" &&
        settings.access.rule === "knock" &&
        settings.alias === `#${alias}:${anna.session.serverName}` &&
        settings.encrypted,
    );
    await expect(bensWork.change(roomId, { kind: "name", name: "Meins" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await annasWork.setRole(roomId, ben.session.userId, 50);
    await until(seen.value, (settings) => settings?.ownPower === 50);
    await bensWork.change(roomId, { kind: "name", name: "Unseres" });
    await until(seen.value, (settings) => settings?.name === "Unseres");
    seen.close();
    const other = await annasWork.create({ ...base, access: { rule: "invite", spaces: [] } });
    await until(anna.session.rooms, (rooms) => rooms.has(other));
    await expect(
      annasWork.change(other, { kind: "alias", localpart: alias }),
    ).rejects.toMatchObject({ code: "taken" });
    expect(await annasWork.serverAcl(roomId)).toBeUndefined();
    expect((await annasWork.versions()).stable).toContain("12");
  });
  it("let only some write, and the others know", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false });
    const readOnly = (wanted: true | undefined) =>
      until(ben.session.rooms, (rooms) => {
        const room = rooms.get(roomId);
        return room?.membership === "join" && room.readOnly === wanted;
      });
    await readOnly(undefined);
    const { value, close } = annasWork.settings(roomId);
    const settings = await until(value, (found) => found?.levels !== undefined);
    close();
    const levels = Object.assign({}, settings?.levels, { events_default: 50 });
    await annasWork.change(roomId, { kind: "levels", levels });
    await readOnly(true);
    expect(anna.session.rooms.get().get(roomId)?.readOnly).toBeUndefined();
    await annasWork.setRole(roomId, ben.session.userId, 50);
    await readOnly(undefined);
  });
  it("ban somebody, show why, and lift it again", async () => {
    const roomId = await commonRoom([anna, ben], { encrypted: false });
    await annasWork.ban(roomId, ben.session.userId, "Werbung");
    // The server may forget the room for him before it tells him; then the next answer lacks it,
    // which is up to half a minute away where nothing else happens.
    await until(ben.session.rooms, (rooms) => !rooms.has(roomId), 50_000);
    expect(await annasWork.banned(roomId)).toMatchObject([
      { userId: ben.session.userId, reason: "Werbung" },
    ]);
    await expect(bensWork.join(roomId, [])).rejects.toMatchObject({ code: "forbidden" });
    await annasWork.unban(roomId, ben.session.userId);
    expect(await annasWork.banned(roomId)).toEqual([]);
  }, 90_000);
});

describe("a room that goes on elsewhere", () => {
  it("is closed, points on, and takes favourite and silence along", async () => {
    const roomId = await annasWork.create({ ...base, access: { rule: "public", spaces: [] } });
    await bensWork.join(roomId, []);
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    await ben.session.setFavourite(roomId, true);
    await bensWork.setNotifications(roomId, "mentions");
    await until(
      ben.session.rooms,
      (rooms) =>
        rooms.get(roomId)?.favourite === true && rooms.get(roomId)?.notifications === "mentions",
    );
    const next = await annasWork.upgrade(roomId, "12");
    await until(ben.session.rooms, (rooms) => rooms.get(roomId)?.closed?.replacement === next);
    expect(await bensWork.followUpgrade(roomId)).toBe(next);
    await until(ben.session.rooms, (rooms) => {
      const room = rooms.get(next);
      return (
        room?.membership === "join" &&
        room.predecessor === roomId &&
        room.favourite &&
        room.notifications === "mentions"
      );
    });
  });
});

describe("a room closed in favour of one that knows nothing of it", () => {
  it("can be followed, but favourite and silence stay behind", async () => {
    const everybody = { rule: "public", spaces: [] } as const;
    const old = await corasWork.create({ ...base, access: everybody });
    const other = await corasWork.create({ ...base, name: "Anderes", access: everybody });
    await bensWork.join(old, []);
    await ben.session.setFavourite(old, true);
    await closeFor(cora, old, other);
    await until(ben.session.rooms, (rooms) => {
      const room = rooms.get(old);
      return room?.favourite === true && room.closed?.replacement === other;
    });
    expect(await bensWork.followUpgrade(old)).toBe(other);
    const rooms = await until(ben.session.rooms, (list) => list.get(other)?.membership === "join");
    expect(rooms.get(other)).toMatchObject({ favourite: false });
  });
});

describe("spaces", () => {
  it("contain rooms and spaces in an order, and survive a circle", async () => {
    const everybody = { rule: "public", spaces: [] } as const;
    const outer = await corasWork.create({
      ...base,
      name: "Amt",
      isSpace: true,
      access: everybody,
    });
    await until(cora.session.rooms, (rooms) => rooms.get(outer)?.isSpace === true);
    const inner = await corasWork.create({
      ...base,
      name: "Bauamt",
      isSpace: true,
      access: everybody,
      spaceId: outer,
    });
    await until(cora.session.rooms, (rooms) => rooms.get(inner)?.isSpace === true);
    const members = { rule: "restricted", spaces: [inner] } as const;
    const first = await corasWork.create({
      ...base,
      name: "Erster",
      access: members,
      spaceId: inner,
    });
    const second = await corasWork.create({
      ...base,
      name: "Zweiter",
      access: members,
      spaceId: inner,
    });
    await corasWork.addToSpace(inner, outer);
    await until(
      cora.session.rooms,
      (rooms) => rooms.get(inner)?.children.length === 3 && rooms.has(second) && rooms.has(first),
    );
    await corasWork.orderSpace(inner, [second, first]);
    await corasWork.setSuggested(inner, second, true);
    await until(
      cora.session.rooms,
      (rooms) =>
        rooms.get(inner)?.children.join() === [second, first, outer].join() &&
        rooms.get(first)?.spaces.join() === inner,
    );

    await bensWork.join(outer, []);
    await bensWork.join(inner, []);
    const entries = await bensWork.hierarchy(outer);
    expect(entries.map(({ id, depth, suggested }) => ({ id, depth, suggested }))).toEqual([
      { id: inner, depth: 0, suggested: false },
      { id: second, depth: 1, suggested: true },
      { id: first, depth: 1, suggested: false },
    ]);
    const entry = entries.find(({ id }) => id === first);
    await bensWork.join(first, entry?.via ?? []);
    await until(ben.session.rooms, (rooms) => rooms.get(first)?.membership === "join");

    await corasWork.removeFromSpace(inner, first);
    await until(cora.session.rooms, (rooms) => rooms.get(first)?.spaces.length === 0);
  });
});

describe("the directory", () => {
  it("finds what is listed by a word of its name", async () => {
    const word = `wort${Date.now()}`;
    const roomId = await corasWork.create({
      ...base,
      name: `Kantine ${word}`,
      access: { rule: "public", spaces: [] },
      listed: true,
    });
    expect(await corasWork.isListed(roomId)).toBe(true);
    const page = await bensWork.directory(word);
    expect(page.rooms).toMatchObject([{ id: roomId, rule: "public", members: 1 }]);
    await corasWork.setListed(roomId, false);
    expect((await bensWork.directory(word)).rooms).toEqual([]);
  });
});
