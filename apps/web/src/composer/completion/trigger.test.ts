import { describe, expect, it } from "vitest";
import { triggerAt } from "./trigger.ts";

describe("what may be completed", () => {
  it.each<[string, string, string | undefined]>([
    ["a person, at once", "@", "person:"],
    ["a person in a sentence", "Hallo @An", "person:An"],
    ["a first and a last name", "@Anna Neu", "person:Anna Neu"],
    ["a person in brackets", "(@an", "person:an"],
    ["not a mail address", "anna@amt", undefined],
    ["not a whole sentence", "@Anna kommt heute nicht", undefined],
    ["not what stands on the line before", "@An\nna", undefined],
    ["not a sign alone with a space", "5 @ 3", undefined],
    ["a room", "siehe #Haus", "room:Haus"],
    ["not a heading", "# Titel", undefined],
    ["not the sign of a number alone", "#", undefined],
    ["an emoji", "gut :lach", "emoji:lach"],
    ["not a time", "um 8:30", undefined],
    ["not a colon in a sentence", "Also: ja", undefined],
    ["not one letter, which is a face", ":D", undefined],
    ["a command", "/", "command:"],
    ["a command with letters", "/to", "command:to"],
    ["not a command with its words", "/topic Neu", undefined],
    ["not a path in a sentence", "a /b", undefined],
    ["nothing in an empty text", "", undefined],
  ])("%s", (_story, text, expected) => {
    const trigger = triggerAt(text, text.length);
    expect(trigger && `${trigger.kind}:${trigger.query}`).toBe(expected);
  });

  it("is what stands before the caret", () => {
    expect(triggerAt("@Anna und @Ben", 3)).toEqual({
      kind: "person",
      start: 0,
      end: 3,
      query: "An",
    });
  });

  it("is quickly told in a long text", () => {
    expect(triggerAt("a".repeat(1_000_000), 1_000_000)).toBeUndefined();
  });
});
