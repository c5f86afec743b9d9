import type { Member } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import type { Translate } from "../i18n/keys.ts";
import { announcementOf, namesOf } from "./announcement.ts";
import { dayField, startOfDay } from "./day-field.ts";
import { foldChanges } from "./fold-changes.ts";
import type { ChangeItem, MessageItem } from "./rows.ts";

/** Keys with their values, so that the rules can be read without the wording. */
const t: Translate = (key, values = {}) => {
  const said = Object.values(values).join(" ");
  return said === "" ? key : `${key}(${said})`;
};

function member(name: string): Member {
  return {
    userId: `@${name}:amt.de`,
    displayName: name,
    membership: "join",
    powerLevel: 0,
    isGuest: false,
    server: "amt.de",
  };
}

let count = 0;
type Kind = "joined" | "left" | "call-joined" | "encryption";
function did(name: string, type: Kind): ChangeItem {
  count += 1;
  const change = type === "joined" || type === "left" ? { type, target: member(name) } : { type };
  return { kind: "change", key: `${count}`, timestamp: 0, sender: member(name), change };
}

describe("changes in few words", () => {
  it.each<[string, readonly ChangeItem[], string]>([
    ["one person", [did("anna", "joined")], "change.joined(anna)"],
    [
      "two",
      [did("anna", "joined"), did("ben", "joined")],
      "change.many.joined(timeline.twoNames(anna ben))",
    ],
    [
      "five",
      ["anna", "ben", "cara", "dora", "emil"].map((name) => did(name, "joined")),
      "change.many.joined(timeline.manyNames(anna 4))",
    ],
    [
      "the same person twice",
      [did("anna", "call-joined"), did("anna", "call-joined")],
      "change.callJoined(anna)",
    ],
    [
      "different things in the order in which they came",
      [did("anna", "left"), did("ben", "joined"), did("cara", "left")],
      "change.many.left(timeline.twoNames(anna cara)) change.joined(ben)",
    ],
    [
      "more than anybody reads",
      [1, 2, 3, 4, 5].map(() => did("anna", "encryption")),
      "change.encryption change.encryption change.encryption timeline.moreChanges(2)",
    ],
  ])("%s", (_story, items, expected) => {
    expect(foldChanges(items, t)).toBe(expected);
  });
});

function wrote(name: string, body: string): MessageItem {
  return {
    kind: "message",
    sender: member(name),
    body: { kind: "text", style: "normal", body },
  } as MessageItem;
}

describe("what is told of new messages", () => {
  it.each<[string, readonly MessageItem[], string]>([
    ["none", [], ""],
    ["one, with its words", [wrote("anna", "Hallo")], "timeline.announce(anna Hallo)"],
    [
      "several of one person",
      [wrote("anna", "1"), wrote("anna", "2")],
      "timeline.announceMany(2 anna)",
    ],
    [
      "several of several",
      [wrote("anna", "1"), wrote("ben", "2"), wrote("anna", "3")],
      "timeline.announceMany(3 timeline.twoNames(anna ben))",
    ],
  ])("%s", (_story, messages, expected) => {
    expect(announcementOf(messages, t)).toBe(expected);
  });
  it("a very long message is cut", () => {
    expect(announcementOf([wrote("anna", "x".repeat(60_000))], t).length).toBeLessThan(400);
  });
  it("nobody has no name", () => {
    expect(namesOf([], t)).toBe("");
  });
});

describe("the day of a date field", () => {
  it.each(["2026-11-27", "2024-02-29", "1999-01-01"])("%s there and back", (day) => {
    const start = startOfDay(day);
    expect(dayField(start ?? 0)).toBe(day);
    expect(new Date(start ?? 0).getHours()).toBe(0);
  });
  it.each(["", "2026-02-30", "27.11.2026", "2026-13-01"])("%j is none", (day) => {
    expect(startOfDay(day)).toBeUndefined();
  });
});
