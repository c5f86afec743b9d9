import type { RoomSummary, UnreadConversation } from "@plenum/matrix";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attentionOf, shortCount, totalOf } from "../rooms/attention.ts";
import { sectionsOf } from "../rooms/sections.ts";
import { mapOf, room as plainRoom } from "../rooms/testing.ts";
import { type InboxFilter, inboxOf } from "./entries.ts";

function conversation(parts: Partial<UnreadConversation> = {}): UnreadConversation {
  return { unread: 1, mentions: 0, lastTimestamp: 0, messages: [], ...parts };
}

function sum(list: readonly { unread: number; mentions: number }[]) {
  return {
    unread: list.reduce((all, one) => all + one.unread, 0),
    mentions: list.reduce((all, one) => all + one.mentions, 0),
  };
}

function room(
  name: string,
  conversations: readonly UnreadConversation[],
  changes: Partial<RoomSummary> = {},
): RoomSummary {
  return plainRoom(name, { ...sum(conversations), conversations, ...changes });
}

const rooms = mapOf([
  room("plan", [conversation({ unread: 3, lastTimestamp: 50 })]),
  room("haushalt", [
    conversation({ unread: 2, mentions: 1, lastTimestamp: 10 }),
    conversation({ threadId: "$t", lastTimestamp: 60 }),
  ]),
  room("anna", [conversation({ lastTimestamp: 40 })], { isDirect: true }),
  room("laut", [conversation({ unread: 9, mentions: 1, lastTimestamp: 20 })], { muted: true }),
  room("still", [conversation({ unread: 9 })], { muted: true }),
  room("gelesen", []),
  room("neu", [], { membership: "invite", lastActivity: 5 }),
  room("weg", [conversation()], { membership: "leave" }),
  room("bereich", [conversation()], { isSpace: true }),
  room("alt", [conversation()], { closed: { replacement: "!fortsetzung", by: "@a:x" } }),
  room("fortsetzung", [], { predecessor: "!alt" }),
]);

function names(filter: InboxFilter, order: "mentions" | "time" = "mentions"): string[] {
  return inboxOf(rooms, { filter, order }).map(
    ({ room: { name }, conversation: part, unread, mentions }) =>
      `${name}${part?.threadId ?? ""} ${unread}/${mentions}`,
  );
}

describe("the inbox", () => {
  it("puts those who call first, then what is new", () => {
    expect(names("all")).toEqual([
      "laut 1/1",
      "haushalt 2/1",
      "neu 1/1",
      "haushalt$t 1/0",
      "plan 3/0",
      "anna 1/0",
    ]);
  });
  it.each<[InboxFilter, string[]]>([
    ["mentions", ["laut 1/1", "haushalt 2/1", "neu 1/1"]],
    ["direct", ["anna 1/0"]],
    ["threads", ["haushalt$t 1/0"]],
  ])("shows only %s", (filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });
  it("goes by time alone", () => {
    expect(names("all", "time").map((name) => name.split(" ")[0])).toEqual([
      "haushalt$t",
      "plan",
      "anna",
      "laut",
      "haushalt",
      "neu",
    ]);
  });
});

describe("the totals", () => {
  it("are those of the inbox", () => {
    expect(totalOf(rooms)).toEqual({ unread: 9, mentions: 3 });
    expect([0, 1, 99, 100, 1000].map(shortCount)).toEqual(["0", "1", "99", "99+", "99+"]);
  });

  it("say nothing of a room that was only marked: it waits in the inbox all the same", () => {
    const marked = mapOf([
      room("später", [], { markedUnread: true, lastActivity: 7 }),
      room("beides", [conversation({ unread: 2 })], { markedUnread: true }),
    ]);
    const entries = inboxOf(marked, { filter: "all", order: "mentions" });
    expect(entries.map(({ room: { name }, marked: mark, unread }) => [name, mark, unread])).toEqual(
      [
        ["später", true, 0],
        ["beides", undefined, 2],
      ],
    );
    expect(sum(entries)).toEqual(totalOf(marked));
  });

  it("agree in rail, list and inbox, whatever there is", () => {
    const part = fc
      .record({ unread: fc.integer({ min: 1, max: 100 }), calls: fc.integer({ min: 0, max: 100 }) })
      .map(({ unread, calls }) => conversation({ unread, mentions: Math.min(unread, calls) }));
    const anyRoom = fc
      .record({
        parts: fc.array(part, { maxLength: 4 }),
        muted: fc.boolean(),
        isSpace: fc.boolean(),
        markedUnread: fc.boolean(),
        isDirect: fc.boolean(),
        favourite: fc.boolean(),
        membership: fc.constantFrom("join", "join", "invite", "knock", "leave"),
      })
      .map(({ parts, membership, ...rest }) =>
        room(
          "r",
          membership === "join"
            ? parts.map((entry, index) =>
                index === 0 ? entry : { ...entry, threadId: `$t${index}` },
              )
            : [],
          { ...rest, membership },
        ),
      );
    fc.assert(
      fc.property(fc.array(anyRoom, { maxLength: 12 }), (list) => {
        const any = mapOf(list.map((entry, index) => ({ ...entry, id: `!${index}` })));
        const total = totalOf(any);
        expect(sum(inboxOf(any, { filter: "all", order: "mentions" }))).toEqual(total);
        const listed = sectionsOf(any, { text: "" }).flatMap((section) => section.rooms);
        const shown = listed
          .filter((entry) => entry.membership !== "knock")
          .map((entry) =>
            entry.membership === "invite" ? { unread: 1, mentions: 1 } : attentionOf(entry, entry),
          );
        expect(sum(shown)).toEqual(total);
      }),
    );
  });
});
