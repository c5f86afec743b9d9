import { describe, expect, it } from "vitest";
import { isChatLocked, withChatLocked, withPower } from "./changes.ts";
import { powerForMessage, readRoomRights } from "./room-rights.ts";

describe("locking the chat", () => {
  it.each([
    ["of a usual room", { events: { "m.room.name": 50 }, "x.y": 1 }],
    ["of a room that only presenters write in", { events_default: 50 }],
    ["of a room whose rights are broken", { events: "x" }],
    ["of a room that lets nobody in by default", { users_default: -10 }],
  ])("%s keeps out participants, and opening lets them write", (_story, before) => {
    const locked = withChatLocked(before, true);
    expect(isChatLocked(locked)).toBe(true);
    expect(powerForMessage(readRoomRights(locked), "m.room.encrypted")).toBe(50);
    const open = withChatLocked(locked, false);
    expect(isChatLocked(open)).toBe(false);
    expect(powerForMessage(readRoomRights(open))).toBe(0);
  });
  it("keeps everything else", () => {
    const before = { users: { "@a:b.example": 100 }, events: { "m.room.name": 50 }, "x.y": [1] };
    expect(withChatLocked(withChatLocked(before, true), false)).toEqual(before);
  });
  it("twice is once", () => {
    const once = withChatLocked({}, true);
    expect(withChatLocked(once, true)).toEqual(once);
  });
});

describe("the power of a listener", () => {
  const member = "org.matrix.msc3401.call.member";
  it.each([
    ["where everybody may say so", { events: { [member]: 0 } }, -10, -10],
    ["where nothing is said of it", {}, -10, -10],
    ["where it is low enough already", { events: { [member]: -50 } }, -10, -50],
    ["lower than usual", { events: { [member]: 0 } }, -20, -20],
  ])("still allows being in the call, %s", (_story, before, power, needed) => {
    const after = withPower(before, "@a:b.example", power);
    expect(after).toMatchObject({ users: { "@a:b.example": power }, events: { [member]: needed } });
  });
  it("changes nothing else for others", () => {
    expect(withPower({ events: { [member]: 0 } }, "@a:b.example", 50)).toEqual({
      users: { "@a:b.example": 50 },
      events: { [member]: 0 },
    });
  });
});
