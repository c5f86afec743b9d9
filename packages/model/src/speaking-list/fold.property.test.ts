import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { floorContentSchema } from "../conference/floor.ts";
import { SPEECH_KINDS, type SpeakingCommand } from "./events.ts";
import { foldAll, foldSpeaking } from "./fold.ts";
import { EMPTY_LIST, type SpeakingEvent, type SpeakingList } from "./list.ts";
import { publishedFloor } from "./publish.ts";

const PHONES = ["@f00d:phone.invalid", "@beef:phone.invalid"];
const PEOPLE = ["@a:x.example", "@b:x.example", "@c:y.example", "@d:y.example", ...PHONES];
const person = constantFrom(...PEOPLE);
const optional = <T>(one: Arbitrary<T>): Arbitrary<T | undefined> =>
  oneof(one, constantFrom(undefined));

const command: Arbitrary<SpeakingCommand> = oneof(
  record({ act: constantFrom("give", "end", "remove"), person }),
  record({ act: constantFrom("add"), person, kind: constantFrom(...SPEECH_KINDS) }),
  record({ act: constantFrom("move"), person, before: optional(person) }),
  record({ act: constantFrom("open"), open: boolean() }),
  record({ act: constantFrom("rules"), first_time_first: boolean() }),
  record({ act: constantFrom("rules"), several: boolean() }),
  record({ act: constantFrom("clear"), sums: boolean() }),
) as Arbitrary<SpeakingCommand>;

const what = oneof(
  {
    weight: 4,
    arbitrary: record({
      type: constantFrom("hand"),
      person,
      kind: optional(constantFrom(...SPEECH_KINDS)),
      name: constantFrom("…123", "Hall"),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      type: constantFrom("command"),
      by: person,
      command,
      name: constantFrom("…123", "…456"),
    }),
  },
  { weight: 1, arbitrary: record({ type: constantFrom("gone"), person }) },
  {
    weight: 1,
    arbitrary: record({
      type: constantFrom("hand-taken"),
      by: person,
      hand: nat(60).map((n) => `$${n}`),
    }),
  },
);

/** Anything that may happen, with clocks that go wrong by up to a day, forward and back. */
const history: Arbitrary<readonly SpeakingEvent[]> = array(
  record({ what, step: oneof(nat(600_000), integer({ min: -86_400_000, max: 86_400_000 })) }),
  { maxLength: 60 },
).map((steps) => {
  let at = 1_800_000_000_000;
  return steps.map((one, index): SpeakingEvent => {
    at += one.step;
    return { ...one.what, id: `$${index}`, at };
  });
});

/** What holds after every single event. */
function everywhere(
  check: (list: SpeakingList, before: SpeakingList, event: SpeakingEvent) => void,
): void {
  assert(
    property(history, (events) => {
      let list = EMPTY_LIST;
      for (const event of events) {
        const before = list;
        list = foldSpeaking(list, event).list;
        check(list, before, event);
      }
    }),
  );
}

describe("whatever happens", () => {
  it("the same events make the same list, in one go or one by one, with the list kept as JSON", () => {
    assert(
      property(history, nat(60), (events, cut) => {
        const whole = foldAll(events);
        const first = foldAll(events.slice(0, cut));
        const kept = JSON.parse(JSON.stringify(first.list)) as SpeakingList;
        const second = foldAll(events.slice(cut), kept);
        expect(second.list).toEqual(whole.list);
        expect([...first.records, ...second.records]).toEqual(whole.records);
        expect([...first.lowered, ...second.lowered]).toEqual(whole.lowered);
      }),
    );
  });

  it("events that come again, alone or all, change nothing", () => {
    assert(
      property(history, nat(60), (events, again) => {
        const once = foldAll(events);
        const twice = foldAll([...events, ...events.slice(again), ...events]);
        expect(twice).toEqual(once);
      }),
    );
  });

  it("nobody stands in the list twice, or in it and at the floor", () => {
    everywhere(({ queue, turns }) => {
      const people = [...queue, ...turns].map((one) => one.person);
      expect(new Set(people).size).toBe(people.length);
    });
  });

  it("one person has the floor, unless the chair allows several", () => {
    everywhere(({ turns, several }) => {
      expect(several || turns.length <= 1).toBe(true);
    });
  });

  it("points of order stand before all others", () => {
    everywhere(({ queue }) => {
      const first = queue.findIndex(({ kind }) => kind !== "point-of-order");
      const rest = first < 0 ? [] : queue.slice(first);
      expect(rest.some(({ kind }) => kind === "point-of-order")).toBe(false);
    });
  });

  it("nobody comes before another who stood in front, but by a point of order, a rule or a move that shows", () => {
    everywhere((list, before, event) => {
      if (event.type === "command" && event.command.act === "rules") return;
      const stood = before.queue.map((one) => one.person);
      const stand = list.queue.map((one) => one.person);
      const stayed = list.queue.filter((one) => {
        const old = before.queue.find(({ person: same }) => same === one.person);
        // Who changes to another kind takes another place: nobody else does.
        return old !== undefined && old.number === one.number;
      });
      const kept = new Set(stayed.map((one) => one.person));
      const orderBefore = stood.filter((one) => kept.has(one));
      const orderNow = stand.filter((one) => kept.has(one));
      if (orderBefore.join() === orderNow.join()) return;
      expect(event).toMatchObject({ type: "command", command: { act: "move" } });
      const by = event.type === "command" ? event.by : "";
      const who = event.type === "command" && "person" in event.command ? event.command.person : "";
      expect(list.queue.find((one) => one.person === who)?.movedBy).toBe(by);
      const others = (order: readonly string[]) => order.filter((one) => one !== who).join();
      expect(others(orderNow)).toBe(others(orderBefore));
    });
  });

  it("first-time speakers stand before who has spoken, as long as nobody is moved", () => {
    everywhere((list) => {
      if (!list.firstTimeFirst || list.queue.some(({ movedBy }) => movedBy !== undefined)) return;
      const plain = list.queue.filter(({ kind }) => kind === "speak" || kind === "question");
      const spoken = plain.map((one) => Object.hasOwn(list.sums, one.person));
      expect(spoken.indexOf(true) < 0 || !spoken.slice(spoken.indexOf(true)).includes(false)).toBe(
        true,
      );
    });
  });

  it("no speech and no sum is shorter than nothing, and time does not go back", () => {
    everywhere(({ sums, at, turns, queue }, before) => {
      expect(Object.values(sums).every(({ ms, turns: count }) => ms >= 0 && count > 0)).toBe(true);
      expect(at).toBeGreaterThanOrEqual(before.at);
      expect([...turns, ...queue].every(({ since }) => since <= at)).toBe(true);
    });
  });

  it("a closed list takes points of order alone", () => {
    everywhere((list, before, event) => {
      if (before.open || list.open || event.type !== "hand") return;
      const known = new Set(before.queue.map((one) => one.person));
      const news = list.queue.filter((one) => !known.has(one.person));
      expect(news.every(({ kind }) => kind === "point-of-order")).toBe(true);
    });
  });

  it("the log has every speech that counts in the sums", () => {
    assert(
      property(history, (events) => {
        const { list, records } = foldAll(events);
        // Since sums last began anew.
        const from = records.findLastIndex(({ act }) => act === "cleared" || act === "begun") + 1;
        const spoke = records.slice(from).filter(({ act }) => act === "spoke");
        const last = new Map(spoke.map(({ person: who = "", sum }) => [who, sum]));
        for (const [who, sum] of last) expect(list.sums[who]?.ms).toBe(sum);
        for (const { since = 0, until = 0 } of spoke) expect(until).toBeGreaterThanOrEqual(since);
      }),
    );
  });

  it("telephones have a name as long as they stand anywhere, and no hand in the room", () => {
    everywhere(({ phones, queue, turns, sums }, before, event) => {
      const there = new Set([...queue, ...turns].map((one) => one.person));
      const listed = PHONES.filter((one) => there.has(one) || Object.hasOwn(sums, one));
      expect(Object.keys(phones).toSorted()).toEqual(listed.toSorted());
      expect(queue.filter((one) => PHONES.includes(one.person) && "hand" in one)).toEqual([]);
      const { lowered } = foldSpeaking(before, event);
      const ofPhone = "person" in event && PHONES.includes(event.person);
      expect(ofPhone ? lowered : []).toEqual([]);
    });
  });

  it("who was put onto the list is shown as such, and only a chair can do that", () => {
    everywhere((list, before, event) => {
      const known = new Set(before.queue.map((one) => one.person));
      for (const { person: who, addedBy } of list.queue) {
        if (addedBy === undefined || known.has(who)) continue;
        expect(event).toMatchObject({ type: "command", by: addedBy, command: { act: "add" } });
      }
    });
  });

  it("everybody can read what is published", () => {
    everywhere((list) => {
      const content = publishedFloor(list, 7);
      expect(floorContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
      expect(content.holders).toEqual(list.turns.map((turn) => turn.person));
    });
  });
});
