import type { RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { sectionsOf } from "./sections.ts";
import { mapOf, room } from "./testing.ts";

function shape(rooms: readonly RoomSummary[], filter = {}): Record<string, string[]> {
  return Object.fromEntries(
    sectionsOf(mapOf(rooms), { text: "", ...filter }).map((section) => [
      section.name,
      section.rooms.map((entry) => entry.name),
    ]),
  );
}

describe("the sections of the room list", () => {
  it.each<[string, Partial<RoomSummary>, string]>([
    [
      "an invitation stands first, whatever else the room is",
      { membership: "invite", favourite: true, isDirect: true },
      "invitations",
    ],
    [
      "a favourite direct message is a favourite",
      { favourite: true, isDirect: true },
      "favourites",
    ],
    ["a direct message", { isDirect: true }, "direct"],
    ["a conference room", { isConference: true }, "conferences"],
    ["a plain room", {}, "rooms"],
    ["what was put aside stands last", { lowPriority: true, isConference: true }, "lowPriority"],
  ])("%s", (_story, changes, section) => {
    expect(shape([room("x", changes)])).toEqual({ [section]: ["x"] });
  });

  it("keeps a fixed order and leaves empty sections out", () => {
    const sections = sectionsOf(
      mapOf([room("r"), room("d", { isDirect: true }), room("f", { favourite: true })]),
      { text: "" },
    );
    expect(sections.map((section) => section.name)).toEqual(["favourites", "direct", "rooms"]);
  });

  it("shows what happened last first, equal times by name", () => {
    expect(
      shape([
        room("b", { lastActivity: 1 }),
        room("c", { lastActivity: 9 }),
        room("a", { lastActivity: 1 }),
      ]),
    ).toEqual({ rooms: ["c", "a", "b"] });
  });

  it("lists no spaces but those one is invited to, and no rooms that were left", () => {
    expect(
      shape([
        room("s", { isSpace: true }),
        room("i", { isSpace: true, membership: "invite" }),
        room("l", { membership: "leave" }),
        room("k", { membership: "knock" }),
      ]),
    ).toEqual({ invitations: ["i"], asked: ["k"] });
  });

  it.each([
    ["mül", ["Jörg Müller"]],
    ["muller", ["Jörg Müller"]],
    ["JORG", ["Jörg Müller"]],
    ["  bau ", ["Bauamt"]],
    ["straße", []],
  ])("the filter %s finds %j", (text, names) => {
    const found = shape([room("Jörg Müller"), room("Bauamt")], { text });
    expect(found["rooms"] ?? []).toEqual(names);
  });

  it("a space shows its rooms, and invitations still", () => {
    const rooms = [room("in"), room("out"), room("asked", { membership: "invite" })];
    expect(shape(rooms, { within: new Set(["!in"]) })).toEqual({
      invitations: ["asked"],
      rooms: ["in"],
    });
  });

  const mixed = [
    room("new", { unread: 2 }),
    room("muted", { unread: 2, muted: true }),
    room("called", { mentions: 1, unread: 1, muted: true }),
    room("marked", { markedUnread: true }),
    room("person", { isDirect: true }),
    room("asked", { membership: "invite" }),
  ];
  it.each<[string, object, readonly string[]]>([
    ["unread", { quick: "unread" }, ["called", "marked", "new"]],
    ["mentions", { quick: "mentions" }, ["called"]],
    ["people", { quick: "direct" }, ["person"]],
    ["rooms", { quick: "rooms" }, ["called", "marked", "muted", "new"]],
    ["the open room stays", { quick: "mentions", open: "!person" }, ["called", "person"]],
  ])("quick filter: %s", (_story, filter, names) => {
    expect(Object.values(shape(mixed, filter)).flat().toSorted()).toEqual(names);
  });
});

function old(replacement: string): Partial<RoomSummary> {
  return { closed: { replacement, by: "@a:x" } };
}

describe("a room that goes on elsewhere", () => {
  it.each<[string, readonly RoomSummary[], readonly string[]]>([
    [
      "is left out once one is in the new one",
      [room("old", old("!new")), room("new", { predecessor: "!old" })],
      ["new"],
    ],
    ["stays while one is not", [room("old", old("!new"))], ["old"]],
    [
      "stays while one is only invited",
      [room("old", old("!new")), room("new", { predecessor: "!old", membership: "invite" })],
      ["new", "old"],
    ],
    [
      "stays if the other does not say that it continues it",
      [room("old", old("!new")), room("new")],
      ["new", "old"],
    ],
    [
      "a chain shows its end",
      [
        room("a", old("!b")),
        room("b", { ...old("!c"), predecessor: "!a" }),
        room("c", { predecessor: "!b" }),
      ],
      ["c"],
    ],
    [
      "a circle shows all",
      [
        room("a", { ...old("!b"), predecessor: "!b" }),
        room("b", { ...old("!a"), predecessor: "!a" }),
      ],
      ["a", "b"],
    ],
    ["one that is closed for good", [room("a", { closed: { by: "@a:x" } })], ["a"]],
  ])("%s", (_story, rooms, names) => {
    expect(Object.values(shape(rooms)).flat().toSorted()).toEqual(names);
  });
});
