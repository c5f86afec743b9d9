import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTransportCc, encodeTransportCc, TransportCcRecorder } from "./transport-cc.ts";
import { parseRtcp } from "./parse.ts";

interface Seen {
  readonly sequence: number;
  readonly time: number;
}

function decode(packet: Buffer): Seen[] {
  const [item] = parseRtcp(packet);
  if (item?.kind !== "transportCc") throw new Error("no feedback");
  const seen: Seen[] = [];
  expect(decodeTransportCc(item.body, (sequence, time) => seen.push({ sequence, time }))).toBe(
    true,
  );
  return seen;
}

/** Gaps between arrivals in ms; undefined: the packet was lost. */
const arrivals = fc
  .array(fc.option(fc.double({ min: -20, max: 900, noNaN: true }), { nil: undefined, freq: 5 }), {
    minLength: 1,
    maxLength: 400,
  })
  .map((gaps) => {
    let time = 5000;
    return gaps.map((gap) => {
      if (gap === undefined) return undefined;
      time = Math.max(4990, time + gap);
      return time;
    });
  })
  .filter((times) => times.some((time) => time !== undefined));

describe("transport-wide feedback", () => {
  it("says what arrived and when, to a quarter of a millisecond", () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 0xffff }), (times, baseSequence) => {
        const packet = encodeTransportCc({ mediaSsrc: 7, baseSequence, feedbackCount: 3, times });
        expect(packet.length % 4).toBe(0);
        const seen = decode(packet);
        expect(seen.map(({ sequence }) => sequence)).toEqual(
          times.map((_, index) => (baseSequence + index) & 0xffff),
        );
        for (const [index, time] of times.entries()) {
          const told = seen[index]?.time ?? Number.NaN;
          expect(Math.abs(told - (time ?? -1))).toBeLessThanOrEqual(time === undefined ? 0 : 0.126);
        }
      }),
    );
  });

  it("survives any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const understood = decodeTransportCc(Buffer.from(bytes), () => undefined);
        expect(typeof understood).toBe("boolean");
      }),
    );
  });
});

describe("the recorder of arrivals", () => {
  it("tells every packet once and gaps as lost", () => {
    const recorder = new TransportCcRecorder();
    for (const sequence of [65_534, 65_535, 1, 2]) recorder.record(sequence, 1000 + (sequence & 7));
    expect(decode(recorder.takeFeedback(1) ?? Buffer.alloc(0))).toMatchObject([
      { sequence: 65_534 },
      { sequence: 65_535 },
      { sequence: 0, time: -1 },
      { sequence: 1 },
      { sequence: 2 },
    ]);
    expect(recorder.takeFeedback(1)).toBeUndefined();
    recorder.record(4, 1100);
    expect(decode(recorder.takeFeedback(1) ?? Buffer.alloc(0))).toMatchObject([
      { sequence: 3, time: -1 },
      { sequence: 4 },
    ]);
  });

  it("corrects itself when a lost packet comes after all", () => {
    const recorder = new TransportCcRecorder();
    for (const sequence of [1, 3]) recorder.record(sequence, 1000);
    recorder.takeFeedback(1);
    recorder.record(2, 1050);
    expect(decode(recorder.takeFeedback(1) ?? Buffer.alloc(0))[0]).toMatchObject({ sequence: 2 });
  });

  it("does not swell when a sender jumps", () => {
    const recorder = new TransportCcRecorder();
    recorder.record(0, 1000);
    recorder.record(30_000, 1001);
    expect(recorder.takeFeedback(1)?.length).toBeLessThan(2000);
  });
});
