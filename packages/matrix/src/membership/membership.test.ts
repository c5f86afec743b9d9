import { describe, expect, it } from "vitest";
import { rulesFor } from "../rooms/list-actions.ts";
import { readBanned, viaQuery } from "./membership.ts";

const event = { state_key: "@ben:x", content: { membership: "ban" } };

describe("who is banned", () => {
  it.each([
    [
      "somebody known by name",
      [{ ...event, content: { membership: "ban", displayname: "Ben", reason: "Spam" } }],
      [{ userId: "@ben:x", displayName: "Ben", reason: "Spam" }],
    ],
    [
      "by an earlier name",
      [{ ...event, unsigned: { prev_content: { displayname: "Ben" } } }],
      [{ userId: "@ben:x", displayName: "Ben" }],
    ],
    ["by no name", [event], [{ userId: "@ben:x", displayName: "ben" }]],
    ["not who has gone", [{ ...event, content: { membership: "leave" } }], []],
    ["not what is nobody", [{ ...event, state_key: "ben" }, null, 7], []],
    ["no list", "x", []],
  ])("%s", (_story, chunk, expected) => {
    expect(readBanned(chunk)).toEqual(expected);
  });
});

describe("ways in a query", () => {
  it.each([
    [[], ""],
    [["a.x", "b.x"], "?via=a.x&via=b.x"],
    [["a&b=c"], "?via=a%26b%3Dc"],
    [["1", "2", "3", "4"], "?via=1&via=2&via=3"],
  ])("%j", (via, query) => {
    expect(viaQuery(via)).toBe(query);
  });
});

describe("the rules behind a level", () => {
  it.each([
    ["none", [true, false]],
    ["mentions", [false, true]],
    ["all", [false, true]],
    ["default", [false, false]],
  ] as const)("%s", (level, there) => {
    expect(rulesFor("!r", level).map(({ rule }) => rule !== undefined)).toEqual(there);
  });
});
