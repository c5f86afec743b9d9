import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { Downsampler, pcm, RECOGNISER_RATE } from "./pcm.ts";

function tone(frequency: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: rate * seconds },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * frequency * index) / rate),
  );
}

function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length) / 0x7fff;
}

describe("sound for a recogniser", () => {
  it.each([48_000, 44_100, 16_000])("keeps speech that came with %i samples a second", (rate) => {
    const result = new Downsampler(rate).push(tone(440, rate, 1));
    expect(Math.abs(result.length - RECOGNISER_RATE)).toBeLessThanOrEqual(1);
    expect(loudness(result)).toBeCloseTo(0.5 / Math.SQRT2, 1);
  });

  it("loses most of what is too high for it", () => {
    expect(loudness(new Downsampler(48_000).push(tone(15_500, 48_000, 1)))).toBeLessThan(0.1);
  });

  it("is the same in whatever pieces it comes", () => {
    const samples = tone(300, 44_100, 0.2);
    const whole = new Downsampler(44_100).push(samples);
    assert(
      property(array(integer({ min: 1, max: 500 }), { minLength: 5 }), (sizes) => {
        const pieces = new Downsampler(44_100);
        const result: number[] = [];
        let at = 0;
        for (let turn = 0; at < samples.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          result.push(...pieces.push(samples.subarray(at, at + size)));
          at += size;
        }
        expect(Int16Array.from(result)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it("is never out of range", () => {
    assert(
      property(double(), (sample) => {
        expect(pcm(sample)).toBeGreaterThanOrEqual(-0x8000);
        expect(pcm(sample)).toBeLessThanOrEqual(0x7fff);
      }),
    );
    expect([pcm(1), pcm(-1), pcm(0)]).toEqual([0x7fff, -0x8000, 0]);
  });
});
