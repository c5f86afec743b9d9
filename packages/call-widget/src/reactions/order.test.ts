import { expect, test } from "vitest";
import { orderOfHands, raisedSince, unserved } from "./order.ts";

const NOW = 1_800_000_000_000;

test.each([
  ["1799999999000", 1_799_999_999_000],
  ["true", NOW],
  ["1900000000000", NOW],
  ["0", undefined],
  ["", undefined],
  ["false", undefined],
  ["-5", undefined],
  ["1e9", undefined],
  ["99999999999999999999", undefined],
  ["__proto__", undefined],
])("a presence that says %o of its hand: up since %o", (said, since) => {
  expect(raisedSince(said, NOW)).toBe(since);
});

const anna = { id: "a1", userId: "@anna:amt.example" };
const ben = { id: "b1", userId: "@ben:amt.example" };
const guest = { id: "g1" };

test("hands stand in the order in which they were raised", () => {
  const said = new Map([
    ["a1", 30],
    ["g1", 10],
    ["b1", 20],
  ]);
  expect(orderOfHands([anna, ben, guest], [], said)).toEqual(["g1", ben.userId, anna.userId]);
});

test("a hand goes when the floor is given, and comes back only when it is raised anew", () => {
  const served = new Map<string, string>();
  const nobody = new Set<string>();
  const up = new Map([
    ["a1", "30"],
    ["b1", "20"],
  ]);
  expect(unserved(up, nobody, served)).toEqual([...up]);
  expect(unserved(up, new Set(["a1"]), served)).toEqual([["b1", "20"]]);
  // Raised again while speaking: that is no wish to speak either.
  const again = new Map([...up, ["a1", "40"]]) as ReadonlyMap<string, string>;
  expect(unserved(again, new Set(["a1"]), served)).toEqual([["b1", "20"]]);
  expect(unserved(again, nobody, served)).toEqual([["b1", "20"]]);
  const anew = new Map([...up, ["a1", "50"]]) as ReadonlyMap<string, string>;
  expect(unserved(anew, nobody, served)).toContainEqual(["a1", "50"]);
});

test("what the room says counts before what a device says", () => {
  const room = [{ userId: ben.userId, since: 40 }];
  const said = new Map([
    ["b1", 1],
    ["a1", 30],
  ]);
  expect(orderOfHands([anna, ben], room, said)).toEqual([anna.userId, ben.userId]);
});

test("who went has no hand up, and a person with two devices has one", () => {
  const second = { ...anna, id: "a2" };
  const said = new Map([
    ["a1", 30],
    ["a2", 5],
    ["b1", 10],
  ]);
  expect(orderOfHands([anna, second], [], said)).toEqual([anna.userId]);
});
