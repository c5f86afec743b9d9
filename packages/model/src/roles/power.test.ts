import { describe, expect, it } from "vitest";
import { powerLevelOf } from "./power.ts";
import { roleOf } from "./roles.ts";

const ANNA = "@anna:a.example";
const BOB = "@bob:a.example";
const BOT = "@plenum:a.example";
const v12 = { sender: BOT, content: { room_version: "12" } };
const v10 = { sender: ANNA, content: { room_version: "10" } };

describe("power of a person in a room", () => {
  it.each([
    ["somebody named in the room", BOB, v12, { users: { [BOB]: 50 } }, 50],
    ["somebody who is not named", BOB, v12, { users: { [ANNA]: 100 } }, 0],
    ["the room's default", BOB, v12, { users_default: 10 }, 10],
    ["a creator since version 12", BOT, v12, { users: {} }, Number.POSITIVE_INFINITY],
    [
      "an additional creator",
      BOB,
      { sender: BOT, content: { room_version: "12", additional_creators: [BOB] } },
      {},
      Number.POSITIVE_INFINITY,
    ],
    ["a creator of old whom the room has set back", ANNA, v10, { users: { [ANNA]: 50 } }, 50],
    ["a creator of old in a room without power levels", ANNA, v10, undefined, 100],
    ["anybody else in a room without power levels", BOB, v10, undefined, 0],
    ["a level written as text, as old rooms have it", BOB, v10, { users: { [BOB]: "100" } }, 100],
    ["a level that is no number", BOB, v10, { users: { [BOB]: "all" }, users_default: 5 }, 5],
    ["levels that are no object", BOB, v10, "broken", 0],
    ["a name that every object has", "__proto__", v10, { users: {} }, 0],
  ] as const)("%s", (_story, user, create, levels, expected) => {
    expect(powerLevelOf(user, create, levels)).toBe(expected);
  });
});

describe("role of a person in a conference", () => {
  it.each([
    [Number.POSITIVE_INFINITY, false, "moderator"],
    [100, false, "moderator"],
    [100, true, "moderator"],
    [99, false, "presenter"],
    [50, true, "presenter"],
    [49, false, "participant"],
    [0, false, "participant"],
    [0, true, "guest"],
    [-1, false, "listener"],
    [-10, true, "listener"],
    [-10, false, "listener"],
  ] as const)("power %s, guest %s: %s", (power, guest, role) => {
    expect(roleOf(power, guest)).toBe(role);
  });
});
