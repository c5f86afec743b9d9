import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seqDelta } from "../rtp/sequence.ts";
import { SilenceGate } from "./silence-gate.ts";

const MUTED = 127;

describe("a muted microphone", () => {
  it("is forwarded for a second, then hardly any more, and at once when it is opened", () => {
    const gate = new SilenceGate();
    const sent = Array.from({ length: 1000 }, (_, index) => gate.pass(index, MUTED));
    expect(sent.slice(0, 50)).not.toContain(-1);
    expect(sent.slice(50).filter((sequence) => sequence >= 0)).toHaveLength(48);
    expect(gate.pass(1000, 30)).toBeGreaterThanOrEqual(0);
  });

  it("long ago does not make a late packet of today seem stale", () => {
    const gate = new SilenceGate();
    let sequence = 0;
    for (; sequence < 100; sequence += 1) gate.pass(sequence, MUTED);
    for (; sequence < 36_000; sequence += 1) expect(gate.pass(sequence, 30)).toBeGreaterThan(-1);
    expect(gate.pass(sequence + 1, 30)).toBeGreaterThan(-1);
    expect(gate.pass(sequence, 30)).toBeGreaterThan(-1);
  });

  it("whose packets do not tell their level is forwarded as it is", () => {
    const gate = new SilenceGate();
    for (let index = 0; index < 500; index += 1) expect(gate.pass(index, -1)).toBe(index);
  });

  it("is a pause for the receiver, not a loss; and sound is never left out", () => {
    const talk = fc.array(fc.record({ level: fc.constantFrom(20, 90, MUTED), for: fc.nat(120) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(talk, fc.nat(0xffff), (turns, start) => {
        const gate = new SilenceGate();
        const levels = turns.flatMap((turn) => Array.from({ length: turn.for }, () => turn.level));
        const sent = levels.map((level, index) => gate.pass((start + index) & 0xffff, level));
        expect(sent.every((out, index) => out >= 0 || levels[index] === MUTED)).toBe(true);
        const passed = sent.filter((out) => out >= 0);
        for (const [index, out] of passed.slice(1).entries())
          expect(seqDelta(passed[index] ?? 0, out)).toBe(1);
      }),
    );
  });

  it("a packet that comes late does not take a number that is in use", () => {
    const gate = new SilenceGate();
    for (let index = 0; index < 101; index += 1) if (index !== 30) gate.pass(index, MUTED);
    expect(gate.pass(30, MUTED)).toBe(-1);
  });
});
