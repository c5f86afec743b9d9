import { anything, array, assert, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConferenceFacts, readConference, withLecture, withLock } from "./conference-state.ts";

const [ANNA, BEN, CEM] = ["@anna:a.example", "@ben:a.example", "@cem:a.example"] as const;
const NOW = 100_000_000;
const hand = (userId: string, timestamp: unknown, content: unknown = { kind: "speak" }) => ({
  sender: userId,
  stateKey: userId,
  content,
  timestamp,
});

function facts(change: Partial<ConferenceFacts> = {}): ConferenceFacts {
  return {
    ownUserId: ANNA,
    power: {
      create: { room_version: "12" },
      creator: "@bot:a.example",
      levels: {
        users: { [ANNA]: 100, [BEN]: 50 },
        state_default: 100,
        events: { "chat.plenum.hand": 0, "chat.plenum.conference": 100 },
      },
    },
    conference: { kind: "meeting", title: "Jour fixe" },
    floor: undefined,
    hands: [],
    ...change,
  };
}
const read = (change: Partial<ConferenceFacts> = {}) => readConference(facts(change), NOW);

describe("the call as its room has it", () => {
  it("is a lecture where the conference says so", () => {
    expect(read().lecture).toBe(false);
    expect(read({ conference: { kind: "lecture", title: "" } }).lecture).toBe(true);
  });

  it("knows who presents, moderates, or has the floor", () => {
    const state = read({ floor: { holders: [CEM] } });
    expect(state.presenters).toEqual([ANNA, BEN, "@bot:a.example"]);
    expect(state.holders).toEqual([CEM]);
  });

  it.each([
    ["a moderator", {}, { conference: true, floor: true, roles: true, hand: true }],
    [
      "a presenter",
      { ownUserId: BEN },
      { conference: false, floor: false, roles: false, hand: true },
    ],
    [
      "anybody else",
      { ownUserId: CEM },
      { conference: false, floor: false, roles: false, hand: true },
    ],
    [
      "a moderator of an ordinary room",
      { conference: undefined },
      { conference: false, floor: false, roles: true, hand: true },
    ],
  ])("%s may change what is theirs to change", (_who, change, may) => {
    expect(read(change).may).toEqual(may);
  });

  it("lets nobody raise a hand where the room does not allow it", () => {
    const power = { ...facts().power, levels: { users: {}, state_default: 50 } };
    const state = read({ power, ownUserId: CEM });
    expect([state.may.hand, state.isListener]).toEqual([false, false]);
  });
});

describe("the speaking list", () => {
  const list = {
    version: 3,
    at: 5,
    open: true,
    first_time_first: false,
    several: false,
    limit: 120,
    queue: [{ person: BEN, kind: "reply", since: 4 }],
    more: 0,
    turns: [{ person: CEM, kind: "speak", since: 2 }],
    sums: [{ person: CEM, turns: 1, ms: 7 }],
  };
  it("is what the one who keeps it says, whole or not at all", () => {
    expect(read({ floor: { holders: [CEM], list } }).list).toEqual(list);
    const broken = { ...list, queue: [{ person: "__proto__", kind: "reply", since: 4 }] };
    const state = read({ floor: { holders: [CEM], list: broken } });
    expect([state.list, state.holders]).toEqual([undefined, [CEM]]);
  });

  it("has hands of four kinds, and takes a stranger's word for a wish to speak", () => {
    const hands = [
      hand(ANNA, 99_000_000, { kind: "point-of-order" }),
      hand(BEN, NOW, { kind: "x" }),
    ];
    expect(read({ hands }).hands.map(({ kind }) => kind)).toEqual(["point-of-order", "speak"]);
  });
});

describe("somebody who only listens", () => {
  const power = {
    ...facts().power,
    levels: { users: { [ANNA]: -10, [BEN]: 0 }, events: { "chat.plenum.hand": -10 } },
  };

  it("raises no hand, whatever the room lets through, and one that is up is not shown", () => {
    const state = read({ power, hands: [hand(ANNA, NOW), hand(BEN, NOW)] });
    expect([state.may.hand, state.isListener]).toEqual([false, true]);
    expect(state.hands.map(({ userId }) => userId)).toEqual([BEN]);
  });
});

describe("hands", () => {
  it("stand in the order in which the servers saw them go up", () => {
    const hands = [hand(CEM, 90_000_000), hand(ANNA, 95_000_000), hand(BEN, 90_000_000)];
    expect(read({ hands }).hands.map(({ userId }) => userId)).toEqual([BEN, CEM, ANNA]);
  });

  it.each([
    ["one that is down", hand(CEM, NOW, {})],
    ["one that a moderator emptied", hand(CEM, NOW, null)],
    ["one that somebody else wrote", { ...hand(CEM, NOW), sender: BEN }],
    ["one of a meeting that is over", hand(CEM, NOW - 5 * 3_600_000)],
    ["one without a time", hand(CEM, "now")],
  ])("do not count: %s", (_story, one) => {
    expect(read({ hands: [one] }).hands).toEqual([]);
  });

  it("cannot go up in the future, to stand behind or before others for ever", () => {
    expect(read({ hands: [hand(CEM, NOW * 2)] }).hands).toEqual([
      { userId: CEM, kind: "speak", since: NOW },
    ]);
  });

  it("never break anything, whatever events say", () => {
    const fact = record({
      sender: string(),
      stateKey: string(),
      content: anything(),
      timestamp: anything(),
    });
    assert(
      property(
        anything(),
        anything(),
        anything(),
        array(fact),
        (levels, conference, floor, hands) => {
          const power = { create: conference, creator: ANNA, levels };
          expect(() => read({ power, conference, floor, hands })).not.toThrow();
        },
      ),
    );
  });
});

describe("what is written", () => {
  const committee = { kind: "committee", title: "Ausschuss", lobby: true, more: 1 };

  it("makes a lecture, and again what it was before", () => {
    const lecture = withLecture(committee, true);
    expect(lecture).toMatchObject({ kind: "lecture", more: 1 });
    expect(withLecture(lecture, true)).toBe(lecture);
    expect(withLecture(lecture, false)).toEqual(committee);
    expect(withLecture({ kind: "lecture", title: "" }, false)).toMatchObject({ kind: "meeting" });
  });

  it("locks one kind and leaves the others", () => {
    const locked = withLock({ ...committee, locks: { video: true } }, "audio", true);
    expect(locked).toEqual({ ...committee, locks: { video: true, audio: true } });
    expect(withLock(locked, "audio", false)).toMatchObject({ locks: { audio: false } });
  });

  it.each([undefined, {}, { kind: "party", title: "" }, "text"])("not over %o", (before) => {
    expect([withLecture(before, true), withLock(before, "audio", true)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
