import type { RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { forwardTargets, leavesEncryption } from "./rooms.ts";

const room = (name: string, parts: Partial<RoomSummary> = {}): RoomSummary =>
  ({
    id: name,
    name,
    membership: "join",
    isSpace: false,
    encrypted: true,
    lastActivity: 0,
    ...parts,
  }) as RoomSummary;

const rooms = [
  room("Haushalt", { lastActivity: 1 }),
  room("Haushalt 2027 Entwurf", { lastActivity: 3 }),
  room("Jonas Weber", { lastActivity: 2 }),
  room("Eingeladen", { membership: "invite" }),
  room("Bereich", { isSpace: true }),
];

describe("where a message can go", () => {
  it.each<[string, readonly string[]]>([
    ["", ["Haushalt 2027 Entwurf", "Jonas Weber", "Haushalt"]],
    ["haus", ["Haushalt 2027 Entwurf", "Haushalt"]],
    [" entwurf HAUS ", ["Haushalt 2027 Entwurf"]],
    ["bereich", []],
  ])("%j", (words, expected) => {
    expect(forwardTargets(rooms, words).map(({ name }) => name)).toEqual(expected);
  });
  it.each([
    [true, [true], false],
    [true, [true, false], true],
    [false, [false], false],
    [false, [true], false],
  ])("from encrypted %s to %j leaves it: %s", (from, to, expected) => {
    expect(
      leavesEncryption(
        { encrypted: from },
        to.map((encrypted) => ({ encrypted })),
      ),
    ).toBe(expected);
  });
});
