import { expect, test } from "vitest";
import { findPeople } from "./find.ts";

function person(name: string, more: { isLocal?: boolean; hand?: number; holder?: boolean } = {}) {
  return { name, isLocal: false, ...more };
}

const people = [
  person("Zoë Groß"),
  person("Ben Adam", { hand: 2 }),
  person("Self", { isLocal: true }),
  person("Änne Berg"),
  person("Carl", { hand: 1 }),
];
const names = (search: string): readonly string[] =>
  findPeople(people, search).map(({ name }) => name);

test("hands come first in their order, then oneself, then names", () => {
  expect(names("")).toEqual(["Carl", "Ben Adam", "Self", "Änne Berg", "Zoë Groß"]);
});

test("who has the floor comes right after the hands", () => {
  const all = [...people, person("Dora", { holder: true })];
  expect(findPeople(all, "").map(({ name }) => name)).toEqual([
    "Carl",
    "Ben Adam",
    "Dora",
    "Self",
    "Änne Berg",
    "Zoë Groß",
  ]);
});

test.each([
  ["zoe", ["Zoë Groß"]],
  ["GROSS", ["Zoë Groß"]],
  ["berg ann", ["Änne Berg"]],
  ["  ", ["Carl", "Ben Adam", "Self", "Änne Berg", "Zoë Groß"]],
  ["x", []],
])("searching for %o", (search, found) => {
  expect(names(search)).toEqual(found);
});
