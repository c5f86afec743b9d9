import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AT_HOME,
  turn,
  type MicrophoneEffect,
  type MicrophoneEvent,
  type MicrophoneState,
} from "./microphone-rules.ts";

const ASIDE: MicrophoneEvent = { kind: "turn-aside" };
const BACK: MicrophoneEvent = { kind: "turn-plenum" };
const SILENT: MicrophoneEvent = { kind: "plenum-silent" };
const STUCK: MicrophoneEvent = { kind: "plenum-stuck" };
const HEARD: MicrophoneEvent = { kind: "plenum-heard" };
const UP: MicrophoneEvent = { kind: "link", up: true };
const DOWN: MicrophoneEvent = { kind: "link", up: false };
const OPENED: MicrophoneEvent = { kind: "aside-opened" };
const FAILED: MicrophoneEvent = { kind: "aside-failed" };
const ON: MicrophoneEvent = { kind: "switch", on: true };
const OFF: MicrophoneEvent = { kind: "switch", on: false };
const OVER: MicrophoneEvent = { kind: "over" };

function play(events: readonly MicrophoneEvent[]) {
  let state: MicrophoneState = AT_HOME;
  const effects: MicrophoneEffect[] = [];
  for (const event of events) {
    const step = turn(state, event);
    ({ state } = step);
    effects.push(...step.effects);
  }
  return { state, effects };
}

describe("the microphone on its way aside and back", () => {
  it.each<[string, MicrophoneEvent[], MicrophoneEffect[], Partial<MicrophoneState>]>([
    [
      "is silent in the call first and only then open aside",
      [ASIDE, SILENT, UP, OPENED],
      ["shut-plenum", "open-aside"],
      { plenum: "shut", aside: "open" },
    ],
    [
      "waits for the silence also where the connection was there before",
      [ASIDE, UP],
      ["shut-plenum"],
      { plenum: "closing", aside: "closed" },
    ],
    [
      "and goes on when it comes",
      [ASIDE, UP, SILENT],
      ["shut-plenum", "open-aside"],
      { aside: "opening" },
    ],
    [
      "is off while nobody has come yet, on both sides",
      [ASIDE, SILENT],
      ["shut-plenum"],
      { plenum: "shut", aside: "closed" },
    ],
    [
      "stays off everywhere when it could not be silenced",
      [ASIDE, UP, STUCK, SILENT],
      ["shut-plenum"],
      { on: false, aside: "closed" },
    ],
    [
      "stays silent in the call when the sub-room breaks",
      [ASIDE, SILENT, UP, OPENED, DOWN],
      ["shut-plenum", "open-aside", "close-aside"],
      { plenum: "shut", aside: "closed" },
    ],
    [
      "also when it breaks while the microphone is being opened",
      [ASIDE, SILENT, UP, DOWN, OPENED],
      ["shut-plenum", "open-aside", "close-aside"],
      { plenum: "shut", aside: "closed" },
    ],
    [
      "also when it breaks while the call is being silenced",
      [ASIDE, UP, DOWN, SILENT],
      ["shut-plenum"],
      { plenum: "shut", aside: "closed" },
    ],
    [
      "is open aside again when the connection is back",
      [ASIDE, SILENT, UP, OPENED, DOWN, UP],
      ["shut-plenum", "open-aside", "close-aside", "open-aside"],
      { plenum: "shut", aside: "opening" },
    ],
    [
      "may be switched on in the call when it is over, and is not",
      [ASIDE, SILENT, UP, OPENED, OVER],
      ["shut-plenum", "open-aside", "close-aside", "free-plenum"],
      AT_HOME,
    ],
    [
      "also when it was over before anything came of it",
      [ASIDE, OVER, SILENT, UP],
      ["shut-plenum", "free-plenum"],
      { goal: "plenum", plenum: "free", aside: "closed" },
    ],
    [
      "is closed aside before it is opened in the call by hand",
      [ASIDE, SILENT, UP, OPENED, BACK],
      ["shut-plenum", "open-aside", "close-aside", "free-plenum", "open-plenum"],
      { goal: "plenum", plenum: "free", aside: "closed" },
    ],
    [
      "is turned back while it is still being opened aside",
      [ASIDE, SILENT, UP, BACK, OPENED],
      ["shut-plenum", "open-aside", "close-aside", "free-plenum", "open-plenum"],
      { goal: "plenum", aside: "closed" },
    ],
    [
      "is turned back and aside again, with the same care",
      [ASIDE, SILENT, UP, OPENED, BACK, ASIDE],
      ["shut-plenum", "open-aside", "close-aside", "free-plenum", "open-plenum", "shut-plenum"],
      { goal: "aside", plenum: "closing", aside: "closed" },
    ],
    [
      "is switched off and on aside, and in the call nothing changes",
      [ASIDE, SILENT, UP, OPENED, OFF, ON, OPENED],
      ["shut-plenum", "open-aside", "close-aside", "open-aside"],
      { plenum: "shut", aside: "open" },
    ],
    [
      "is not opened when the connection comes back after it was switched off",
      [ASIDE, SILENT, UP, OPENED, OFF, DOWN, UP],
      ["shut-plenum", "open-aside", "close-aside"],
      { aside: "closed" },
    ],
    [
      "goes nowhere when it cannot be opened aside",
      [ASIDE, SILENT, UP, FAILED],
      ["shut-plenum", "open-aside", "close-aside"],
      { on: false, plenum: "shut", aside: "closed" },
    ],
    [
      "is closed aside at once when it is found open in the call",
      [ASIDE, SILENT, UP, OPENED, HEARD],
      ["shut-plenum", "open-aside", "close-aside", "shut-plenum"],
      { plenum: "closing", aside: "closed" },
    ],
    ["is nobody's business here while nobody talks aside", [HEARD, ON, OFF, BACK], [], AT_HOME],
  ])("%s", (_story, events, effects, state) => {
    const played = play(events);
    expect(played.effects).toEqual(effects);
    expect(played.state).toMatchObject(state);
  });

  it("is never open on both sides, and in the call by hand alone, in whichever order things happen", () => {
    const any = constantFrom<MicrophoneEvent>(
      ASIDE,
      BACK,
      SILENT,
      STUCK,
      HEARD,
      UP,
      DOWN,
      OPENED,
      FAILED,
      ON,
      OFF,
      OVER,
    );
    assert(
      property(array(any, { maxLength: 40 }), (events) => {
        const wrong: string[] = [];
        let state: MicrophoneState = AT_HOME;
        // The world: what goes out on either side, once effects are carried out.
        let call = true;
        let aside = false;
        for (const event of events) {
          // News only of what is under way.
          if (event === SILENT && state.plenum === "closing") call = false;
          const step = turn(state, event);
          ({ state } = step);
          for (const effect of step.effects) {
            if (effect === "close-aside") aside = false;
            if (effect === "open-plenum") {
              if (event !== BACK) wrong.push("opened in the call by something else");
              if (aside) wrong.push("opened in the call before it was closed aside");
              call = true;
            }
            if (effect === "open-aside") {
              if (call) wrong.push("opened aside before it was silent in the call");
              aside = true;
            }
          }
          // Where it is free it may be switched on by hand at any moment.
          if (state.plenum === "free") call = true;
          if (call && aside) wrong.push("open on both sides");
          if (state.aside !== "closed" && !aside) wrong.push("said to be open and is not");
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
