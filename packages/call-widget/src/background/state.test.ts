import { constantFrom, assert as always, integer, property, tuple, array } from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  beginMasking,
  intervalFor,
  isMaskDue,
  type Masking,
  type MaskingEvent,
  shownAt,
  stepMasking,
} from "./state.ts";

type Step = readonly [at: number, event: MaskingEvent];

const loaded = { kind: "loaded" } as const;
const asked = { kind: "asked" } as const;
const frame = { kind: "frame" } as const;
const failed = { kind: "failed" } as const;
const came = (took: number): MaskingEvent => ({ kind: "came", took });

function after(...steps: readonly Step[]): Masking {
  return steps.reduce((state, [at, event]) => stepMasking(state, event, at), beginMasking(0));
}

/** So many masks, each of which takes as long, one a second. */
function masks(count: number, took: number): Masking {
  let state = after([0, loaded]);
  for (let n = 0; n < count; n += 1) {
    state = stepMasking(state, asked, n * 1_000);
    state = stepMasking(state, came(took), n * 1_000 + took);
  }
  return state;
}

describe("what others see", () => {
  test.for<readonly [story: string, steps: readonly Step[], at: number, shown: string]>([
    ["nothing is loaded yet", [], 10, "veil"],
    [
      "it is loaded, and no mask has come",
      [
        [500, loaded],
        [510, asked],
      ],
      520,
      "veil",
    ],
    [
      "the first mask came",
      [
        [500, loaded],
        [510, asked],
        [700, came(190)],
      ],
      701,
      "masked",
    ],
    [
      "the last mask is of long ago",
      [
        [0, loaded],
        [10, asked],
        [30, came(20)],
      ],
      1_011,
      "veil",
    ],
    [
      "a mask that took long is of long ago too",
      [
        [0, loaded],
        [10, asked],
        [1_500, came(1_490)],
      ],
      1_501,
      "veil",
    ],
    [
      "masks break off",
      [
        [0, loaded],
        [10, asked],
        [30, came(20)],
        [40, failed],
      ],
      41,
      "veil",
    ],
    [
      "loading takes a minute and more",
      [
        [60_001, frame],
        [60_002, loaded],
        [60_003, asked],
        [60_020, came(17)],
      ],
      60_021,
      "veil",
    ],
    [
      "a mask does not come for five seconds",
      [
        [0, loaded],
        [1, asked],
        [20, came(19)],
        [60, asked],
        [5_061, frame],
        [5_062, came(5_000)],
      ],
      5_063,
      "veil",
    ],
    [
      "the first one may take longer",
      [
        [0, loaded],
        [1, asked],
        [9_000, frame],
        [9_001, came(9_000)],
        [9_002, asked],
        [9_020, came(18)],
      ],
      9_021,
      "masked",
    ],
  ])("%s", ([, steps, at, shown]) => {
    expect(shownAt(after(...steps), at)).toBe(shown);
  });

  it("is never anything else, whatever happens, and after a failure never the person again", () => {
    const events = constantFrom(loaded, asked, frame, failed, came(5), came(300));
    always(
      property(array(tuple(integer({ min: 0, max: 30_000 }), events)), (list) => {
        let state = beginMasking(0);
        let at = 0;
        let over = false;
        for (const [wait, event] of list) {
          at += wait;
          state = stepMasking(state, event, at);
          over ||= state.stage === "failed" || state.stage === "slow";
          expect(["masked", "veil"]).toContain(shownAt(state, at));
          expect(over && shownAt(state, at) === "masked").toBe(false);
        }
      }),
    );
  });
});

describe("how often masks are made", () => {
  test.for<readonly [took: number, perSecond: number]>([
    [5, 20],
    [22, 20],
    [30, 12],
    [60, 6],
    [150, 3],
    [390, 3],
  ])("masks of %d ms: %d a second", ([took, perSecond]) => {
    const state = masks(60, took);
    expect(state.stage).toBe("masking");
    expect(1_000 / intervalFor(state.cost)).toBeCloseTo(perSecond);
    const last = state.masked ?? 0;
    expect(isMaskDue(state, last + 1_000 / perSecond - 1)).toBe(false);
    expect(isMaskDue(state, last + 1_000 / perSecond + 1)).toBe(true);
  });

  it("asks for one at a time", () => {
    expect(isMaskDue(after([0, loaded], [1, asked]), 900)).toBe(false);
  });

  it("asks for none before it can, nor when it cannot any more", () => {
    expect(isMaskDue(beginMasking(0), 10)).toBe(false);
    expect(isMaskDue(after([0, loaded], [1, failed]), 10)).toBe(false);
  });

  it("gives up on a computer that is too slow for any, and shows everything blurred then", () => {
    const state = masks(45, 500);
    expect(state.stage).toBe("slow");
    expect(shownAt(state, (state.masked ?? 0) + 1)).toBe("veil");
    expect(isMaskDue(state, 1_000_000)).toBe(false);
  });

  it("does not take a first mask that warms up for slowness", () => {
    let state = after([0, loaded], [0, asked], [3_000, came(3_000)]);
    for (let n = 0; n < 30; n += 1) {
      state = stepMasking(state, asked, 3_000 + n * 100);
      state = stepMasking(state, came(15), 3_015 + n * 100);
    }
    expect(state.stage).toBe("masking");
    expect(intervalFor(state.cost)).toBe(50);
  });
});
