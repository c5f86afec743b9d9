import { describe, expect, it } from "vitest";
import type { SpeakingCommand, SpeechKind } from "./events.ts";
import { foldAll, foldSpeaking } from "./fold.ts";
import { EMPTY_LIST, type SpeakingDeed, type SpeakingEvent, type SpeakingStep } from "./list.ts";

const id = (name: string): string => `@${name}:a.example`;
const CHAIR = id("chair");
const PHONE = "@f00d:phone.invalid";
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Ten in the morning. */
const TEN = 1_800_000_000_000;

/** A meeting as one tells it: who did what, `at` seconds after ten. */
class Meeting {
  private readonly events: SpeakingEvent[] = [];
  private seconds = 0;

  after(seconds: number): this {
    this.seconds += seconds;
    return this;
  }
  /** A telephone raises its hand, or lowers it. */
  phone(kind?: SpeechKind): this {
    return this.add({ type: "hand", person: PHONE, kind, name: "…567" });
  }
  put(person: string, kind: SpeechKind = "speak"): this {
    return this.chair({ act: "add", person: id(person), kind });
  }
  hand(person: string, kind?: SpeechKind): this {
    return this.add({ type: "hand", person: id(person), kind });
  }
  chair(command: SpeakingCommand, by = CHAIR): this {
    return this.add({ type: "command", by, command });
  }
  give(person: string): this {
    return this.chair({ act: "give", person: id(person) });
  }
  end(person: string): this {
    return this.chair({ act: "end", person: id(person) });
  }
  move(person: string, before?: string): this {
    const to = before === undefined ? {} : { before: id(before) };
    return this.chair({ act: "move", person: id(person), ...to });
  }
  rules(change: Omit<Extract<SpeakingCommand, { act: "rules" }>, "act">): this {
    return this.chair({ act: "rules", ...change });
  }
  add(deed: SpeakingDeed): this {
    const at = TEN + this.seconds * SECOND;
    this.events.push({ ...deed, id: `$${this.events.length}`, at });
    return this;
  }
  run(): SpeakingStep {
    return foldAll(this.events);
  }
}

const meeting = (): Meeting => new Meeting();
const short = (person: string): string => person.slice(1, person.indexOf(":"));
const order = ({ list }: SpeakingStep): string =>
  list.queue.map((one) => short(one.person)).join(" ");
const speaks = ({ list }: SpeakingStep): string =>
  list.turns.map((one) => short(one.person)).join(" ");
const acts = ({ records }: SpeakingStep): string => records.map(({ act }) => act).join(" ");

describe("who stands where", () => {
  it.each<[string, Meeting, string]>([
    [
      "hands stand in the order in which they went up",
      meeting().hand("a", "speak").hand("b", "question"),
      "a b",
    ],
    ["who lowers the hand goes", meeting().hand("a", "speak").hand("b", "speak").hand("a"), "b"],
    [
      "a hand that goes up twice stands once",
      meeting().hand("a", "speak").hand("b", "speak").hand("a", "speak"),
      "a b",
    ],
    [
      "a wish that becomes a question keeps its place",
      meeting().hand("a", "speak").hand("b", "speak").hand("a", "question"),
      "a b",
    ],
    [
      "a point of order comes before all",
      meeting().hand("a", "speak").hand("b", "reply").hand("c", "point-of-order"),
      "c b a",
    ],
    [
      "points of order among themselves by time",
      meeting().hand("a", "point-of-order").hand("b", "speak").hand("c", "point-of-order"),
      "a c b",
    ],
    [
      "a reply comes right after the speech that goes on",
      meeting()
        .hand("a", "speak")
        .give("a")
        .hand("b", "speak")
        .hand("c", "reply")
        .hand("d", "reply"),
      "c d b",
    ],
    [
      "a wish that becomes a point of order comes to the front",
      meeting().hand("a", "speak").hand("b", "speak").hand("b", "point-of-order"),
      "b a",
    ],
    [
      "who has the floor does not stand in the list",
      meeting().hand("a", "speak").hand("b", "speak").give("a"),
      "b",
    ],
    [
      "nor may raise a hand while speaking",
      meeting().give("a").hand("a", "reply").hand("b", "speak"),
      "b",
    ],
    [
      "who has left the room goes",
      meeting()
        .hand("a", "speak")
        .hand("b", "speak")
        .add({ type: "gone", person: id("a") }),
      "b",
    ],
    [
      "who cannot raise a hand is put behind, by a chair",
      meeting().hand("a", "speak").put("b").hand("c", "speak"),
      "a b c",
    ],
    ["who is put there twice stands once", meeting().put("a").put("b").put("a", "reply"), "a b"],
    [
      "also on a closed list, and by the same rules",
      meeting().hand("a", "speak").chair({ act: "open", open: false }).put("b", "point-of-order"),
      "b a",
    ],
    ["who was put there may withdraw", meeting().put("a").put("b").hand("a"), "b"],
    [
      "a telephone that signals stands like others",
      meeting().hand("a", "speak").phone("speak"),
      "a f00d",
    ],
    ["and goes when its hand goes", meeting().phone("speak").hand("a", "speak").phone(), "a"],
    [
      "a hand of yesterday is left over",
      meeting()
        .hand("a", "speak")
        .after(5 * 3_600)
        .hand("b", "speak"),
      "b",
    ],
  ])("%s", (_story, told, expected) => {
    expect(order(told.run())).toBe(expected);
  });
});

describe("first-time speakers", () => {
  const spoken = (): Meeting => meeting().rules({ first_time_first: true }).give("a").end("a");
  it.each<[string, Meeting, string]>([
    ["come before who has spoken", spoken().hand("a", "speak").hand("b", "speak"), "b a"],
    [
      "not before a point of order or a reply",
      spoken().hand("a", "reply").hand("b", "speak"),
      "a b",
    ],
    [
      "not unless the chair wants it",
      meeting().give("a").end("a").hand("a", "speak").hand("b", "speak"),
      "a b",
    ],
    [
      "from the moment at which the chair wants it",
      meeting()
        .give("a")
        .end("a")
        .hand("a", "speak")
        .hand("b", "speak")
        .rules({ first_time_first: true }),
      "b a",
    ],
    [
      "and by time again once not any more",
      spoken().hand("a", "speak").hand("b", "speak").rules({ first_time_first: false }),
      "a b",
    ],
    [
      "who speaks at this moment counts as having spoken",
      meeting().rules({ first_time_first: true, several: true }).give("a").hand("b", "speak"),
      "b",
    ],
  ])("%s", (_story, told, expected) => {
    expect(order(told.run())).toBe(expected);
  });
});

const three = (): Meeting => meeting().hand("a", "speak").hand("b", "speak").hand("c", "speak");
const closed = (): Meeting => meeting().hand("a", "speak").chair({ act: "open", open: false });

describe("moving somebody", () => {
  it.each<[string, Meeting, string]>([
    ["before somebody else", three().move("c", "a"), "c a b"],
    ["to the end", three().move("a"), "b c a"],
    [
      "before somebody who has gone meanwhile changes nothing",
      three().hand("a").move("c", "a"),
      "b c",
    ],
    ["before oneself changes nothing", three().move("b", "b"), "a b c"],
    ["of somebody who is not in the list changes nothing", three().move("x", "a"), "a b c"],
    [
      "never before a point of order",
      three().hand("d", "point-of-order").move("c", "d"),
      "d c a b",
    ],
    ["a point of order stays in front", three().hand("d", "point-of-order").move("d"), "d a b c"],
  ])("%s", (_story, told, expected) => {
    expect(order(told.run())).toBe(expected);
  });

  it("shows who did it, to everybody and in the log", () => {
    const { list, records } = three()
      .chair({ act: "move", person: id("c"), before: id("a") }, id("deputy"))
      .run();
    expect(list.queue.map(({ movedBy }) => movedBy)).toEqual([id("deputy"), undefined, undefined]);
    expect(records).toEqual([
      { at: TEN, act: "moved", by: id("deputy"), person: id("c"), from: 3, to: 1 },
    ]);
  });
});

describe("the floor", () => {
  it.each<[string, Meeting, string, string]>([
    ["goes to whom it is given", meeting().hand("a", "speak").give("a"), "a", "given"],
    ["and from the last one", meeting().give("a").give("b"), "b", "given spoke given"],
    [
      "given twice, by two chairs at once, is given once",
      meeting()
        .give("a")
        .chair({ act: "give", person: id("a") }, id("deputy")),
      "a",
      "given",
    ],
    [
      "is with several where the chair allows it",
      meeting().rules({ several: true }).give("a").give("b"),
      "a b",
      "rules given given",
    ],
    [
      "is with the last one when it does not any more",
      meeting().rules({ several: true }).give("a").give("b").rules({ several: false }),
      "b",
      "rules given given spoke rules",
    ],
    ["ends", meeting().give("a").end("a"), "", "given spoke"],
    ["ends once", meeting().give("a").end("a").end("a"), "", "given spoke"],
    [
      "ends for who leaves the room",
      meeting()
        .give("a")
        .add({ type: "gone", person: id("a") }),
      "",
      "given spoke",
    ],
    [
      "stays while the list is cleared",
      meeting().give("a").hand("b", "speak").chair({ act: "clear", sums: false }),
      "a",
      "given cleared",
    ],
  ])("%s", (_story, told, who, log) => {
    const step = told.run();
    expect([speaks(step), acts(step)]).toEqual([who, log]);
  });

  it("adds up by the server's time", () => {
    const { list, records } = meeting()
      .give("a")
      .after(90)
      .give("b")
      .after(10)
      .give("a")
      .after(30)
      .end("a")
      .run();
    expect(list.sums).toEqual({
      [id("a")]: { turns: 2, ms: 120 * SECOND },
      [id("b")]: { turns: 1, ms: 10 * SECOND },
    });
    expect(records.findLast(({ act }) => act === "spoke")).toEqual({
      at: TEN + 130 * SECOND,
      act: "spoke",
      by: CHAIR,
      person: id("a"),
      kind: "speak",
      since: TEN + 100 * SECOND,
      until: TEN + 130 * SECOND,
      turns: 2,
      sum: 120 * SECOND,
    });
  });

  it("lasts no time at all where a clock goes back", () => {
    const { list } = meeting().after(100).give("a").after(-500).end("a").run();
    expect(list.sums[id("a")]).toEqual({ turns: 1, ms: 0 });
  });

  it("keeps what somebody wanted it for", () => {
    const { list } = meeting().hand("a", "point-of-order").give("a").run();
    expect(list.turns[0]?.kind).toBe("point-of-order");
  });

  it("begins anew after hours in which nothing happened", () => {
    const told = meeting().give("a").after(60).end("a").chair({ act: "open", open: false });
    const step = told
      .after(5 * 3_600)
      .hand("b", "speak")
      .run();
    expect([step.list.sums, step.list.open, order(step), acts(step)]).toEqual([
      {},
      true,
      "b",
      "given spoke closed begun",
    ]);
    expect(5 * HOUR).toBeGreaterThan(4 * HOUR);
  });
});

describe("a closed list", () => {
  it.each<[string, Meeting, string]>([
    ["takes nobody", closed().hand("b", "speak").hand("c", "question").hand("d", "reply"), "a"],
    ["takes points of order", closed().hand("b", "point-of-order"), "b a"],
    ["keeps who stands in it", closed().hand("a", "question"), "a"],
    [
      "takes everybody when it is opened again",
      closed().chair({ act: "open", open: true }).hand("b", "speak"),
      "a b",
    ],
  ])("%s", (_story, told, expected) => {
    expect(order(told.run())).toBe(expected);
  });
});

describe("hands that have done their work are lowered", () => {
  it.each<[string, Meeting, readonly string[]]>([
    ["of who gets the floor", meeting().hand("a", "speak").give("a"), ["$0"]],
    ["the newest of somebody", meeting().hand("a", "speak").hand("a", "speak").give("a"), ["$1"]],
    [
      "that came to a closed list",
      meeting().chair({ act: "open", open: false }).hand("a", "speak"),
      ["$1"],
    ],
    [
      "of who is taken off the list",
      meeting()
        .hand("a", "speak")
        .chair({ act: "remove", person: id("a") }),
      ["$0"],
    ],
    [
      "of all when it is cleared",
      meeting().hand("a", "speak").hand("b", "speak").chair({ act: "clear", sums: false }),
      ["$0", "$1"],
    ],
    ["not of who lowered it", meeting().hand("a", "speak").hand("a"), []],
  ])("%s", (_story, told, expected) => {
    expect(told.run().lowered).toEqual(expected);
  });

  it("goes down with whoever is not there any more, or only listens from now on", () => {
    const { lowered } = meeting()
      .hand("a", "speak")
      .hand("b", "speak")
      .add({ type: "gone", person: id("a") })
      .run();
    expect(lowered).toHaveLength(1);
  });

  it("and one that a moderator took out of the room is in the log", () => {
    const step = meeting()
      .hand("a", "speak")
      .add({ type: "hand-taken", hand: "$0", by: CHAIR })
      .run();
    expect([order(step), acts(step)]).toEqual(["", "removed"]);
  });
});

it("does nothing twice", () => {
  const first = foldSpeaking(EMPTY_LIST, {
    id: "$1",
    at: TEN,
    type: "hand",
    person: id("a"),
    kind: "speak",
  });
  const again = foldSpeaking(first.list, {
    id: "$1",
    at: TEN + 5,
    type: "hand",
    person: id("a"),
    kind: "point-of-order",
  });
  expect(again).toEqual({ list: first.list, records: [], lowered: [] });
});

describe("a telephone", () => {
  it("gets the floor, its time is counted, and the log has its name", () => {
    const { list, records, lowered } = meeting()
      .phone("question")
      .after(10)
      .chair({ act: "give", person: PHONE })
      .after(60)
      .chair({ act: "end", person: PHONE })
      .after(10)
      .chair({ act: "add", person: PHONE, kind: "speak" })
      .run();
    expect(list.sums).toEqual({ [PHONE]: { turns: 1, ms: 60 * SECOND } });
    expect(list.queue).toMatchObject([{ person: PHONE, addedBy: CHAIR }]);
    expect(list.phones).toEqual({ [PHONE]: "…567" });
    expect(lowered).toEqual([]);
    expect(records.map(({ act, name, kind }) => [act, name, kind])).toEqual([
      ["given", "…567", "question"],
      ["spoke", "…567", "question"],
      ["added", "…567", "speak"],
    ]);
  });

  it("that hangs up while it speaks has spoken until then", () => {
    const { list, records } = meeting()
      .chair({ act: "give", person: PHONE })
      .after(30)
      .add({ type: "gone", person: PHONE })
      .run();
    expect(list.turns).toEqual([]);
    expect(records.at(-1)).toMatchObject({ act: "spoke", sum: 30 * SECOND });
    expect(records.at(-1)?.by).toBeUndefined();
  });

  it("is forgotten with the sums", () => {
    const told = meeting().phone("speak").phone();
    expect(told.run().list.phones).toEqual({});
    const spoken = meeting().phone("speak").chair({ act: "give", person: PHONE });
    spoken.chair({ act: "end", person: PHONE }).chair({ act: "clear", sums: true });
    expect(spoken.run().list.phones).toEqual({});
  });
});
