import type { SubRoom } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { endOf, peopleOf, problemOf } from "./people.ts";

const person = (
  name: string,
  state: SubRoom["people"][number]["state"],
): SubRoom["people"][number] => ({
  userId: `@${name.toLowerCase()}:a.example`,
  displayName: name,
  state,
});

describe("who talks aside", () => {
  it("is who is connected; who has accepted and is not is still coming", () => {
    const room = {
      people: [
        person("Jonas", "in"),
        person("Anna", "in"),
        person("Caro", "in"),
        person("Ben", "invited"),
        person("Dora", "declined"),
      ],
    };
    const connected = new Set(["@jonas:a.example"]);
    expect(
      peopleOf(room, "@anna:a.example", connected).map(({ name, state }) => [name, state]),
    ).toEqual([
      ["Ben", "coming"],
      ["Caro", "coming"],
      ["Dora", "declined"],
      ["Jonas", "there"],
    ]);
  });

  it("ends in two ways", () => {
    expect([endOf(true), endOf(false)]).toEqual(["over", "nobody-came"]);
  });
});

describe("what the server refuses", () => {
  it.each([
    ["conflict", "not-now"],
    ["too-many-attempts", "too-often"],
    ["forbidden", "not-possible"],
    ["room-gone", "not-possible"],
    ["conference-server-unavailable", "unreachable"],
    ["unreachable", "unreachable"],
    [undefined, "unreachable"],
  ])("%s is told as %s", (code, expected) => {
    expect(problemOf({ code })).toBe(expected);
  });

  it.each([undefined, null, "no", 7])("%s is no reason that is known", (error) => {
    expect(problemOf(error)).toBe("unreachable");
  });
});
