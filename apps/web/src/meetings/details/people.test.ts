import { describe, expect, it } from "vitest";
import { answerOfOne, answersOf, type MeetingPerson, peopleInOrder } from "./people.ts";

const person = (name: string, answer: MeetingPerson["answer"]): MeetingPerson => ({
  userId: `@${name.toLowerCase()}:amt.example`,
  name,
  optional: false,
  answer,
});
const people = [
  person("Dora", "declined"),
  person("Otto", "open"),
  person("Cem", "accepted"),
  person("Anna", "open"),
  person("Ben", "accepted"),
];

describe("those invited", () => {
  it("stand in the order of their answers, the organiser first", () => {
    const names = peopleInOrder({ people, organiser: "@otto:amt.example" }).map(({ name }) => name);
    expect(names).toEqual(["Otto", "Ben", "Cem", "Anna", "Dora"]);
  });

  it("are counted by answer", () => {
    expect(answersOf(people)).toEqual([
      { answer: "accepted", count: 2 },
      { answer: "open", count: 2 },
      { answer: "declined", count: 1 },
    ]);
  });
});

describe("the answer for one date of a series", () => {
  const weekly = { frequency: "weekly" as const, interval: 1, weekdays: [] };
  const ownAnswers = [{ original: "2026-12-08T09:30", answer: "declined" as const }];
  it.each([
    ["answered for that date", { recurrence: weekly, ownAnswers }, "2026-12-08T09:30", "declined"],
    [
      "answered for another date",
      { recurrence: weekly, ownAnswers },
      "2026-12-15T09:30",
      undefined,
    ],
    ["answered for all", { recurrence: weekly }, "2026-12-08T09:30", undefined],
    ["no series any more", { ownAnswers }, "2026-12-08T09:30", undefined],
  ])("%s", (_story, meeting, original, expected) => {
    expect(answerOfOne(meeting, original)).toBe(expected);
  });
});
