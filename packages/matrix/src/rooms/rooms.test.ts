import { describe, expect, it } from "vitest";
import { event } from "../testing/events.ts";
import { readDirectRooms, withDirectRoom } from "./direct.ts";
import { type RoomFacts, summarise } from "./summary.ts";
import { NO_RECEIPTS } from "./receipts.ts";

const ME = "@me:example.org";

const facts: RoomFacts = {
  id: "!r",
  ownUserId: ME,
  now: 5000,
  name: "Haushalt",
  membership: "join",
  encrypted: true,
  create: { room_version: "12" },
  topic: undefined,
  avatar: undefined,
  conference: undefined,
  lobby: undefined,
  tags: {},
  notifications: "default",
  marked: undefined,
  alias: undefined,
  tombstone: undefined,
  levels: undefined,
  ownPower: 0,
  events: [],
  receipts: NO_RECEIPTS,
  fromBeginning: true,
  threadsComplete: false,
  spaces: [],
  children: [],
  callMembers: [],
  nameOf: (userId) => userId,
};

describe("how many wait", () => {
  const conference = { kind: "meeting", title: "Haushalt" };
  it.each([
    ["tells a moderator", { conference, ownPower: 100, lobby: { count: 3 } }, 3],
    [
      "is nothing where nobody waits",
      { conference, ownPower: 100, lobby: { count: 0 } },
      undefined,
    ],
    ["is nothing where nothing is said", { conference, ownPower: 100 }, undefined],
    ["is nothing to a participant", { conference, ownPower: 50, lobby: { count: 3 } }, undefined],
    ["is nothing in another room", { ownPower: 100, lobby: { count: 3 } }, undefined],
    ["is no number that is none", { conference, ownPower: 100, lobby: { count: "3" } }, undefined],
    [
      "is nothing from outside",
      { conference, ownPower: 100, lobby: { count: 3 }, membership: "leave" },
      undefined,
    ],
  ])("%s", (_story, changes, waiting) => {
    expect(summarise({ ...facts, ...changes }).waiting).toBe(waiting);
  });
});

describe("whether one may write", () => {
  it.each([
    ["where nothing is said", undefined, 0, {}, undefined],
    ["where all may", { events_default: 0 }, 0, {}, undefined],
    ["where moderators may", { events_default: 50 }, 49, {}, true],
    ["for a moderator", { events_default: 50 }, 50, {}, undefined],
    ["for whoever made the room", { events_default: 100 }, Infinity, {}, undefined],
    ["messages of their own number", { events: { "m.room.message": 50 } }, 0, {}, undefined],
    [
      "messages of their own number, not encrypted",
      { events: { "m.room.message": 50 } },
      0,
      { encrypted: false },
      true,
    ],
    ["encrypted ones", { events: { "m.room.encrypted": 50 } }, 0, {}, true],
    ["numbers that are none", { events_default: {}, events: 7 }, 0, {}, undefined],
    [
      "not of a room that one is only invited into",
      { events_default: 50 },
      0,
      { membership: "invite" },
      undefined,
    ],
  ])("%s", (_story, levels, ownPower, changes, readOnly) => {
    expect(summarise({ ...facts, ...changes, levels, ownPower }).readOnly).toBe(readOnly);
  });
});

describe("a room in the list", () => {
  it.each([
    ["an ordinary one", {}, { name: "Haushalt", membership: "join", unread: 0, isDirect: false }],
    ["a name that plays tricks", { name: "\u202Eevil\u0000" }, { name: "evil" }],
    ["a name that is none", { name: { a: 1 } }, { name: "" }],
    ["a space", { create: { type: "m.space" } }, { isSpace: true }],
    [
      "a direct message",
      { directUserId: "@ben:x", directAvatar: "mxc://x/y" },
      { isDirect: true, directUserId: "@ben:x", avatarMxc: "mxc://x/y" },
    ],
    [
      "a picture that is no address",
      { avatar: { url: "https://evil.example" } },
      { name: "Haushalt" },
    ],
    [
      "an invitation shows nothing of the room's talk",
      { membership: "invite", invitedBy: "@ben:x", events: [event("$1")] },
      { membership: "invite", invitedBy: "@ben:x", inviterName: "@ben:x", unread: 0 },
    ],
    ["a membership nobody knows", { membership: 7 }, { membership: "leave" }],
    ["a conference", { conference: { kind: "meeting", title: "t" } }, { isConference: true }],
    ["a broken conference", { conference: { kind: "party" } }, { isConference: false }],
    ["mentions only", { notifications: "mentions" }, { muted: true, notifications: "mentions" }],
    ["put back to be read later", { marked: { unread: true } }, { markedUnread: true }],
    ["put back with nonsense", { marked: { unread: "yes" } }, { markedUnread: false }],
    ["an address", { alias: { alias: "#haushalt:x" } }, { alias: "#haushalt:x" }],
    [
      "a closed one that goes on elsewhere",
      {
        tombstone: {
          content: { replacement_room: "!new" },
          sender: "@mod:x",
          senderPower: 100,
          levels: {},
        },
      },
      { closed: { replacement: "!new", by: "@mod:x" } },
    ],
    [
      "one that continues another",
      { create: { predecessor: { room_id: "!old" } } },
      { predecessor: "!old" },
    ],
    ["a favourite", { tags: { "m.favourite": {} } }, { favourite: true, lowPriority: false }],
    [
      "a message from tomorrow",
      { events: [event("$1", { timestamp: 99_999 })] },
      { lastActivity: 5000, preview: { sender: "@anna:example.org", text: "$1" } },
    ],
    [
      "a call that renews itself does not move it up",
      {
        events: [
          event("$1", { timestamp: 10 }),
          event("$2", { timestamp: 400, type: "org.matrix.msc3401.call.member", stateKey: "x" }),
        ],
      },
      { lastActivity: 10 },
    ],
  ] as const)("%s", (_case, parts, expected) => {
    expect(summarise({ ...facts, ...parts })).toMatchObject(expected);
  });
});

describe("a silenced room", () => {
  const calling = event("$1", {
    content: { msgtype: "m.text", body: "!", "m.mentions": { user_ids: [ME] } },
  });
  it.each([
    ["none", 0],
    ["mentions", 1],
    ["default", 1],
  ] as const)("at the level %s calls %s times", (notifications, mentions) => {
    expect(summarise({ ...facts, events: [calling], notifications })).toMatchObject({
      unread: 1,
      mentions,
    });
  });
});

describe("direct messages", () => {
  it.each([
    [
      { "@a:x": ["!1", "!2"] },
      [
        ["!1", "@a:x"],
        ["!2", "@a:x"],
      ],
    ],
    [{ "@a:x": ["!1"], "@b:x": ["!1"] }, [["!1", "@a:x"]]],
    [{ "not a person": ["!1"], "@a:x": "!1", "@b:x": [7] }, []],
    [null, []],
    [["!1"], []],
  ])("%j", (content, expected) => {
    expect([...readDirectRooms(content)]).toEqual(expected);
  });
  it("a new one leaves the others alone", () => {
    expect(withDirectRoom({ "@a:x": ["!1"], other: 7 }, "@a:x", "!2")).toEqual({
      "@a:x": ["!2", "!1"],
      other: 7,
    });
  });
});
