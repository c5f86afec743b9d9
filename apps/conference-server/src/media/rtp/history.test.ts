import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PacketHistory } from "./history.ts";

function packet(sequence: number, length: number): Buffer {
  return Buffer.alloc(length, sequence % 251);
}

describe("the packets of the last second", () => {
  it("are found unchanged, or not at all", () => {
    const lengths = fc.array(fc.integer({ min: 20, max: 1400 }), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 0xffff }), (sizes, first) => {
        const history = new PacketHistory(1000);
        for (const [index, size] of sizes.entries())
          history.store((first + index) & 0xffff, packet(index, size), index);
        for (const [index, size] of sizes.entries()) {
          const found = history.find((first + index) & 0xffff);
          // 600 ms old at most: nothing may be missing.
          expect(found?.equals(packet(index, size))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("make room for newer ones without growing for ever", () => {
    const history = new PacketHistory(1000);
    for (let index = 0; index < 20_000; index += 1)
      history.store(index & 0xffff, packet(index, 1200), index * 10);
    expect(history.find(19_999)?.equals(packet(19_999, 1200))).toBe(true);
    expect(history.find(19_950)?.equals(packet(19_950, 1200))).toBe(true);
    expect(history.find(10)).toBeUndefined();
  });

  it("of another round of sequence numbers are not mistaken", () => {
    const history = new PacketHistory(1000);
    history.store(5, packet(5, 100), 0);
    expect(history.find(5 + 2048)).toBeUndefined();
  });

  it("of a stream that has stopped are let go, and of one that goes on again found", () => {
    const history = new PacketHistory(1000);
    history.store(7, packet(7, 100), 0);
    history.release(9999);
    expect(history.find(7)).toBeDefined();
    history.release(10_000);
    expect(history.find(7)).toBeUndefined();
    history.store(8, packet(8, 100), 20_000);
    expect(history.find(7)).toBeUndefined();
    expect(history.find(8)?.equals(packet(8, 100))).toBe(true);
  });
});
