import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isOver,
  NO_FACTS,
  type RingFact,
  type RingFacts,
  ringState,
  withFact,
} from "./ring-state.ts";

const NOW = 1_000_000;
const RANG: RingFact = { kind: "rang", endsAt: NOW + 40_000 };
const CALLER: RingFact = { kind: "caller-in" };
const HUNG_UP: RingFact = { kind: "caller-out" };
const HERE: RingFact = { kind: "joined", where: "here" };
const ELSEWHERE: RingFact = { kind: "joined", where: "elsewhere" };
const NO: RingFact = { kind: "declined", busy: false };
const BUSY: RingFact = { kind: "declined", busy: true };
const WITHDRAWN: RingFact = { kind: "withdrawn" };

function after(facts: readonly RingFact[]): RingFacts {
  return facts.reduce(withFact, NO_FACTS);
}

describe("a ring", () => {
  it.each<[string, readonly RingFact[], number, object]>([
    ["rings while its caller is in the call", [RANG, CALLER], 0, { kind: "ringing" }],
    ["does not ring without its caller in the call", [RANG], 0, { kind: "waiting" }],
    ["nor does a call without a ring", [CALLER], 0, { kind: "waiting" }],
    ["is answered here", [RANG, CALLER, HERE], 0, { kind: "answered", where: "here" }],
    [
      "stops where another device answers",
      [RANG, CALLER, ELSEWHERE],
      0,
      { kind: "answered", where: "elsewhere" },
    ],
    [
      "does not ring whoever is in the call already",
      [HERE, CALLER, RANG],
      0,
      { kind: "answered", where: "here" },
    ],
    ["is declined on every device", [RANG, CALLER, NO], 0, { kind: "declined" }],
    [
      "brings the sentence along",
      [RANG, CALLER, { ...NO, text: "Gleich" }],
      0,
      { kind: "declined", text: "Gleich" },
    ],
    [
      "never rings when the decline was readable first",
      [NO, RANG, CALLER],
      0,
      { kind: "declined" },
    ],
    ["finds somebody in another call", [RANG, CALLER, BUSY], 0, { kind: "busy" }],
    [
      "may still be answered by somebody in another call",
      [RANG, CALLER, BUSY, HERE],
      0,
      { kind: "answered", where: "here" },
    ],
    ["is over when nobody comes", [RANG, CALLER], 40_000, { kind: "missed" }],
    [
      "is missed by whoever stays in the other call",
      [RANG, CALLER, BUSY],
      40_000,
      { kind: "missed" },
    ],
    [
      "never rings when it comes too late",
      [{ kind: "rang", endsAt: NOW - 1 }, CALLER],
      0,
      { kind: "missed" },
    ],
    ["ends when the caller hangs up", [RANG, CALLER, HUNG_UP], 0, { kind: "cancelled" }],
    [
      "does not begin again when the caller comes back",
      [RANG, CALLER, HUNG_UP, CALLER],
      0,
      { kind: "cancelled" },
    ],
    [
      "waits for a caller who is not known to be there yet",
      [RANG, HUNG_UP, CALLER],
      0,
      { kind: "ringing" },
    ],
    ["ends when it is taken back", [RANG, CALLER, WITHDRAWN], 0, { kind: "cancelled" }],
    [
      "is not made longer by coming twice",
      [RANG, CALLER, { kind: "rang", endsAt: NOW + 90_000 }],
      40_000,
      { kind: "missed" },
    ],
  ])("%s", (_case, facts, later, expected) => {
    expect(ringState(after(facts), NOW + later)).toEqual(expected);
  });
});

/** What happens in the room, for all devices of the person who is called. */
const happening = fc.constantFrom<RingFact | "one answers" | "two answers">(
  RANG,
  CALLER,
  HUNG_UP,
  NO,
  { ...NO, text: "Ich rufe gleich zurück" },
  BUSY,
  WITHDRAWN,
  "one answers",
  "two answers",
);

function seenBy(device: "one" | "two", story: readonly (RingFact | string)[]): readonly RingFact[] {
  return story.map((entry) =>
    typeof entry === "string"
      ? { kind: "joined", where: entry === `${device} answers` ? "here" : "elsewhere" }
      : entry,
  );
}

/** How it ends for the second device. */
function endOf(story: readonly (RingFact | string)[]): string {
  return ringState(after(seenBy("two", story)), NOW).kind;
}

describe("two devices of one person, whatever happens in whatever order", () => {
  it("never ring again once it is over", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (story) => {
        let facts = NO_FACTS;
        let over = false;
        for (const fact of seenBy("one", story)) {
          facts = withFact(facts, fact);
          const state = ringState(facts, NOW);
          expect(over && !isOver(state)).toBe(false);
          over = isOver(state);
        }
      }),
    );
  });
  it("both stop as soon as one of them has answered, and only that one says `here`", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (story) => {
        const states = (["one", "two"] as const).map((device) =>
          ringState(after(seenBy(device, [RANG, ...story])), NOW),
        );
        expect(states.map(isOver)).toEqual(Array(2).fill(isOver(states[0] ?? { kind: "waiting" })));
        fc.pre(!story.includes("two answers") && states[0]?.kind === "answered");
        expect(states).toEqual([
          { kind: "answered", where: "here" },
          { kind: "answered", where: "elsewhere" },
        ]);
      }),
    );
  });
  it("come to the same end, in whichever order and however often they learn of it", () => {
    // Only whether the caller came before leaving is a question of order.
    const facts = happening.filter((entry) => entry !== HUNG_UP);
    fc.assert(
      fc.property(
        fc
          .array(facts, { maxLength: 12 })
          .chain((story) =>
            fc.tuple(
              fc.constant(story),
              fc.shuffledSubarray([...story, ...story], { minLength: 2 * story.length }),
            ),
          ),
        ([story, again]) => {
          expect(endOf(again)).toBe(endOf(story));
        },
      ),
    );
  });
  it("do not ring when its time is over", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (story) => {
        expect(isOver(ringState(after(seenBy("one", [...story, RANG])), NOW + 40_000))).toBe(true);
      }),
    );
  });
});
