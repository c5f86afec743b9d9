import type { Member } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { groupsOf } from "./groups.ts";

function member(displayName: string, changes: Partial<Member> = {}): Member {
  return {
    userId: `@${displayName}:amt.de`,
    displayName,
    membership: "join",
    powerLevel: 0,
    isGuest: false,
    server: "amt.de",
    ...changes,
  };
}

describe("people of a room", () => {
  it("stand by what they are, then by name", () => {
    const groups = groupsOf([
      member("Zoe"),
      member("Chef", { powerLevel: 100 }),
      member("Gast", { isGuest: true }),
      member("Anna"),
      member("Vortrag", { powerLevel: 50 }),
      member("Gast mit Vortrag", { powerLevel: 50, isGuest: true }),
      member("Kommt noch", { membership: "invite" }),
      member("Ging", { membership: "leave" }),
      member("Verbannt", { membership: "ban" }),
    ]);
    expect(groups.map((group) => [group.name, group.people.map((p) => p.displayName)])).toEqual([
      ["moderator", ["Chef"]],
      ["presenter", ["Gast mit Vortrag", "Vortrag"]],
      ["participant", ["Anna", "Zoe"]],
      ["guest", ["Gast"]],
      ["invited", ["Kommt noch"]],
    ]);
  });
});
