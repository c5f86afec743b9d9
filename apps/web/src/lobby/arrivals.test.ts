import type { LobbyPerson } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { arrivals, namesOf } from "./arrivals.ts";

const person = (name: string): LobbyPerson => ({
  id: name,
  userId: `@${name}:example.org`,
  displayName: name,
  reason: "",
  kind: "colleague",
  organisation: "",
  since: "2026-11-22T10:00:00Z",
});
const people = (...names: string[]): LobbyPerson[] => names.map(person);

describe("who has come to the lobby", () => {
  it.each<[string, string[], string[], string[]]>([
    ["is the first one", [], ["a"], ["a"]],
    ["is nobody who was there", ["a"], ["a"], []],
    ["is the new one alone", ["a"], ["a", "b"], ["b"]],
    ["is nobody when somebody goes", ["a", "b"], ["b"], []],
    ["is the new one even when another goes", ["a"], ["b"], ["b"]],
  ])("%s", (_story, known, waiting, expected) => {
    const come = arrivals(new Set(known), people(...waiting));
    expect(come.map(({ id }) => id)).toEqual(expected);
  });
});

describe("the names of a line", () => {
  it.each<[string[], string[], boolean]>([
    [["a"], ["a"], false],
    [["a", "b", "c"], ["a", "b", "c"], false],
    [["a", "b", "c", "d"], ["a", "b", "c"], true],
  ])("of %j are %j, more: %s", (waiting, names, more) => {
    expect(namesOf(people(...waiting))).toEqual({ names, more });
  });
});
