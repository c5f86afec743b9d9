import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import type { RoomSummary, TimelineItem, TimelineSnapshot } from "../contract.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { Value } from "../observable/value.ts";
import {
  destroySealedStores,
  SealedStore,
  sealedStoreName,
  toRecord,
} from "../storage/sealed-store.ts";
import { LastState } from "./last-state.ts";
import { keepRooms, keepTimeline, readRooms, readTimeline } from "./shape.ts";

const PROFILE = { displayName: "Mara Lindner" };

function room(id: string, changes: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id,
    name: `Raum ${id}`,
    isSpace: false,
    isDirect: false,
    membership: "join",
    encrypted: false,
    isConference: false,
    unread: 0,
    mentions: 0,
    conversations: [],
    countsExact: true,
    muted: false,
    notifications: "default",
    markedUnread: false,
    favourite: false,
    lowPriority: false,
    lastActivity: 1,
    spaces: [],
    children: [],
    callMembers: [],
    ...changes,
  };
}

function message(eventId: string, send: "sent" | "sending" = "sent"): TimelineItem {
  return {
    kind: "message",
    key: eventId,
    eventId,
    sender: {
      userId: "@a:x",
      displayName: "A",
      membership: "join",
      powerLevel: 0,
      isGuest: false,
      server: "x",
    },
    own: false,
    timestamp: 1,
    body: { kind: "text", style: "normal", body: eventId },
    edited: false,
    reactions: [],
    send: { kind: send },
    mentionsMe: false,
  };
}

function timeline(items: readonly TimelineItem[]): TimelineSnapshot {
  return {
    stretch: 0,
    items,
    canLoadOlder: false,
    loadingOlder: false,
    canLoadNewer: false,
    loadingNewer: false,
    readers: new Map(),
    typing: [],
  };
}

/** As it lies in storage. */
function stored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe("what is kept of the list", () => {
  const rooms = new Map([
    ["!a", room("!a", { topic: "Haushalt", unread: 3 })],
    ["!b", room("!b", { callMembers: ["@x:y"] })],
  ]);
  it("comes back as it was, without those in a call", () => {
    expect(readRooms(stored(keepRooms(rooms, PROFILE, 7)))).toEqual({
      at: 7,
      profile: PROFILE,
      rooms: [room("!a", { topic: "Haushalt", unread: 3 }), room("!b")],
    });
  });
  it("leaves out a room that lacks something", () => {
    const { name: _name, ...nameless } = room("!c");
    const kept = keepRooms(new Map([["!c", nameless as RoomSummary]]), PROFILE, 7);
    expect(readRooms(stored(kept))?.rooms).toEqual([]);
  });
  it.each([
    ["nothing", undefined],
    ["a text", "rooms"],
    ["another version", { version: 999, at: 1, profile: PROFILE, rooms: [] }],
    ["no profile", { version: 1, at: 1, rooms: [] }],
    ["no list", { version: 1, at: 1, profile: PROFILE, rooms: {} }],
  ])("is ignored when it is %s", (_, value) => {
    expect(readRooms(value)).toBeUndefined();
  });
});

describe("what is kept of a room", () => {
  it("its newest messages, and that there are older ones", () => {
    const items = Array.from({ length: 60 }, (_, index) => message(`$${index}`));
    const kept = readTimeline(stored(keepTimeline({ ...timeline(items), readUpTo: "$3" })));
    expect(kept).toEqual({ items: items.slice(20), canLoadOlder: true, readUpTo: "$3" });
  });
  it("nothing that has not reached the server", () => {
    const items = [message("$1"), message("~2", "sending")];
    expect(readTimeline(stored(keepTimeline(timeline(items))))?.items).toEqual([message("$1")]);
  });
  it.each([
    ["an item without a sender", { ...message("$1"), sender: undefined }],
    ["an item that is none", "message"],
    ["an item without a body", { ...message("$1"), body: null }],
  ])("is ignored with %s", (_, item) => {
    const value = { version: 1, items: [item], canLoadOlder: false };
    expect(readTimeline(stored(value))).toBeUndefined();
  });
});

async function written(userId: string): Promise<void> {
  const state = new LastState(userId, "DEVICE");
  const lifetime = new Lifetime();
  state.visited("!a", timeline([message("$1")]));
  state.follow(new Value(new Map([["!a", room("!a")]])), new Value(PROFILE), lifetime);
  await state.flush();
  lifetime.end();
  state.close();
}

describe("the last state of a device", () => {
  it("is there at the next start, for that account and device alone", async () => {
    await written("@mara:x");
    const again = new LastState("@mara:x", "DEVICE");
    expect((await again.rooms())?.rooms).toEqual([room("!a")]);
    expect((await again.timeline("!a"))?.items).toEqual([message("$1")]);
    expect(await again.timeline("!b")).toBeUndefined();
    again.close();
    for (const [userId, deviceId] of [
      ["@other:x", "DEVICE"],
      ["@mara:x", "OTHER"],
    ] as const) {
      const foreign = new LastState(userId, deviceId);
      expect(await foreign.rooms()).toBeUndefined();
      foreign.close();
    }
  });

  it("is gone once the device is signed out", async () => {
    await written("@gone:x");
    destroySealedStores("@gone:x", "DEVICE");
    const again = new LastState("@gone:x", "DEVICE");
    expect(await again.rooms()).toBeUndefined();
    again.close();
  });

  it("is ignored when it is damaged", async () => {
    const store = await SealedStore.open(sealedStoreName("@damaged:x", "DEVICE", "state"));
    await store.put([["rooms", toRecord({ version: 1, at: "yesterday" })]]);
    await store.put([["timeline !a", Uint8Array.from([123, 34])]]);
    store.close();
    const state = new LastState("@damaged:x", "DEVICE");
    expect(await state.rooms()).toBeUndefined();
    expect(await state.timeline("!a")).toBeUndefined();
    state.close();
  });

  it("keeps the messages of the rooms that were visited last", async () => {
    const state = new LastState("@many:x", "DEVICE");
    for (let index = 0; index < 40; index += 1) {
      state.visited(`!${index}`, timeline([message("$1")]));
    }
    await state.flush();
    expect(await state.timeline("!9")).toBeUndefined();
    expect(await state.timeline("!10")).toBeDefined();
    state.visited("!10", timeline([message("$2")]));
    state.visited("!new", timeline([message("$1")]));
    await state.flush();
    expect(await state.timeline("!10")).toBeDefined();
    expect(await state.timeline("!11")).toBeUndefined();
    state.close();
  });
});
