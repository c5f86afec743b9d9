import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NackTracker } from "./nack.ts";
import { parseRtcp } from "./parse.ts";
import { packNacks, writeNack } from "./write.ts";

describe("missing packets", () => {
  it("are asked for after a moment, then again after a round trip", () => {
    const tracker = new NackTracker();
    for (const sequence of [1, 2, 5]) expect(tracker.receive(sequence, 0)).toBe("new");
    expect(tracker.due(5, 100)).toEqual([]);
    expect(tracker.due(20, 100)).toEqual([3, 4]);
    expect(tracker.due(60, 100)).toEqual([]);
    expect(tracker.receive(4, 70)).toBe("recovered");
    expect(tracker.due(150, 100)).toEqual([3]);
  });

  it("are known until they come", () => {
    const tracker = new NackTracker();
    tracker.receive(0xffff, 0);
    tracker.receive(2, 0);
    expect(tracker.isMissing(0)).toBe(true);
    expect(tracker.receive(0, 1)).toBe("recovered");
    expect(tracker.receive(0, 2)).toBe("duplicate");
    expect(tracker.isMissing(0)).toBe(false);
  });

  it("are given up in the end", () => {
    const tracker = new NackTracker();
    tracker.receive(1, 0);
    tracker.receive(3, 0);
    let asked = 0;
    for (let now = 0; now < 10_000; now += 25) asked += tracker.due(now, 20).length;
    expect(asked).toBe(10);
    expect(tracker.isMissing(2)).toBe(false);
  });

  it("a restarted stream is no loss of thousands", () => {
    const tracker = new NackTracker();
    tracker.receive(100, 0);
    expect(tracker.receive(20_000, 0)).toBe("new");
    expect(tracker.due(1000, 20)).toEqual([]);
  });

  it("are exactly those that did not come, in any order of arrival", () => {
    const shuffled = fc
      .shuffledSubarray(Array.from({ length: 100 }, (_, index) => index + 1))
      .filter((list) => list.length > 0);
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 0xffff }), (order, base) => {
        const tracker = new NackTracker();
        tracker.receive(base, 0);
        const at = (index: number): number => (base + index) & 0xffff;
        for (const index of order) tracker.receive(at(index), 0);
        const highest = Math.max(...order);
        const missing = Array.from({ length: highest }, (_, index) => index + 1).filter(
          (index) => !order.includes(index),
        );
        expect(new Set(tracker.due(1000, 20))).toEqual(new Set(missing.map(at)));
      }),
    );
  });
});

describe("requests on the wire", () => {
  it.each([
    [[], []],
    [[5], [{ first: 5, bits: 0 }]],
    [[5, 6, 21], [{ first: 5, bits: 0x8001 }]],
    [
      [5, 22],
      [
        { first: 5, bits: 0 },
        { first: 22, bits: 0 },
      ],
    ],
    [[0xffff, 0], [{ first: 0xffff, bits: 1 }]],
  ])("%j", (sequences, pairs) => {
    expect(packNacks(sequences)).toEqual(pairs);
  });

  it("are read back as they were written", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), gaps, (start, steps) => {
        let position = start;
        const sequences = steps.map((step) => (position += step) & 0xffff);
        expect(parseRtcp(writeNack(77, sequences))).toEqual([
          { kind: "nack", ssrc: 77, sequences },
        ]);
      }),
    );
  });
});
