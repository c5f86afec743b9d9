import { describe, expect, it } from "vitest";
import { ALL_TEMPORAL, inspectPayload, PayloadInfo } from "../rtp/codecs.ts";
import { parseRtp, RtpHeader } from "../rtp/packet.ts";
import { seqDelta } from "../rtp/sequence.ts";
import { buildRtp, vp8Payload } from "../rtp/test-packets.ts";
import { LayerRewriter, rewriteAgain } from "./rewriter.ts";

/** Temporal layers as Chromium sends them, and which of them need the lowest alone. */
const PATTERN = [
  { temporal: 0, synchronises: false },
  { temporal: 2, synchronises: true },
  { temporal: 1, synchronises: true },
  { temporal: 2, synchronises: false },
  { temporal: 0, synchronises: false },
  { temporal: 2, synchronises: false },
  { temporal: 1, synchronises: false },
  { temporal: 2, synchronises: false },
] as const;

interface Sent {
  readonly packet: Buffer;
  readonly layer: number;
  /** Of the picture, in its layer. */
  readonly picture: number;
  readonly temporal: number;
  readonly key: boolean;
  readonly now: number;
}

/** Numbers that look random and are the same in each run. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(most: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.#state >> 8) % most;
  }
}

class Sender {
  readonly index: number;
  #sequence: number;
  #picture = 0;
  #phase = 0;
  #tl0 = 0;
  readonly #firstId: number;

  constructor(index: number, sequence: number, firstId: number) {
    this.index = index;
    this.#sequence = sequence;
    this.#firstId = firstId;
  }

  /** The packets of one picture. */
  picture(packets: number, key: boolean, now: number): Sent[] {
    if (key) this.#phase = 0;
    const { temporal, synchronises } = PATTERN[this.#phase % PATTERN.length] ?? PATTERN[0];
    this.#phase += 1;
    this.#picture += 1;
    if (temporal === 0) this.#tl0 = (this.#tl0 + 1) & 0xff;
    return Array.from({ length: packets }, (_, index) => {
      this.#sequence = (this.#sequence + 1) & 0xffff;
      const packet = buildRtp({
        sequence: this.#sequence,
        timestamp: (now * 90) >>> 0,
        ssrc: 10 + this.index,
        marker: index === packets - 1,
        payload: vp8Payload({
          pictureId: (this.#firstId + this.#picture) & 0x7fff,
          tl0: this.#tl0,
          key: key && index === 0,
          begins: index === 0,
          temporal,
          synchronises,
        }),
      });
      return { packet, layer: this.index, picture: this.#picture, temporal, key, now };
    });
  }
}

interface Out {
  readonly sent: Sent;
  readonly sequence: number;
  readonly pictureId: number;
  readonly tl0: number;
  readonly empty: boolean;
}

function read(packet: Buffer): { header: RtpHeader; info: PayloadInfo } {
  const header = new RtpHeader();
  const info = new PayloadInfo();
  parseRtp(packet, header);
  inspectPayload(packet, header.payloadOffset, header.payloadEnd, header.payloadType, info);
  return { header, info };
}

function push(rewriter: LayerRewriter, sent: Sent): Out | undefined {
  const packet = Buffer.from(sent.packet);
  const { header, info } = read(packet);
  const verdict = rewriter.accept(sent.layer, header, info, undefined, sent.now);
  if (verdict === "leave") return undefined;
  rewriter.apply(packet, info);
  const out = read(packet);
  return {
    sent,
    sequence: out.header.sequence,
    pictureId: out.info.pictureId,
    tl0: out.info.tl0,
    empty: verdict === "empty",
  };
}

function pictures(sender: Sender, count: number, from = 0): Sent[] {
  return Array.from({ length: count }, (_, index) =>
    sender.picture(1, from + index === 0, (from + index) * 33),
  ).flat();
}

describe("temporal layers", () => {
  it.each([
    [0, [0, 0, 0]],
    [1, [0, 1, 0, 1, 0]],
    [2, [0, 2, 1, 2, 0, 2, 1, 2, 0]],
  ])("up to %i are passed on", (limit, expected) => {
    const rewriter = new LayerRewriter();
    rewriter.aim(0, 0, limit);
    const out = pictures(new Sender(0, 7, 7), 9).flatMap((sent) => push(rewriter, sent) ?? []);
    expect(out.map(({ sent }) => sent.temporal)).toEqual(expected);
    for (const [index, one] of out.slice(1).entries()) {
      expect(seqDelta(out[index]?.sequence ?? 0, one.sequence)).toBe(1);
      expect((one.pictureId - (out[index]?.pictureId ?? 0)) & 0x7fff).toBe(1);
    }
  });

  it("are left out at once, and come back where they need none of those left out", () => {
    const rewriter = new LayerRewriter();
    const sender = new Sender(0, 7, 7);
    rewriter.aim(0, 0);
    for (const sent of pictures(sender, 5)) push(rewriter, sent);
    rewriter.aim(0, 0, 0);
    const few = pictures(sender, 4, 5).flatMap((sent) => push(rewriter, sent) ?? []);
    expect(few.map(({ sent }) => sent.picture)).toEqual([9]);
    rewriter.aim(0, 0, ALL_TEMPORAL);
    const more = pictures(sender, 10, 9).flatMap((sent) => push(rewriter, sent) ?? []);
    // Number 10 needs the lowest alone, but 12, of the layer below, might need what is not there.
    expect(more.map(({ sent }) => sent.picture)).toEqual([11, 13, 15, 17, 18, 19]);
  });

  it("a packet that comes late and whose picture is left out leaves no hole", () => {
    const rewriter = new LayerRewriter();
    rewriter.aim(0, 0, 0);
    const [key, late, after] = pictures(new Sender(0, 7, 7), 5).filter(
      ({ picture }) => picture === 1 || picture === 3 || picture === 5,
    ) as [Sent, Sent, Sent];
    const first = push(rewriter, key);
    const last = push(rewriter, after);
    expect(seqDelta(first?.sequence ?? 0, last?.sequence ?? 0)).toBe(4);
    const out = push(rewriter, late);
    expect(out).toMatchObject({ empty: true, sequence: (first?.sequence ?? 0) + 2 });
    expect(rewriter.find(out?.sequence ?? 0)?.void).toBe(true);
    expect(rewriter.find(last?.sequence ?? 0)?.void).toBe(false);
  });
});

/** Holds some packets back, so that others overtake them, and loses a few for ever. */
class Line {
  readonly #dice: Dice;
  #held: { readonly sent: Sent; left: number }[] = [];
  lost = 0;
  late = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  carry(sent: Sent): Sent[] {
    const through: Sent[] = [];
    for (const one of this.#held) one.left -= 1;
    const chance = this.#dice.below(1000);
    if (chance < 5 && !sent.key) this.lost += 1;
    else if (chance < 60 && !sent.key) {
      this.late += 1;
      this.#held.push({ sent, left: 1 + this.#dice.below(chance < 8 ? 400 : 12) });
    } else through.push(sent);
    for (const one of this.#held) if (one.left <= 0) through.push(one.sent);
    this.#held = this.#held.filter(({ left }) => left > 0);
    return through;
  }
}

describe("whatever happens on the way", () => {
  it.each([1, 2, 3, 4])(
    "numbers have no hole that is not a loss, pictures are whole and follow each other (%i)",
    (seed) => {
      const dice = new Dice(seed * 7919);
      const line = new Line(dice);
      const rewriter = new LayerRewriter();
      const senders = [0, 1, 2].map(
        (index) => new Sender(index, dice.below(0x10000), dice.below(0x8000)),
      );
      const seen = new Map<number, Out>();
      const wrong: string[] = [];
      let lowest: number | undefined;
      let highest = 0;
      let packets = 0;
      for (let turn = 0; packets < 200_000; turn += 1) {
        const now = turn * 33;
        if (dice.below(40) === 0) rewriter.aim(dice.below(4) - 1, now, dice.below(4));
        for (const sender of senders) {
          const key = turn === 0 || dice.below(50) === 0;
          for (const sent of sender.picture(1 + dice.below(4), key, now)) {
            packets += 1;
            for (const arrived of line.carry(sent)) {
              const out = push(rewriter, arrived);
              if (out === undefined) continue;
              if (lowest === undefined) {
                lowest = out.sequence;
                highest = out.sequence;
              }
              const number = highest + seqDelta(highest & 0xffff, out.sequence);
              if (seen.has(number)) wrong.push(`${number} was given away twice`);
              seen.set(number, out);
              highest = Math.max(highest, number);
              if (!isFoundAgain(rewriter, arrived, out)) wrong.push(`${number} is not found again`);
            }
          }
        }
      }
      const inOrder = [...seen]
        .toSorted(([left], [right]) => left - right)
        .flatMap(([, out]) => (out.empty ? [] : [out]));
      for (const [index, out] of inOrder.slice(1).entries())
        if (!follows(inOrder[index] as Out, out)) wrong.push(`seam at ${out.sequence}`);
      expect(wrong).toEqual([]);
      // What is missing was lost, or came after the layer had changed.
      const missing = highest - (lowest ?? 0) + 1 - seen.size;
      expect(missing).toBeLessThan(line.lost + line.late);
    },
  );
});

function isFoundAgain(rewriter: LayerRewriter, { packet, layer }: Sent, out: Out): boolean {
  const found = rewriter.find(out.sequence);
  if (found === undefined || found.void !== out.empty || found.layer !== layer) return false;
  if (out.empty) return true;
  const again = Buffer.from(packet);
  rewriteAgain(again, read(again).info, found, out.sequence);
  const { header, info } = read(again);
  return (
    header.sequence === out.sequence && info.pictureId === out.pictureId && info.tl0 === out.tl0
  );
}

/** May one packet stand behind the other in the eyes of a decoder? */
function follows(before: Out, after: Out): boolean {
  const step = (after.pictureId - before.pictureId) & 0x7fff;
  if (before.sent.layer === after.sent.layer && before.sent.picture === after.sent.picture)
    return step === 0;
  // Whole pictures may be lost, but none has the number of another.
  if (step !== 1) return step > 1 && step < 20;
  return ((after.tl0 - before.tl0) & 0xff) === (after.sent.temporal === 0 ? 1 : 0);
}
