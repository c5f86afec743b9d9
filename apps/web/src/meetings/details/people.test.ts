import { describe, expect, it } from "vitest";
import { answersOf, type MeetingPerson, peopleInOrder } from "./people.ts";

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
