import type { TimelineItem } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { openingOf } from "./opening.ts";
import {
  entryWith,
  positionOfEntry,
  readPosition,
  writePosition,
  type SavedPosition,
} from "./saved-position.ts";

const loaded = { kind: "message", eventId: "$here" } as TimelineItem;
const END = { place: { kind: "end" } };
const UNREAD = { place: { kind: "unread" } };
const asked = (eventId: string) => ({
  place: { kind: "event", eventId, marked: true },
  needs: eventId,
});
const left = (eventId: string) => ({
  place: { kind: "event", eventId, offset: 12, marked: false },
  needs: eventId,
});

interface Story {
  unread?: number;
  readUpTo?: string;
  canLoadOlder?: boolean;
  address?: string;
  saved?: SavedPosition;
}

describe("a room opens", () => {
  it.each<[string, Story, object]>([
    ["at its end", {}, END],
    ["at the first unread message", { unread: 2, readUpTo: "$here" }, UNREAD],
    ["at the first unread, by number", { unread: 2 }, UNREAD],
    [
      "at the first unread message far back",
      { unread: 2, readUpTo: "$far" },
      { ...UNREAD, needs: "$far" },
    ],
    [
      "by number where nothing older is to be had",
      { unread: 2, readUpTo: "$far", canLoadOlder: false },
      UNREAD,
    ],
    ["at the message of the address", { address: "$a", unread: 3, readUpTo: "$here" }, asked("$a")],
    ["where it was left", { saved: { eventId: "$s", offset: 12 }, unread: 3 }, left("$s")],
    ["at its end, where it was left there", { saved: { offset: 0 } }, END],
    ["at the unread, where it was left at its end", { saved: { offset: 0 }, unread: 1 }, UNREAD],
    [
      "where it was left after a reload with a message in the address",
      { address: "$a", saved: { address: "$a", eventId: "$s", offset: 12 } },
      left("$s"),
    ],
    [
      "at the message of a new address",
      { address: "$b", saved: { address: "$a", eventId: "$s", offset: 12 } },
      asked("$b"),
    ],
    [
      "at its end after a reload, where the reader went there from the message",
      { address: "$a", saved: { address: "$a", offset: 0 } },
      END,
    ],
  ])("%s", (_story, { unread = 0, readUpTo, canLoadOlder = true, address, saved }, expected) => {
    const snapshot = {
      items: [loaded],
      canLoadOlder,
      ...(readUpTo === undefined ? {} : { readUpTo }),
    };
    expect(openingOf(snapshot, unread, address, saved)).toEqual(expected);
  });
});

function store(value: string | null) {
  let kept = value;
  return {
    getItem: () => kept,
    setItem: (_key: string, next: string) => {
      kept = next;
    },
  };
}
describe("a remembered position", () => {
  it("comes back", () => {
    const where = store(null);
    writePosition(where, "!r", { eventId: "$1", offset: -3.5 });
    expect(readPosition(where, "!r")).toEqual({ eventId: "$1", offset: -3.5 });
  });
  it.each([null, "", "{", "7", '{"offset":"x"}', '{"offset":1e9}', '{"eventId":"x","offset":1}'])(
    "%j is none",
    (value) => {
      expect(readPosition(store(value), "!r")).toBeUndefined();
    },
  );
});

describe("a position kept at an entry of the window's history", () => {
  const position = { address: "$b", eventId: "$1", offset: 12 };
  it("comes back, and leaves alone what else is kept there", () => {
    const state = entryWith({ other: 1 }, "!r", position);
    expect(state).toMatchObject({ other: 1 });
    expect(positionOfEntry(state, "!r", "$b")).toMatchObject(position);
  });
  it.each([
    ["of another room", entryWith(null, "!x", position)],
    ["of another address", entryWith(null, "!r", { ...position, address: "$c" })],
    ["of nobody", null],
    ["of something else", { plenumPosition: { offset: "far" } }],
  ])("%s is none", (_story, state) => {
    expect(positionOfEntry(state, "!r", "$b")).toBeUndefined();
  });
});
