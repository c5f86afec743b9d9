import type { RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { sectionsOf, spacesOf, totalOf } from "./sections.ts";

function room(name: string, changes: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id: `!${name}`,
    name,
    isSpace: false,
    isDirect: false,
    membership: "join",
    encrypted: true,
    isConference: false,
    unread: 0,
    mentions: 0,
    conversations: [],
    countsExact: true,
    muted: false,
    notifications: "default",
    markedUnread: false,
    children: [],
    favourite: false,
    lowPriority: false,
    lastActivity: 0,
    spaces: [],
    callMembers: [],
    ...changes,
  };
}

function shape(rooms: readonly RoomSummary[], filter = {}): Record<string, string[]> {
  return Object.fromEntries(
    sectionsOf(rooms, { text: "", ...filter }).map((section) => [
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
      [room("r"), room("d", { isDirect: true }), room("f", { favourite: true })],
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

  it("never lists spaces, rooms that were left, and rooms one only knocks at", () => {
    expect(
      shape([
        room("s", { isSpace: true }),
        room("l", { membership: "leave" }),
        room("k", { membership: "knock" }),
      ]),
    ).toEqual({});
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
    const rooms = [
      room("in", { spaces: ["!space"] }),
      room("out"),
      room("asked", { membership: "invite" }),
    ];
    expect(shape(rooms, { spaceId: "!space" })).toEqual({ invitations: ["asked"], rooms: ["in"] });
  });
});

describe("spaces", () => {
  it("are those one is in, by name", () => {
    const spaces = spacesOf([
      room("Zoll", { isSpace: true }),
      room("Amt", { isSpace: true }),
      room("Fremd", { isSpace: true, membership: "invite" }),
      room("kein Bereich"),
    ]);
    expect(spaces.map((space) => space.name)).toEqual(["Amt", "Zoll"]);
  });
});

describe("the totals", () => {
  it("count rooms with news, mentions and invitations; muted rooms only with mentions", () => {
    expect(
      totalOf([
        room("a", { unread: 12 }),
        room("b", { unread: 3, mentions: 2, muted: true }),
        room("c", { membership: "invite" }),
        room("d", { isSpace: true, unread: 4 }),
      ]),
    ).toEqual({ unread: 1, mentions: 3 });
  });
});
