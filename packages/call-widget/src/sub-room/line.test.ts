import { describe, expect, it } from "vitest";
import type { PersonAside, SubRoomSlice } from "../contract/index.ts";
import { lineOf } from "./line.ts";

type Room = NonNullable<SubRoomSlice["room"]>;
const person = (name: string, state: PersonAside["state"]): PersonAside => ({
  userId: `@${name}:a.example`,
  name,
  state,
});
const room = (state: Room["state"], ...people: PersonAside[]): Room => ({ id: "x", state, people });
const jonas = person("Jonas", "there");
const coming = person("Caro", "coming");
const declined = person("Dora", "declined");

describe("the line of somebody who talks aside", () => {
  it.each<[string, Room, "aside" | "plenum", boolean, string, string[]]>([
    ["while it is being connected", room("opening", coming), "aside", false, "opening", []],
    ["while one waits", room("open", coming), "aside", true, "waiting", ["Caro"]],
    ["with somebody", room("open", jonas), "aside", true, "with", ["Jonas"]],
    ["with somebody, muted", room("open", jonas), "aside", false, "muted", ["Jonas"]],
    [
      "when the microphone is in the meeting",
      room("open", jonas),
      "plenum",
      true,
      "toAll",
      ["Jonas"],
    ],
    ["when it is there and off", room("open", jonas), "plenum", false, "muted", ["Jonas"]],
    ["when it is there and nobody is here", room("open", coming), "plenum", true, "toAllAlone", []],
    ["when it broke", room("mending", jonas), "aside", false, "mending", ["Jonas"]],
    ["when it broke and one speaks to all", room("mending"), "plenum", true, "toAllAlone", []],
    ["when everybody has gone", room("open"), "aside", true, "alone", []],
  ])("%s", (_story, now, microphone, on, sentence, names) => {
    const line = lineOf(now, microphone, on);
    expect(line.sentence).toBe(sentence);
    expect(line.people.map(({ name }) => name)).toEqual(names);
  });

  it("names those who may still come, and those who do not", () => {
    const line = lineOf(room("open", jonas, coming, declined), "aside", true);
    expect(line.coming).toEqual([coming]);
    expect(line.declined).toEqual([declined]);
  });
});
