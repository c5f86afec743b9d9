import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seqDelta } from "../rtp/sequence.ts";
import { LOUDEST, Loudest, Voice } from "./loudest.ts";
import { DIGITAL_SILENCE, SilenceGate } from "./silence-gate.ts";

const FRAME_MS = 20;
const SPEAKS = 25;
const NOISE = 70;

/** A conference of microphones that send every 20 ms. */
class Room {
  readonly voices: readonly Voice[];
  readonly loudest = new Loudest();
  readonly #gates: readonly SilenceGate[];
  /** Numbers that receivers saw, by microphone. */
  readonly sent: readonly number[][];
  now = 0;
  #sequence = 0;

  constructor(count: number) {
    this.voices = Array.from({ length: count }, () => new Voice());
    this.#gates = this.voices.map(() => new SilenceGate());
    this.sent = this.voices.map(() => []);
  }

  /** @returns who is passed on at the end */
  play(ms: number, level: (index: number) => number, each?: () => void): number[] {
    for (const end = this.now + ms; this.now < end; this.now += FRAME_MS) {
      for (const [index, voice] of this.voices.entries()) {
        const wanted = this.loudest.hear(voice, level(index), this.now);
        const gate = this.#gates[index] as SilenceGate;
        const sequence = gate.pass(this.#sequence & 0xffff, level(index), wanted);
        if (sequence >= 0) this.sent[index]?.push(sequence);
      }
      this.#sequence += 1;
      each?.();
    }
    return this.passing();
  }

  passing(): number[] {
    return this.voices.flatMap(({ passes }, index) => (passes ? [index] : []));
  }
}

const ALL_NOISE = (): number => NOISE;

describe("of many open microphones", () => {
  it("five are passed on", () => {
    expect(new Room(50).play(2000, ALL_NOISE)).toHaveLength(LOUDEST);
  });

  it("somebody who begins to speak is heard at once, whatever hisses", () => {
    const room = new Room(50);
    room.play(5000, ALL_NOISE);
    expect(room.play(FRAME_MS, (index) => (index === 40 ? SPEAKS : NOISE))).toContain(40);
  });

  it("a pause between words does not cost the place, though others wait for it", () => {
    const room = new Room(8);
    room.play(3000, (index) => (index < LOUDEST ? SPEAKS : NOISE));
    const others = room.play(1000, (index) => (index === 0 ? NOISE : SPEAKS));
    expect(others).toEqual([0, 1, 2, 3, 4]);
    const later = room.play(1500, (index) => (index === 0 ? NOISE : SPEAKS));
    expect(later).not.toContain(0);
    expect(later).toHaveLength(LOUDEST);
  });

  it("the louder one takes over from those who shout on", () => {
    const room = new Room(6);
    room.play(3000, (index) => (index === 5 ? NOISE : 40));
    expect(room.play(3000, (index) => (index === 5 ? 10 : 40))).toContain(5);
  });

  it("whoever holds the floor is heard, also in a breath", () => {
    const room = new Room(8);
    room.play(3000, (index) => (index < LOUDEST ? SPEAKS : NOISE));
    const speaker = room.voices[7] as Voice;
    speaker.dominant = true;
    expect(room.play(FRAME_MS, (index) => (index === 7 ? 60 : SPEAKS))).toContain(7);
    expect(room.play(10_000, (index) => (index === 7 ? NOISE : 10))).toContain(7);
  });

  it("who left makes room", () => {
    const room = new Room(6);
    room.play(3000, (index) => (index === 5 ? NOISE : SPEAKS));
    room.loudest.forget(room.voices[2] as Voice);
    const passing = room.play(FRAME_MS, (index) => (index === 2 ? DIGITAL_SILENCE : SPEAKS));
    expect(passing).toEqual([0, 1, 3, 4, 5]);
  });

  it("and those who are not heard are counted", () => {
    const room = new Room(9);
    room.play(1000, () => SPEAKS);
    expect(room.loudest.unheard(room.now)).toBe(4);
    expect(room.loudest.unheard(room.now + 5000)).toBe(0);
  });
});

const level = fc.constantFrom(10, SPEAKS, 45, 55, NOISE, DIGITAL_SILENCE);
const scene = fc.record({
  levels: fc.array(level, { minLength: 12, maxLength: 12 }),
  frames: fc.integer({ min: 1, max: 120 }),
  dominant: fc.nat({ max: 11 }),
});

describe("whatever is said", () => {
  it("never more than five, always the dominant speaker, and no gap in anybody's numbers", () => {
    fc.assert(
      fc.property(fc.array(scene, { minLength: 1, maxLength: 12 }), (scenes) => {
        const room = new Room(12);
        let wrong = 0;
        for (const { levels, frames, dominant } of scenes) {
          for (const [index, voice] of room.voices.entries()) voice.dominant = index === dominant;
          const speaks = (levels[dominant] ?? DIGITAL_SILENCE) < DIGITAL_SILENCE;
          room.play(
            frames * FRAME_MS,
            (index) => levels[index] ?? DIGITAL_SILENCE,
            () => {
              const passing = room.passing();
              if (passing.length > LOUDEST || (speaks && !passing.includes(dominant))) wrong += 1;
            },
          );
        }
        expect(wrong).toBe(0);
        for (const numbers of room.sent)
          expect(
            numbers.slice(1).every((number, index) => seqDelta(numbers[index] ?? 0, number) === 1),
          ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("five or fewer who speak are all heard, from their first packet on", () => {
    const speakers = fc.uniqueArray(fc.nat({ max: 29 }), { minLength: 1, maxLength: LOUDEST });
    fc.assert(
      fc.property(speakers, fc.constantFrom(NOISE, DIGITAL_SILENCE), (chosen, others) => {
        const room = new Room(30);
        room.play(2000, () => others);
        const passing = room.play(FRAME_MS * 3, (index) =>
          chosen.includes(index) ? SPEAKS : others,
        );
        expect(passing).toEqual(expect.arrayContaining(chosen));
      }),
      { numRuns: 40 },
    );
  });
});
