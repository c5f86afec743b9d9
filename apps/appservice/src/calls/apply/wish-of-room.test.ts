import { controlWishSchema, type ControlStanding } from "@plenum/model";
import { anything, array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { wishOfRoom, type RoomFacts } from "./wish-of-room.ts";

const [ANNA, BEN, CEM] = ["@anna:a.example", "@ben:a.example", "@cem:a.example"] as const;
const GUEST = "@plenum-guest-0123456789abcdef:a.example";
const PHONE = "@f00d:phone.invalid";
const ALL = { audio: true, video: true, desktop: true };
const NOTHING = { audio: false, video: false, desktop: false };

function facts(change: Partial<RoomFacts> = {}): RoomFacts {
  return {
    create: { sender: "@bot:a.example", content: { room_version: "12" } },
    powerLevels: { users: { [ANNA]: 100, [BEN]: 50 } },
    conference: { kind: "meeting", title: "Jour fixe" },
    floor: undefined,
    members: [ANNA, BEN, CEM],
    ...change,
  };
}

describe("how the call of a room is to be", () => {
  it.each<[string, Partial<RoomFacts>, string, ControlStanding]>([
    ["a moderator", {}, ANNA, { role: "moderator", ...ALL }],
    ["a presenter", {}, BEN, { role: "presenter", ...ALL }],
    ["a colleague", {}, CEM, { role: "participant", ...ALL }],
    ["an ordinary room", { conference: undefined }, CEM, { role: "participant", ...ALL }],
    [
      "a listener, also with the floor",
      { powerLevels: { users: { [CEM]: -10 } }, floor: { holders: [CEM] } },
      CEM,
      { role: "listener", ...NOTHING },
    ],
    [
      "a listener of a lecture, also with the floor",
      {
        conference: { kind: "lecture", title: "" },
        powerLevels: { users: { [CEM]: -1 } },
        floor: { holders: [CEM] },
      },
      CEM,
      { role: "listener", ...NOTHING },
    ],
    [
      "locked microphones",
      { conference: { kind: "meeting", title: "", locks: { audio: true } } },
      CEM,
      { role: "participant", ...ALL, audio: false },
    ],
    [
      "locked microphones and a presenter",
      { conference: { kind: "meeting", title: "", locks: { audio: true } } },
      BEN,
      { role: "presenter", ...ALL },
    ],
    [
      "locked microphones and a telephone that has the floor",
      {
        conference: { kind: "meeting", title: "", locks: { audio: true, desktop: true } },
        floor: { holders: [PHONE] },
      },
      PHONE,
      { role: "participant", ...ALL, desktop: false },
    ],
    [
      "locked microphones and a moderator",
      { conference: { kind: "meeting", title: "", locks: { audio: true, video: true } } },
      ANNA,
      { role: "moderator", ...ALL },
    ],
    [
      "the floor",
      {
        conference: { kind: "committee", title: "", locks: { audio: true, desktop: true } },
        floor: { holders: [CEM] },
      },
      CEM,
      { role: "participant", audio: true, video: true, desktop: false },
    ],
    [
      "a listener of a lecture",
      { conference: { kind: "lecture", title: "" } },
      CEM,
      { role: "participant", ...NOTHING },
    ],
    [
      "a question in a lecture",
      { conference: { kind: "lecture", title: "" }, floor: { holders: [CEM] } },
      CEM,
      { role: "participant", ...ALL },
    ],
    [
      "locks that are nonsense",
      { conference: { kind: "meeting", title: "", locks: "all" } },
      CEM,
      { role: "participant", ...ALL },
    ],
  ])("%s", (_story, change, userId, expected) => {
    expect(wishOfRoom(facts(change), "a.example").participants[userId]).toEqual(expected);
  });

  it("has presenters and whoever has the floor on the stage of a lecture", () => {
    const wish = wishOfRoom(
      facts({
        conference: { kind: "lecture", title: "" },
        floor: { holders: [CEM, "@gone:a.example"] },
      }),
      "a.example",
    );
    expect([wish.mode, wish.stage]).toEqual(["stage", [CEM, BEN]]);
  });

  it("names nobody who is not in the room", () => {
    const wish = wishOfRoom(facts({ members: [CEM], floor: { holders: [ANNA] } }), "a.example");
    expect(Object.keys(wish.participants)).toEqual([CEM]);
  });

  it("names of a thousand and more those with the most to say", () => {
    const crowd = Array.from({ length: 1_200 }, (_, index) => `@p${index}:a.example`);
    const wish = wishOfRoom(
      facts({ members: [...crowd, CEM, BEN, ANNA], floor: { holders: [CEM] } }),
      "a.example",
    );
    expect(Object.keys(wish.participants)).toHaveLength(1_000);
    for (const userId of [ANNA, BEN, CEM]) expect(wish.participants).toHaveProperty([userId]);
    expect(() => controlWishSchema.parse(wish)).not.toThrow();
  });

  it("is a wish whatever events say", () => {
    assert(
      property(
        anything(),
        anything(),
        anything(),
        array(constantFrom(ANNA, BEN, GUEST)),
        (powerLevels, conference, floor, members) => {
          const wish = wishOfRoom(facts({ powerLevels, conference, floor, members }), "a.example");
          expect(controlWishSchema.parse(wish)).toEqual(wish);
        },
      ),
    );
  });
});
