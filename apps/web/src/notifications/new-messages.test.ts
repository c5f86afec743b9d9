import type { RoomSummary, UnreadMessage } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { room as named } from "../rooms/testing.ts";
import { arrivalsIn, roomsWithNews } from "./new-messages.ts";

const room = (change: Partial<RoomSummary>): RoomSummary =>
  named("a", { name: "Haushalt", notifications: "all", ...change });
const message = (eventId: string, mention = false): UnreadMessage => ({
  eventId,
  senderId: "@ben:x",
  senderName: "Ben",
  text: "Hallo",
  timestamp: 1,
  mention,
});
const unread = (messages: readonly UnreadMessage[], threadId?: string) => ({
  ...(threadId === undefined ? {} : { threadId }),
  unread: messages.length,
  mentions: 0,
  lastTimestamp: 1,
  messages,
});
const rooms = (...all: RoomSummary[]) => new Map(all.map((one) => [one.id, one]));

describe("messages that have come", () => {
  it("are told of once, however often the list changes", () => {
    const known = new Set<string>();
    const first = rooms(room({ conversations: [unread([message("$1")])] }));
    const second = rooms(room({ conversations: [unread([message("$1"), message("$2")])] }));
    const ids = [first, first, second, second].map((list) =>
      arrivalsIn(list, known).map((arrival) => arrival.eventId),
    );
    expect(ids).toEqual([["$1"], [], ["$2"], []]);
  });

  it("are not told of again when they were read and marked unread", () => {
    const known = new Set<string>();
    const list = rooms(room({ conversations: [unread([message("$1")])] }));
    arrivalsIn(list, known);
    arrivalsIn(rooms(room({})), known);
    expect(arrivalsIn(list, known)).toEqual([]);
  });

  it("are important in a direct message, and where somebody is named", () => {
    const known = new Set<string>();
    const list = rooms(
      room({ id: "!direct", isDirect: true, conversations: [unread([message("$1")])] }),
      room({
        id: "!room",
        muted: true,
        conversations: [unread([message("$2"), message("$3", true)], "$t")],
      }),
    );
    expect(
      arrivalsIn(list, known).map(({ eventId, important, muted, threadId }) => [
        eventId,
        important,
        muted,
        threadId,
      ]),
    ).toEqual([
      ["$1", true, false, undefined],
      ["$2", false, true, "$t"],
      ["$3", true, true, "$t"],
    ]);
  });

  it("may be an invitation; one to a space is none", () => {
    const invited = { membership: "invite", inviterName: "Ben" } as const;
    const list = rooms(
      room({ ...invited, id: "!i", name: "Beirat" }),
      room({ ...invited, id: "!s", isSpace: true }),
    );
    expect(arrivalsIn(list, new Set())).toMatchObject([
      { roomId: "!i", roomName: "Beirat", senderName: "Ben", important: true },
    ]);
  });
});

describe("notifications that have had their time", () => {
  it("are those of rooms without anything unread", () => {
    const list = rooms(
      room({ id: "!read" }),
      room({ id: "!unread", conversations: [unread([message("$1")])] }),
      room({ id: "!invited", membership: "invite" }),
    );
    expect([...roomsWithNews(list)]).toEqual(["!unread", "!invited"]);
  });
});
