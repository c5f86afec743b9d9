import type { JoinRule, RoomAccess } from "@plenum/matrix";
import { readRoomRights } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { knowsRule, withRule, withSpace } from "./access-rules.ts";
import { aliasProblem } from "./alias.ts";
import { rightsTable, withRight, type RightName } from "./rights-table.ts";

describe("the first part of an address", () => {
  it.each([
    ["haushalt-2027", false],
    ["straßen.bau", false],
    ["", false],
    ["haus halt", true],
    ["haushalt:example.org", true],
    ["#haushalt", true],
    ["a\u202Eb", true],
  ])("%j is wrong: %s", (localpart, wrong) => {
    expect(aliasProblem(localpart)).toBe(wrong);
  });
});

describe("rules of access", () => {
  it.each<[string, JoinRule, boolean]>([
    ["1", "invite", true],
    ["6", "knock", false],
    ["7", "knock", true],
    ["9", "knock_restricted", false],
    ["12", "knock_restricted", true],
    ["org.example.next", "restricted", true],
  ])("version %s knows %s: %s", (version, rule, known) => {
    expect(knowsRule(version, rule)).toBe(known);
  });
  const invited: RoomAccess = { rule: "invite", spaces: [] };
  const inSpace: RoomAccess = { rule: "restricted", spaces: ["!b"] };
  it.each<[string, RoomAccess, JoinRule, readonly string[], RoomAccess]>([
    [
      "the first space is offered",
      invited,
      "restricted",
      ["!a"],
      { rule: "restricted", spaces: ["!a"] },
    ],
    [
      "chosen spaces stay",
      inSpace,
      "knock_restricted",
      ["!a"],
      { rule: "knock_restricted", spaces: ["!b"] },
    ],
    ["spaces go with the rule", inSpace, "public", ["!a"], { rule: "public", spaces: [] }],
    [
      "without a space none is made up",
      invited,
      "restricted",
      [],
      { rule: "restricted", spaces: [] },
    ],
  ])("%s", (_story, access, rule, offered, expected) => {
    expect(withRule(access, rule, offered)).toEqual(expected);
  });
  it("never takes the last space away", () => {
    expect(withSpace(inSpace, "!b", false)).toEqual(inSpace);
    expect(withSpace(withSpace(inSpace, "!a", true), "!b", false).spaces).toEqual(["!a"]);
  });
});

describe("the table of rights", () => {
  it.each<[string, unknown, RightName, number]>([
    ["what the room says", { invite: 50 }, "invite", 50],
    ["messages apart from settings", { events_default: 10, state_default: 50 }, "write", 10],
    [
      "the highest of several settings",
      { events: { "m.room.name": 10, "m.room.topic": 90 } },
      "appearance",
      90,
    ],
    ["broken contents", "x", "ban", 50],
  ])("reads %s", (_story, content, name, power) => {
    const table = rightsTable(readRoomRights(content), false);
    expect(table.find((row) => row.name === name)?.power).toBe(power);
  });
  it("reads what it has written, and keeps what it does not know", () => {
    const before = { "x.y": 1, users: { "@a:x": 100 }, events: { "m.room.tombstone": 150 } };
    for (const { name } of rightsTable(readRoomRights(before), false)) {
      const after = withRight(before, name, 75);
      const table = rightsTable(readRoomRights(after), false);
      expect(table.find((row) => row.name === name)?.power).toBe(75);
      expect(after).toMatchObject({ "x.y": 1, users: before.users });
      expect(after["events"]).toMatchObject(before.events);
    }
  });
  it("shows for spaces what counts in spaces", () => {
    const names = rightsTable(readRoomRights({}), true).map((row) => row.name);
    expect(names).toContain("children");
    expect(names).not.toContain("write");
  });
});
