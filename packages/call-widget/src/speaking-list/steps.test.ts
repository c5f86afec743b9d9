import { expect, it } from "vitest";
import { stepOf, type Step } from "./steps.ts";

const rows = ["a", "b", "c"].map((person) => ({ person, pending: false }));

it.each<[string, Step, string | undefined]>([
  ["b", "up", "a"],
  ["a", "up", undefined],
  ["a", "down", "c"],
  ["b", "down", ""],
  ["c", "down", undefined],
  ["c", "first", "a"],
  ["a", "first", undefined],
  ["a", "last", ""],
  ["c", "last", undefined],
  ["x", "up", undefined],
])("%s, %s: before %o", (person, step, before) => {
  const expected =
    before === undefined
      ? undefined
      : { act: "move", person, ...(before === "" ? {} : { before }) };
  expect(stepOf(rows, person, step)).toEqual(expected);
});

it("leaves alone who is not in the list yet", () => {
  const pending = [...rows, { person: "d", pending: true }];
  expect(stepOf(pending, "d", "up")).toBeUndefined();
  expect(stepOf(pending, "c", "down")).toBeUndefined();
});
