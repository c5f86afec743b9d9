import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seqDelta, SequenceUnwrapper, timestampDelta } from "./sequence.ts";

describe("sequence numbers that wrap", () => {
  it.each([
    [1, 2, 1],
    [0xffff, 0, 1],
    [0, 0xffff, -1],
    [100, 90, -10],
    [0, 0x8000, -0x8000],
  ])("from %i to %i it is %i", (from, to, expected) => {
    expect(seqDelta(from, to)).toBe(expected);
  });

  it("grow for ever when unwrapped, whatever the order within a window", () => {
    const steps = fc.array(fc.integer({ min: -50, max: 200 }), { maxLength: 2000 });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 0xffff }), steps, (start, walk) => {
        const unwrapper = new SequenceUnwrapper();
        unwrapper.unwrap(start);
        let position = start;
        let highest = start;
        for (const step of walk) {
          position = Math.max(highest - 500, position + step);
          highest = Math.max(highest, position);
          expect(unwrapper.unwrap(position & 0xffff)).toBe(position);
        }
      }),
    );
  });

  it("timestamps are compared on their circle", () => {
    expect(timestampDelta(0xffff_fff0, 0x10)).toBe(0x20);
    expect(timestampDelta(0x10, 0xffff_fff0)).toBe(-0x20);
  });
});
