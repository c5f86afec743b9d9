import { describe, expect, it } from "vitest";
import { CALL_MEMBER_EVENT } from "../conference/events.ts";
import { ORDINARY_EVENT_POWERS } from "./room-powers.ts";
import { powerForState, readRoomRights } from "./room-rights.ts";

const rights = readRoomRights({ events: ORDINARY_EVENT_POWERS });

describe("an ordinary room", () => {
  it.each([
    ["everybody calls", 0, CALL_MEMBER_EVENT],
    ["who takes care of it gives it a name", 50, "m.room.name"],
    ["who takes care of it pins a message", 50, "m.room.pinned_events"],
    ["who is in charge says who may do what", 100, "m.room.power_levels"],
    ["who is in charge says who gets in", 100, "m.room.join_rules"],
    ["who is in charge says which servers take part", 100, "m.room.server_acl"],
    ["nobody else ends it", 100, "m.room.tombstone"],
  ])("%s: %i", (_name, power, type) => {
    expect(powerForState(rights, type)).toBe(power);
  });
});
