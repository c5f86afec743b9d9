import {
  addPerson,
  type ContactsEdit,
  createGroup,
  NO_CONTACTS,
  setFavouritePerson,
  setInGroup,
  viewOfContacts,
} from "@plenum/model";
import { describe, expect, it } from "vitest";
import { foundRows, listRows, type Row } from "./rows.ts";

const NAMES: Readonly<Record<string, string>> = {
  "@a:amt.de": "Anna Öhler",
  "@j:amt.de": "Jonas Weber",
  "@e:amt.de": "Elif Kaya",
};
const nameOf = (userId: string): string => NAMES[userId] ?? userId;
const edits: readonly ContactsEdit[] = [
  createGroup("g", "Referat"),
  createGroup("leer", "Projekt"),
  addPerson("@j:amt.de", "g"),
  addPerson("@a:amt.de", "g"),
  setFavouritePerson("@a:amt.de", true),
  addPerson("@e:amt.de"),
  setInGroup("@e:amt.de", "gone", true),
];
const view = viewOfContacts(edits.reduce((all, edit) => edit(all, 1), NO_CONTACTS));

function written(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => {
    if (row.kind === "person") return nameOf(row.userId);
    if (row.kind === "empty") return "(empty)";
    return `${row.section.kind === "group" ? row.section.name : row.section.kind} ${row.count}`;
  });
}

describe("the rows of the contact list", () => {
  it("are favourites, groups in their order with people by name, and the others", () => {
    expect(written(listRows(view, nameOf))).toEqual([
      "favourites 1",
      "Anna Öhler",
      "Referat 2",
      "Anna Öhler",
      "Jonas Weber",
      "Projekt 0",
      "(empty)",
      "others 1",
      "Elif Kaya",
    ]);
  });
  it("have a key of their own, also for a person in two places", () => {
    const keys = listRows(view, nameOf).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each<[string, readonly string[]]>([
    ["öhl", ["found 1", "Anna Öhler"]],
    ["weber JON", ["found 1", "Jonas Weber"]],
    ["@e:amt", ["found 1", "Elif Kaya"]],
    ["zz", []],
  ])("for the search %s", (term, expected) => {
    expect(written(foundRows(view, nameOf, term, []))).toEqual(expected);
  });
  it("for a search name people of the directory who are no contacts yet", () => {
    expect(written(foundRows(view, nameOf, "a", ["@a:amt.de", "@neu:amt.de"])).slice(-2)).toEqual([
      "directory 1",
      "@neu:amt.de",
    ]);
  });
});
