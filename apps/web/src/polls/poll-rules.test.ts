import type { Poll, PollResult } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { answersOf, pollOfDraft, pressed, showsCounts, type PollDraft } from "./poll-rules.ts";

const draft = (parts: Partial<PollDraft> = {}): PollDraft => ({
  question: "Wann?",
  answers: ["Montag", "Dienstag"],
  several: false,
  hidden: false,
  ...parts,
});

describe("a new poll", () => {
  it("is what was filled in", () => {
    let id = 0;
    const poll = pollOfDraft(draft({ several: true, hidden: true }), () => {
      id += 1;
      return String(id);
    });
    expect(poll).toEqual({
      question: "Wann?",
      answers: [
        { id: "1", text: "Montag" },
        { id: "2", text: "Dienstag" },
      ],
      maxSelections: 2,
      disclosed: false,
    });
  });
  it.each<[string, Partial<PollDraft>]>([
    ["a question", { question: "  " }],
    ["answers", { answers: [] }],
    ["a second answer", { answers: ["Montag", " "] }],
    ["a different second answer", { answers: ["Montag", "Montag "] }],
  ])("needs %s", (_story, parts) => {
    expect(pollOfDraft(draft(parts), () => "x")).toBeUndefined();
  });
  it("has at most twenty answers", () => {
    const answers = Array.from({ length: 1000 }, (_unused, index) => `Antwort ${index}`);
    expect(answersOf(draft({ answers }))).toHaveLength(20);
  });
});

describe("pressing an answer", () => {
  it.each<[string, number, readonly string[], readonly string[] | undefined]>([
    ["chooses it", 1, [], ["a"]],
    ["takes it back", 1, ["a"], []],
    ["changes the vote", 1, ["b"], ["a"]],
    ["adds it where several may be", 2, ["b"], ["b", "a"]],
    ["does nothing when no more may be", 2, ["b", "c"], undefined],
    ["takes one of several back", 2, ["a", "b"], ["b"]],
  ])("%s", (_story, maxSelections, own, expected) => {
    expect(pressed({ maxSelections }, own, "a")).toEqual(expected);
  });
});

it.each([
  [true, false, true],
  [true, true, true],
  [false, false, false],
  [false, true, true],
])("counts of an open (%s), ended (%s) poll are seen: %s", (disclosed, ended, expected) => {
  expect(showsCounts({ disclosed } as Poll, { ended } as PollResult)).toBe(expected);
});
