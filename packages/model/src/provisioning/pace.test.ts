import { assert, double, integer, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_PARALLEL, nextPace, remainingSeconds } from "./pace.ts";

describe("how many rooms of a file are made at once", () => {
  it.each([
    ["brisk: one more", 2, { answer: 20, peopleWaiting: 0 }, 3],
    ["brisk, but there is a limit", MOST_PARALLEL, { answer: 20, peopleWaiting: 0 }, MOST_PARALLEL],
    ["neither brisk nor slow: as it is", 3, { answer: 300, peopleWaiting: 0 }, 3],
    ["slow: half", 4, { answer: 900, peopleWaiting: 0 }, 2],
    ["slow, but never none", 1, { answer: 5_000, peopleWaiting: 0 }, 1],
    ["somebody waits for a room: one", 4, { answer: 20, peopleWaiting: 1 }, 1],
    ["no answer: none", 4, { answer: undefined, peopleWaiting: 0 }, 0],
    ["an answer again: begin with one", 0, { answer: 20, peopleWaiting: 0 }, 1],
    ["an answer again, a slow one", 0, { answer: 2_000, peopleWaiting: 0 }, 1],
  ])("%s", (_story, parallel, load, expected) => {
    expect(nextPace(parallel, load)).toBe(expected);
  });
});

const seconds = (...values: number[]) => values.map((value) => value * 1000);

describe("the time that is left", () => {
  it.each([
    ["all are made", [], 0, 10, 0],
    ["two are too few to tell", seconds(1, 2), 8, 2, undefined],
    ["one each second", seconds(1, 2, 3, 4), 10, 4, 10],
    ["in any order", seconds(4, 1, 3, 2), 10, 4, 10],
    ["it got slower", seconds(1, 2, 3, 4), 10, 21, 50],
    ["nothing for more than a minute", seconds(1, 2, 3, 4), 10, 65, undefined],
    ["all at one moment", seconds(1, 1, 1), 5, 1, undefined],
  ])("%s", (_story, finished, left, now, expected) => {
    expect(remainingSeconds(finished, left, now * 1000)).toBe(expected);
  });
});

it("never goes beyond its limit, and stops for nothing but silence", () => {
  assert(
    property(
      integer({ min: 0, max: MOST_PARALLEL }),
      double({ min: 0, max: 60_000, noNaN: true }),
      nat(20),
      (parallel, answer, peopleWaiting) => {
        const next = nextPace(parallel, { answer, peopleWaiting });
        expect(next).toBeGreaterThanOrEqual(1);
        expect(next).toBeLessThanOrEqual(MOST_PARALLEL);
        expect(next).toBeLessThanOrEqual(parallel + 1);
      },
    ),
  );
});
