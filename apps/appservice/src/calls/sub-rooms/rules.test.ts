import { rightsUnder } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { inviteProblem, isOver, strangersAside, wishOfSubRoom, type PersonAside } from "./rules.ts";

const ANNA = "@anna:a.example";
const BEN = "@ben:a.example";
const CARO = "@caro:a.example";
const many = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `@p${n}:a.example`);
const person = (userId: string, state: PersonAside["state"] = "in"): PersonAside => ({
  userId,
  state,
  invitedBy: ANNA,
});
const aside = (id: string, ...people: PersonAside[]) => ({ id, people });

describe("asking somebody to come aside", () => {
  const inCall = new Set([ANNA, BEN, CARO, ...many(20)]);
  const own = aside("own", person(ANNA), person(BEN));
  const free = { room: undefined, all: [], inCall, sent: 0, refused: 0 };

  it.each<[string, readonly string[], Parameters<typeof inviteProblem>[2], string | undefined]>([
    ["one", [BEN], free, undefined],
    ["seven, which makes eight", many(7), free, undefined],
    ["eight, which makes nine", many(8), free, "full"],
    ["nobody", [], free, "nobody"],
    ["oneself", [ANNA], free, "nobody"],
    ["somebody who is not in the call", ["@eve:a.example"], free, "not-in-call"],
    ["without being in the call", [BEN], { ...free, inCall: new Set([BEN]) }, "not-in-call"],
    ["one more", [CARO], { ...free, room: own, all: [own] }, undefined],
    ["who is in it already", [BEN], { ...free, room: own, all: [own] }, "busy"],
    [
      "who was asked a moment ago",
      [CARO],
      { ...free, room: aside("own", person(ANNA), person(CARO, "invited")) },
      "busy",
    ],
    [
      "who said no",
      [CARO],
      { ...free, room: aside("own", person(ANNA), person(CARO, "declined")) },
      "busy",
    ],
    [
      "who left, or did not answer",
      [CARO],
      { ...free, room: aside("own", person(ANNA), person(CARO, "left")) },
      undefined,
    ],
    [
      "who talks aside with others",
      [BEN],
      { ...free, all: [aside("other", person(BEN), person(CARO))] },
      "busy",
    ],
    [
      "who was asked by others, and may choose",
      [BEN],
      { ...free, all: [aside("other", person(BEN, "invited"), person(CARO))] },
      undefined,
    ],
    [
      "where eight are in it already",
      [CARO],
      { ...free, room: aside("own", person(ANNA), ...many(7).map((one) => person(one))) },
      "full",
    ],
    [
      "where a call has fifty of them",
      [BEN],
      { ...free, all: Array.from({ length: 50 }, (_, n) => aside(`${n}`)) },
      "full",
    ],
    ["the twentieth within a minute", [BEN], { ...free, sent: 19 }, undefined],
    ["the twenty-first", [BEN], { ...free, sent: 20 }, "too-often"],
    ["who has said no once", [BEN], { ...free, refused: 1 }, undefined],
    ["who has said no twice of late", [BEN], { ...free, refused: 2 }, "too-often"],
  ])("%s", (_story, invited, facts, expected) => {
    expect(inviteProblem(ANNA, invited, facts)).toBe(expected);
  });
});

describe("a sub-room", () => {
  it.each<[string, PersonAside[], boolean]>([
    ["goes on with two", [person(ANNA), person(BEN)], false],
    ["goes on while somebody may still come", [person(ANNA), person(BEN, "invited")], false],
    ["is over with one who is left", [person(ANNA), person(BEN, "left")], true],
    ["is over when everybody has said no", [person(ANNA), person(BEN, "declined")], true],
    ["is over when nobody is in it, whoever was asked", [person(BEN, "invited")], true],
    ["is over when it is empty", [], true],
  ])("%s", (_story, people, expected) => {
    expect(isOver(people)).toBe(expected);
  });
});

describe("who is put out", () => {
  const people = [person(ANNA), person(BEN), person(CARO, "invited")];
  const members = new Set([ANNA, BEN, CARO]);
  const nobody = new Set<string>();

  it.each<[string, string[], ReadonlySet<string>, ReadonlySet<string>, string[]]>([
    ["nobody of those who belong there", [ANNA, BEN], members, nobody, []],
    ["who was never asked", [ANNA, "@eve:a.example"], members, nobody, ["@eve:a.example"]],
    ["who was asked and has not accepted", [ANNA, CARO], members, nobody, [CARO]],
    ["who is not in the room any more", [ANNA, BEN], new Set([ANNA]), nobody, [BEN]],
    ["everybody once the room is gone", [ANNA, BEN], nobody, nobody, [ANNA, BEN]],
    ["who is missing from the call", [ANNA, BEN], members, new Set([BEN]), [BEN]],
    ["each person once, with all devices", [BEN, BEN], nobody, nobody, [BEN]],
  ])("%s", (_story, there, inRoom, missing, expected) => {
    expect(strangersAside(there, { people, members: inRoom, missing })).toEqual(expected);
  });
});

describe("what may be sent in it", () => {
  const wish = wishOfSubRoom([person(ANNA), person(BEN, "invited")], (userId) => userId === BEN);

  it("is sound alone, also for those who moderate the room", () => {
    expect(rightsUnder(wish, ANNA, "moderator")).toEqual({
      role: "participant",
      audio: true,
      video: false,
      desktop: false,
    });
    expect(rightsUnder(wish, BEN, "guest")).toMatchObject({ role: "guest", audio: true });
    expect(wish.locks.chat).toBe(true);
  });
});
