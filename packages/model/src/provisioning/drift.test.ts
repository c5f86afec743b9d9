import { describe, expect, it } from "vitest";
import { driftOf, mendingOf, type RoomNow } from "./drift.ts";

const good: RoomNow = {
  powerLevels: {
    users: { "@anna:a.example": 100 },
    state_default: 100,
    events: {
      "org.matrix.msc3401.call.member": 0,
      "chat.plenum.hand": 0,
      "chat.plenum.floor": 150,
      "m.room.name": 50,
    },
  },
  joinRules: { join_rule: "invite" },
  guestAccess: { guest_access: "forbidden" },
  conference: { kind: "meeting", title: "Probe", lobby: false },
};
const withEvents = (events: object): unknown => ({
  state_default: 100,
  events: { ...(good.powerLevels as { events: object }).events, ...events },
});
const lobby = { kind: "committee", title: "Probe", lobby: true };

describe("rooms changed by hand", () => {
  it.each([
    ["as it should be", {}, []],
    [
      "calls for moderators alone",
      { powerLevels: withEvents({ "org.matrix.msc3401.call.member": 50 }) },
      ["call-power"],
    ],
    [
      "a level that is a text",
      { powerLevels: withEvents({ "chat.plenum.hand": "0" }) },
      ["hand-power"],
    ],
    [
      "the floor for moderators",
      { powerLevels: withEvents({ "chat.plenum.floor": 100 }) },
      ["floor-power"],
    ],
    [
      "no power levels at all",
      { powerLevels: undefined },
      ["call-power", "hand-power", "floor-power"],
    ],
    [
      "power levels that are none",
      { powerLevels: "x" },
      ["call-power", "hand-power", "floor-power"],
    ],
    ["open for all", { joinRules: { join_rule: "public" } }, ["join-rule"]],
    ["open for colleagues is somebody's decision", { joinRules: { join_rule: "restricted" } }, []],
    ["a lobby without a door to knock at", { conference: lobby }, ["join-rule"]],
    ["a lobby as it should be", { conference: lobby, joinRules: { join_rule: "knock" } }, []],
    [
      "a lobby that moderators have locked",
      {
        conference: { ...lobby, reopens_to: { join_rule: "knock" } },
        joinRules: { join_rule: "private" },
      },
      [],
    ],
    [
      "a room with listeners in it",
      { powerLevels: withEvents({ "org.matrix.msc3401.call.member": -10 }) },
      [],
    ],
    ["no conference any more", { conference: {} }, ["conference"]],
    ["guests of anybody", { guestAccess: { guest_access: "can_join" } }, ["guest-access"]],
    [
      "a name that every object has",
      { powerLevels: { events: JSON.parse('{"__proto__": 1}') as unknown, state_default: 100 } },
      ["call-power", "hand-power", "floor-power"],
    ],
  ] as const)("%s", (_story, change, expected) => {
    const now = { ...good, ...change };
    const drift = driftOf(now);
    expect(drift).toEqual(expected);
    const mendings = mendingOf(drift, now, { kind: "meeting", title: "Probe", lobby: false });
    const content = (type: string, before: unknown): unknown =>
      mendings.find((mending) => mending.type === type)?.content ?? before;
    expect(
      driftOf({
        powerLevels: content("m.room.power_levels", now.powerLevels),
        joinRules: content("m.room.join_rules", now.joinRules),
        guestAccess: content("m.room.guest_access", now.guestAccess),
        conference: content("chat.plenum.conference", now.conference),
      }),
    ).toEqual([]);
  });

  it("mends power levels and leaves all others as they are", () => {
    const now = { ...good, powerLevels: withEvents({ "chat.plenum.hand": 100 }) };
    expect(mendingOf(driftOf(now), now, {})).toEqual([
      { type: "m.room.power_levels", content: good.powerLevels && withEvents({}) },
    ]);
  });
});
