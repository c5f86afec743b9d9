import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectPayload, PayloadInfo } from "../rtp/codecs.ts";
import { parseRtp, RtpHeader } from "../rtp/packet.ts";
import { seqDelta, timestampDelta } from "../rtp/sequence.ts";
import { buildRtp, vp8Payload } from "../rtp/test-packets.ts";
import { LayerRewriter, rewriteAgain } from "./rewriter.ts";

/** A simulcast layer that makes one packet per picture, with numbers of its own. */
class Layer {
  readonly index: number;
  sequence: number;
  pictureId: number;
  readonly #timestampOrigin: number;

  constructor(index: number, sequence: number, timestampOrigin: number) {
    this.index = index;
    this.sequence = sequence;
    this.pictureId = (index * 1000) & 0x7fff;
    this.#timestampOrigin = timestampOrigin;
  }

  packet(nowMs: number, key: boolean): Buffer {
    this.sequence = (this.sequence + 1) & 0xffff;
    this.pictureId = (this.pictureId + 1) & 0x7fff;
    return buildRtp({
      sequence: this.sequence,
      timestamp: (this.#timestampOrigin + nowMs * 90) >>> 0,
      ssrc: 10 + this.index,
      payload: vp8Payload({ pictureId: this.pictureId, tl0: this.pictureId & 0xff, key }),
    });
  }
}

interface Out {
  readonly sequence: number;
  readonly timestamp: number;
  readonly pictureId: number;
  readonly tl0: number;
}

function read(packet: Buffer): { header: RtpHeader; info: PayloadInfo } {
  const header = new RtpHeader();
  const info = new PayloadInfo();
  parseRtp(packet, header);
  inspectPayload(packet, header.payloadOffset, header.payloadEnd, header.payloadType, info);
  return { header, info };
}

function push(
  rewriter: LayerRewriter,
  layer: number,
  packet: Buffer,
  now: number,
): Out | undefined {
  const { header, info } = read(packet);
  if (rewriter.accept(layer, header, info, undefined, now) !== "send") return undefined;
  rewriter.apply(packet, info);
  const out = read(packet);
  return {
    sequence: out.header.sequence,
    timestamp: out.header.timestamp,
    pictureId: out.info.pictureId,
    tl0: out.info.tl0,
  };
}

describe("what a receiver sees of a source", () => {
  it("begins with a key picture", () => {
    const rewriter = new LayerRewriter();
    const layer = new Layer(0, 500, 0);
    rewriter.aim(0, 0);
    expect(push(rewriter, 0, layer.packet(0, false), 0)).toBeUndefined();
    expect(push(rewriter, 0, layer.packet(33, true), 33)).toBeDefined();
    expect(rewriter.waiting).toBe(false);
  });

  it("begins without one rather than never", () => {
    const rewriter = new LayerRewriter();
    const layer = new Layer(0, 500, 0);
    rewriter.aim(0, 0);
    expect(push(rewriter, 0, layer.packet(2900, false), 2900)).toBeUndefined();
    expect(push(rewriter, 0, layer.packet(3100, false), 3100)).toBeDefined();
  });

  it("goes on with the old layer until the new one has a key picture", () => {
    const rewriter = new LayerRewriter();
    const layers = [new Layer(0, 500, 0), new Layer(1, 9000, 77)] as const;
    rewriter.aim(0, 0);
    push(rewriter, 0, layers[0].packet(0, true), 0);
    rewriter.aim(1, 10);
    expect(push(rewriter, 1, layers[1].packet(33, false), 33)).toBeUndefined();
    expect(push(rewriter, 0, layers[0].packet(33, false), 33)).toBeDefined();
    expect(push(rewriter, 1, layers[1].packet(66, true), 66)).toBeDefined();
    expect(push(rewriter, 0, layers[0].packet(66, false), 66)).toBeUndefined();
  });

  it("has no seam, whatever the layers' own numbers and whenever they change", () => {
    const switches = fc.array(
      fc.record({
        target: fc.integer({ min: -1, max: 2 }),
        pictures: fc.integer({ min: 1, max: 20 }),
        key: fc.boolean(),
      }),
      { minLength: 2, maxLength: 20 },
    );
    const starts = fc.array(fc.nat({ max: 0xffff }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(switches, starts, (changes, sequences) => {
        const rewriter = new LayerRewriter();
        const layers = sequences.map((start, index) => new Layer(index, start, start * 65_537));
        const seen: Out[] = [];
        let now = 0;
        for (const change of changes) {
          rewriter.aim(change.target, now);
          for (let picture = 0; picture < change.pictures; picture += 1) {
            now += 33;
            for (const layer of layers) {
              const packet = layer.packet(now, picture === 0 || change.key);
              const out = push(rewriter, layer.index, packet, now);
              if (out !== undefined) seen.push(out);
            }
          }
        }
        for (const [index, out] of seen.slice(1).entries()) {
          const previous = seen[index] ?? out;
          expect(seqDelta(previous.sequence, out.sequence)).toBe(1);
          expect((out.pictureId - previous.pictureId) & 0x7fff).toBe(1);
          expect((out.tl0 - previous.tl0) & 0xff).toBe(1);
          expect(timestampDelta(previous.timestamp, out.timestamp)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the time of the sender when reports tell how the layers' clocks differ", () => {
    const rewriter = new LayerRewriter();
    const low = new Layer(0, 1, 1_000_000);
    const high = new Layer(2, 1, 5_000_000);
    rewriter.aim(0, 0);
    push(rewriter, 0, low.packet(1000, true), 1000);
    rewriter.aim(2, 1000);
    const packet = high.packet(1040, true);
    const { header, info } = read(packet);
    // It arrives late; by the clock of arrival the step would be 120 ms.
    expect(rewriter.accept(2, header, info, 1_000_000 - 5_000_000, 1120)).toBe("send");
    expect(rewriter.timestamp).toBe(1_000_000 + 1040 * 90);
    expect(rewriter.timestampOffset).toBe(-4_000_000);
  });

  it("has no gap where padding was left out", () => {
    const rewriter = new LayerRewriter();
    const layer = new Layer(0, 0xfffd, 0);
    rewriter.aim(0, 0);
    const before = push(rewriter, 0, layer.packet(0, true), 0);
    layer.sequence = (layer.sequence + 1) & 0xffff;
    rewriter.skip(0, layer.sequence);
    const after = push(rewriter, 0, layer.packet(33, false), 33);
    expect(seqDelta(before?.sequence ?? 0, after?.sequence ?? 0)).toBe(1);
  });
});

describe("a long, calm call", () => {
  it.each([1, 0xffff, 40_000])(
    "loses no picture for an hour, and every lost packet is found (numbers from %i)",
    (start) => {
      const rewriter = new LayerRewriter();
      const layer = new Layer(0, start, 0);
      rewriter.aim(0, 0);
      let previous = push(rewriter, 0, layer.packet(0, true), 0)?.sequence ?? -1;
      let stopped: number | undefined;
      for (let picture = 1; picture < 200_000; picture += 1) {
        const now = picture * 17;
        const out = push(rewriter, 0, layer.packet(now, false), now);
        if (out === undefined || seqDelta(previous, out.sequence) !== 1) {
          stopped = picture;
          break;
        }
        previous = out.sequence;
        if (picture % 1000 !== 999) continue;
        const asked = (previous - 500) & 0xffff;
        expect(rewriter.find(asked)?.incomingSequence).toBe((layer.sequence - 500) & 0xffff);
      }
      expect(stopped).toBeUndefined();
      // A late packet from before a change of layer is still told from a new one.
      const late = layer.packet(0, false);
      const other = new Layer(1, 7, 3);
      rewriter.aim(1, 3_400_000);
      expect(push(rewriter, 1, other.packet(3_400_033, true), 3_400_033)).toBeDefined();
      expect(push(rewriter, 0, late, 3_400_034)).toBeUndefined();
    },
  );
});

describe("a packet that has to be repeated", () => {
  it("is found with the numbers it was sent with, across changes of layer", () => {
    const rewriter = new LayerRewriter();
    const layers = [new Layer(0, 100, 0), new Layer(1, 40_000, 5)] as const;
    const sent: { original: Buffer; out: Buffer; layer: number }[] = [];
    for (let picture = 0; picture < 300; picture += 1) {
      const now = picture * 33;
      const wanted = Math.floor(picture / 40) % 2;
      rewriter.aim(wanted, now);
      for (const layer of layers) {
        const original = layer.packet(now, picture % 40 === 0);
        const out = Buffer.from(original);
        if (push(rewriter, layer.index, out, now) !== undefined)
          sent.push({ original, out, layer: layer.index });
      }
    }
    expect(sent.length).toBeGreaterThanOrEqual(300);
    for (const { original, out, layer } of sent) {
      const { sequence } = read(out).header;
      const found = rewriter.find(sequence);
      expect(found).toMatchObject({
        layer,
        incomingSequence: read(original).header.sequence,
      });
      if (found === undefined) continue;
      const again = Buffer.from(original);
      rewriteAgain(again, read(again).info, found, sequence);
      expect(again).toEqual(out);
    }
  });

  it("is not invented when it was never sent", () => {
    const rewriter = new LayerRewriter();
    expect(rewriter.find(5)).toBeUndefined();
    const layer = new Layer(0, 100, 0);
    rewriter.aim(0, 0);
    const out = push(rewriter, 0, layer.packet(0, true), 0);
    const sequence = out?.sequence ?? 0;
    expect(rewriter.find(sequence)).toBeDefined();
    expect(rewriter.find(sequence + 1)).toBeUndefined();
    expect(rewriter.find(sequence - 1)).toBeUndefined();
  });
});
