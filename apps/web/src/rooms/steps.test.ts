import type { RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import type { Section } from "./sections.ts";
import { stepFrom } from "./steps.ts";

const QUIET = { unread: 0, mentions: 0, markedUnread: false, muted: false };
function room(id: string, part: Partial<RoomSummary> = {}): RoomSummary {
  return { id, ...QUIET, ...part } as RoomSummary;
}

const SECTIONS: readonly Section[] = [
  { name: "invitations", rooms: [room("invited", { unread: 1 })] },
  { name: "direct", rooms: [room("anna"), room("ben", { unread: 2 })] },
  {
    name: "rooms",
    rooms: [
      room("loud", { unread: 40, muted: true }),
      room("called", { mentions: 1, muted: true }),
      room("later", { markedUnread: true }),
      room("quiet"),
    ],
  },
];

describe("from chat to chat with the keyboard", () => {
  const cases: readonly (readonly [
    story: string,
    from: string | undefined,
    direction: "up" | "down",
    unread: boolean,
    to: string | undefined,
  ])[] = [
    ["the next one", "anna", "down", false, "ben"],
    ["into the next section", "ben", "down", false, "loud"],
    ["from the end to the beginning", "quiet", "down", false, "anna"],
    ["the one above", "ben", "up", false, "anna"],
    ["from the beginning to the end", "anna", "up", false, "quiet"],
    ["from outside: the first", undefined, "down", false, "anna"],
    ["from outside, upwards: the last", undefined, "up", false, "quiet"],
    ["the next unread one", "anna", "down", true, "ben"],
    ["silenced ones only where one is called", "ben", "down", true, "called"],
    ["what was marked as unread", "called", "down", true, "later"],
    ["unread around the end", "quiet", "down", true, "ben"],
    ["unread, upwards", "called", "up", true, "ben"],
  ];
  it.each(cases)("%s", (_, from, direction, unread, to) => {
    expect(stepFrom(SECTIONS, from, direction, { unread })).toBe(to);
  });

  it("stays where nothing else is", () => {
    const one: readonly Section[] = [{ name: "direct", rooms: [room("anna", { unread: 1 })] }];
    expect(stepFrom(one, "anna", "down", { unread: false })).toBeUndefined();
    expect(stepFrom([], undefined, "down", { unread: true })).toBeUndefined();
  });
});
