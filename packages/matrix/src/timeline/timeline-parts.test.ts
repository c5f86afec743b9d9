import { describe, expect, it } from "vitest";
import type { Member, TimelineItem } from "../contract.ts";
import { event, person } from "../testing/events.ts";
import { buildTimeline } from "./build.ts";
import { messageNear } from "./near.ts";
import type { RawEvent } from "./raw-event.ts";
import { readersOf, shareReaders } from "./readers.ts";
import { shownTimes } from "./times.ts";

const NOW = 100_000;

describe("the time of a message", () => {
  it.each([
    ["as it says", [1000, 2000], [1000, 2000]],
    [
      "of the next one, if its clock is a day ahead",
      [1000, NOW + 86_400_000, 3000],
      [1000, 3000, 3000],
    ],
    ["of now, if it is ahead and the last", [1000, NOW + 5], [1000, NOW]],
    ["through several that are ahead", [NOW + 9, NOW + 7, 4000], [4000, 4000, 4000]],
    ["none, if it says none", ["soon", -5, Number.NaN, undefined], [0, 0, 0, 0]],
    ["not of one without a time", [NOW + 1, undefined], [NOW, 0]],
  ])("%s", (_story, claimed, shown) => {
    const events = claimed.map((timestamp, index) => event(`$${index}`, { timestamp }));
    expect(shownTimes(events, NOW)).toEqual(shown);
  });
});

const reaction = (id: string, of: string): RawEvent =>
  event(id, {
    type: "m.reaction",
    content: { "m.relates_to": { rel_type: "m.annotation", event_id: of, key: "👍" } },
  });
function memberOf(userId: string): Member {
  const membership = userId.startsWith("@knocks") ? "knock" : "join";
  return { ...person(userId), membership };
}
const EVENTS = [
  event("$1"),
  event("$2", { sender: "@ben:example.org" }),
  reaction("$3", "$1"),
  event("$4", { type: "org.example.machine" }),
  event("$5"),
];
const ITEMS: readonly TimelineItem[] = buildTimeline(EVENTS, {
  ownUserId: "@ben:example.org",
  now: NOW,
  memberOf: person,
});

describe("the message that stands for an event", () => {
  it.each([
    ["itself", "$2", "anywhere", "$2"],
    ["what a reaction belongs to", "$3", "anywhere", "$1"],
    ["what stands before the reaction, for a receipt", "$3", "before", "$2"],
    ["what stands before machine talk", "$4", "anywhere", "$2"],
    ["the event, if it is not loaded", "$9", "anywhere", "$9"],
  ] as const)("%s", (_story, id, where, near) => {
    expect(messageNear(EVENTS, ITEMS, id, where)).toBe(near);
  });
  it("what comes after, if nothing stands before", () => {
    expect(messageNear(EVENTS.slice(3), ITEMS.slice(2), "$4")).toBe("$5");
  });
});

describe("who has read up to a message", () => {
  type Receipts = Readonly<Record<string, readonly string[]>>;
  function read(receipts: Receipts): readonly (readonly string[])[] {
    const at = (eventId: string) =>
      (receipts[eventId] ?? []).map((userId) => ({ userId, eventId }));
    const readers = readersOf(EVENTS, ITEMS, at, memberOf);
    return [...readers].map(([id, members]) => [id].concat(members.map((m) => m.displayName)));
  }
  it.each([
    ["nobody", {}, []],
    ["one", { $1: ["@cara:x"] }, [["$1", "cara"]]],
    ["at a reaction: the message before", { $3: ["@cara:x"] }, [["$2", "cara"]]],
    ["at both, in their order", { $2: ["@cara:x"], $4: ["@dora:x"] }, [["$2", "cara", "dora"]]],
    ["not somebody who asks to be let in", { $2: ["@knocks:x", "@cara:x"] }, [["$2", "cara"]]],
    ["not the one who wrote it", { $2: ["@ben:example.org", "@cara:x"] }, [["$2", "cara"]]],
  ])("%s", (_story, receipts, expected) => {
    expect(read(receipts)).toEqual(expected);
  });
  it("keeps lists that have not changed", () => {
    const anna = person("@anna:x");
    const before = new Map([["$1", [anna]]]);
    expect(shareReaders(before, new Map([["$1", [anna]]]))).toBe(before);
    const next = shareReaders(
      before,
      new Map([
        ["$1", [anna]],
        ["$2", [anna]],
      ]),
    );
    expect(next).not.toBe(before);
    expect(next.get("$1")).toBe(before.get("$1"));
  });
});
