import { describe, expect, it } from "vitest";
import {
  actionsOn,
  isIrrevocable,
  leavesNobodyInCharge,
  powerForMessage,
  powerForState,
  readRoomRights,
  roleNameOf,
  rolesToChoose,
  withRole,
  type Standing,
} from "./room-rights.ts";

const ANNA = "@anna:a.example";
const BOB = "@bob:a.example";
const rights = readRoomRights({ events: { "m.room.power_levels": 100, "m.room.name": 50 } });

function someone(
  userId: string,
  power: number,
  membership: Standing["membership"] = "join",
): Standing {
  return { userId, power, membership };
}

describe("rights of a room", () => {
  it.each([
    ["a room that says nothing of them", undefined, "m.room.name", 0],
    ["a room that leaves settings out", {}, "m.room.name", 50],
    ["a setting with its own number", { events: { "m.room.name": 10 } }, "m.room.name", 10],
    ["a number as text", { events: { "m.room.name": "20" } }, "m.room.name", 20],
    ["something that is no number", { events: { "m.room.name": {} } }, "m.room.name", 50],
    ["a fraction", { state_default: 1.5 }, "m.room.name", 50],
    ["contents that are no object", "broken", "m.room.name", 50],
    ["a name that every object has", {}, "__proto__", 50],
  ])("%s", (_story, content, type, needed) => {
    expect(powerForState(readRoomRights(content), type)).toBe(needed);
  });
  it("asks another number for messages than for settings", () => {
    expect(powerForMessage(readRoomRights({ events_default: 50 }))).toBe(50);
    expect(powerForMessage(readRoomRights({ events: { "m.room.message": 10 } }))).toBe(10);
  });
});

describe("what one may do to another", () => {
  const moderator = someone(ANNA, 100);
  it.each([
    ["a moderator to a member", moderator, someone(BOB, 0), { remove: true, ban: true }],
    ["to another moderator", moderator, someone(BOB, 100), { remove: false, ban: false }],
    [
      "to the creator",
      moderator,
      someone(BOB, Infinity),
      { remove: false, highestRole: undefined },
    ],
    ["the creator to a moderator", someone(ANNA, Infinity), someone(BOB, 100), { remove: true }],
    ["a presenter to a member", someone(ANNA, 50), someone(BOB, 0), { remove: true, ban: true }],
    ["a presenter to the role", someone(ANNA, 50), someone(BOB, 0), { highestRole: undefined }],
    ["a member to a member", someone(ANNA, 0), someone(BOB, 0), { remove: false, ban: false }],
    ["a moderator to the own role", moderator, moderator, { highestRole: 100, remove: false }],
    [
      "a creator to the own role",
      someone(ANNA, Infinity),
      someone(ANNA, Infinity),
      { highestRole: undefined },
    ],
    [
      "to one who asks to join",
      moderator,
      someone(BOB, 0, "knock"),
      { admit: true, remove: true, highestRole: undefined },
    ],
    [
      "to one who is banned",
      moderator,
      someone(BOB, 0, "ban"),
      { unban: true, ban: false, remove: false },
    ],
    ["to one who has gone", moderator, someone(BOB, 0, "leave"), { ban: true, remove: false }],
    [
      "one who has gone to anybody",
      someone(ANNA, 100, "leave"),
      someone(BOB, 0),
      { remove: false, ban: false, highestRole: undefined },
    ],
  ] as const)("%s", (_story, me, other, expected) => {
    expect(actionsOn(me, other, rights)).toMatchObject(expected);
  });
  it("asks for the power to remove as well before a ban is lifted", () => {
    const strict = readRoomRights({ ban: 50, kick: 100 });
    const banned = someone(BOB, 0, "ban");
    expect(actionsOn(someone(ANNA, 50), banned, strict).unban).toBe(false);
    expect(actionsOn(someone(ANNA, 100), banned, strict).unban).toBe(true);
  });
});

describe("roles", () => {
  it.each([
    [Infinity, 0, "creator"],
    [100, 0, "moderator"],
    [50, 0, "presenter"],
    [0, 0, "participant"],
    [10, 10, "participant"],
    [75, 0, "custom"],
    [-1, 0, "listener"],
    [-10, 0, "listener"],
  ])("power %s where %s is usual: %s", (power, usual, name) => {
    expect(roleNameOf(power, usual)).toBe(name);
  });
  it.each([
    ["a moderator for a member", 100, 0, [100, 50, 0]],
    ["with a number of its own", 100, 75, [100, 75, 50, 0]],
    ["one with less power", 60, 0, [50, 0]],
    ["of a creator only what can be given", 100, Infinity, [100, 50, 0]],
  ])("to choose from: %s", (_story, highest, present, powers) => {
    expect(rolesToChoose(highest, present, 0)).toEqual(powers);
  });
  it.each([
    ["as much power as oneself", someone(ANNA, 100), someone(BOB, 0), 100, true],
    ["less power", someone(ANNA, 100), someone(BOB, 0), 50, false],
    ["from the creator", someone(ANNA, Infinity), someone(BOB, 0), 100, false],
    ["lowering oneself", someone(ANNA, 100), someone(ANNA, 100), 50, true],
    ["lowering another", someone(ANNA, 100), someone(BOB, 50), 0, false],
  ])("cannot be taken back: %s", (_story, me, other, power, expected) => {
    expect(isIrrevocable(me, other, power)).toBe(expected);
  });
});

describe("changing a role", () => {
  it.each([
    [
      "of somebody new",
      { users: { [ANNA]: 100 }, ban: 50 },
      50,
      { users: { [ANNA]: 100, [BOB]: 50 }, ban: 50 },
    ],
    ["back to what is usual", { users: { [BOB]: 50 } }, 0, { users: {} }],
    [
      "keeps what it does not know",
      { "x.y": [1], users: {} },
      100,
      { "x.y": [1], users: { [BOB]: 100 } },
    ],
    ["where there was nothing", undefined, 50, { users: { [BOB]: 50 } }],
    ["where it was broken", { users: 7 }, 50, { users: { [BOB]: 50 } }],
  ])("%s", (_story, before, power, after) => {
    expect(withRole(before, BOB, power)).toEqual(after);
  });
  it("writes a name that every object has as a name", () => {
    const users = withRole({}, "__proto__", 50)["users"];
    expect(Object.keys(users as object)).toEqual(["__proto__"]);
  });
});

describe("nobody in charge any more", () => {
  it.each([
    ["the only moderator goes", [someone(ANNA, 100), someone(BOB, 0)], true],
    ["another moderator stays", [someone(ANNA, 100), someone(BOB, 100)], false],
    ["nobody stays at all", [someone(ANNA, 100)], false],
    ["a moderator who has not come yet", [someone(ANNA, 100), someone(BOB, 100, "invite")], true],
    ["a member goes", [someone(ANNA, 0), someone(BOB, 100)], false],
  ])("%s", (_story, members, expected) => {
    expect(leavesNobodyInCharge(ANNA, members, rights)).toBe(expected);
  });
});
