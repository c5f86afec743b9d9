import { describe, expect, it } from "vitest";
import { FreshRooms } from "./fresh-rooms.ts";

const BOT = "@plenum:a.example";
const event = (type: string, sender: string, content: Record<string, unknown> = {}, key = "") => ({
  type,
  sender,
  room_id: "!new",
  state_key: key,
  content,
});

describe("a room that was just made", () => {
  it("concerns no call until somebody enters it", () => {
    const fresh = new FreshRooms(BOT);
    expect(
      [
        event("m.room.create", BOT),
        event("m.room.member", BOT, { membership: "join" }, BOT),
        event("m.room.power_levels", BOT),
        event("m.room.member", BOT, { membership: "invite" }, "@anna:a.example"),
        event("m.room.member", "@anna:a.example", { membership: "join" }, "@anna:a.example"),
        event("m.room.power_levels", BOT),
      ].map((it) => fresh.isFurnishing(it)),
    ).toEqual([true, true, true, true, false, false]);
  });

  it.each([
    ["a room of somebody else", event("m.room.create", "@anna:a.example")],
    ["a room of which we know nothing", event("m.room.power_levels", BOT)],
  ])("is not %s", (_story, it) => {
    expect(new FreshRooms(BOT).isFurnishing(it)).toBe(false);
  });
});
