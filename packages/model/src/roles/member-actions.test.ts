import { assert, boolean, constantFrom, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { obstacleTo } from "./acts.ts";
import { conferenceActions, givenRoleOf, type ConferenceStanding } from "./member-actions.ts";
import { readRoomRights } from "./room-rights.ts";

const rights = readRoomRights({
  state_default: 100,
  invite: 50,
  kick: 100,
  ban: 100,
  events: { "m.room.power_levels": 100 },
});
const someone = (
  userId: string,
  power: number,
  rest: Partial<ConferenceStanding> = {},
): ConferenceStanding => ({ userId, power, membership: "join", isGuest: false, ...rest });
const ANNA = someone("@anna:a.example", 100);
const BEN = someone("@ben:a.example", 0);
const person = (userId: string) =>
  record({
    userId: constantFrom(userId),
    power: constantFrom(-10, 0, 50, 99, 100, 150, Infinity),
    membership: constantFrom<ConferenceStanding["membership"]>("join", "invite", "leave", "ban"),
    isGuest: boolean(),
  });
const ALL_ROLES = ["moderator", "presenter", "participant", "listener"];
const NOTHING = { report: false, remove: false, ban: false, unban: false, roles: [] };

describe("what the menu of a person offers", () => {
  it.each<[string, ConferenceStanding, ConferenceStanding, object]>([
    [
      "a moderator about a participant: everything",
      ANNA,
      BEN,
      { report: true, remove: true, ban: true, unban: false, roles: ALL_ROLES },
    ],
    [
      "about somebody who is as much: reporting",
      ANNA,
      someone("@cem:a.example", 100),
      { ...NOTHING, report: true },
    ],
    ["about oneself: giving the role away", ANNA, ANNA, { ...NOTHING, roles: ALL_ROLES }],
    [
      "about the invited: taking it back, no role yet",
      ANNA,
      { ...BEN, membership: "invite" },
      { remove: true, ban: true, roles: [] },
    ],
    [
      "about the banned: lifting it",
      ANNA,
      { ...BEN, membership: "ban" },
      { remove: false, ban: false, unban: true, roles: [] },
    ],
    ["a participant about another: reporting", BEN, ANNA, { ...NOTHING, report: true }],
    [
      "a listening guest about another: reporting",
      someone("@guest-1:a.example", -10, { isGuest: true }),
      BEN,
      { ...NOTHING, report: true },
    ],
    [
      "a guest who moderates: no roles",
      someone("@guest-1:a.example", 100, { isGuest: true }),
      BEN,
      { remove: true, ban: true, roles: [] },
    ],
    [
      "a guest who moderates, about the banned: nothing to lift",
      someone("@guest-1:a.example", 100, { isGuest: true }),
      { ...BEN, membership: "ban" },
      { unban: false },
    ],
    ["whoever is not in the room: nothing", { ...ANNA, membership: "leave" }, BEN, NOTHING],
    [
      "about a creator: no role",
      someone("@x:a.example", 150),
      someone("@y:a.example", Infinity),
      {
        remove: false,
        ban: false,
        roles: [],
      },
    ],
  ])("%s", (_story, me, other, expected) => {
    expect(conferenceActions(me, other, rights)).toMatchObject(expected);
  });

  it("is nothing that the endpoint would refuse by the table", () => {
    assert(
      property(person("@a:x"), person("@b:x"), (me, other) => {
        const actions = conferenceActions(me, other, rights);
        const offered = [
          ...(["remove", "ban", "unban"] as const).filter((act) => actions[act]),
          ...(actions.roles.length > 0 ? ["change-role"] : []),
        ];
        const refused = offered.filter(
          (act) => obstacleTo(act, me, rights, other.power) !== undefined,
        );
        expect(refused).toEqual([]);
      }),
    );
  });
});

it.each([
  [100, "moderator"],
  [75, "presenter"],
  [0, "participant"],
  [-1, "listener"],
] as const)("a power of %i is the role %s", (power, role) => {
  expect(givenRoleOf(power)).toBe(role);
});
