/** From the browser's samples to what recognisers of speech take: 16 kHz, 16 bits, one channel. Pure. */

/** Samples a second. */
export const RECOGNISER_RATE = 16_000;

/**
 * Brings sound down to 16 kHz, piece by piece: each sample is the mean of those whose time it takes,
 * which also keeps most of what is too high to be told apart out of it.
 */
export class Downsampler {
  private readonly step: number;
  private sum = 0;
  /** How much of a sample's time is gathered, in samples of the input. */
  private gathered = 0;

  /** @param rate of the input, at least 16,000 samples a second */
  constructor(rate: number) {
    this.step = rate / RECOGNISER_RATE;
  }

  /** What a piece adds; the rest of it counts for the next. */
  push(samples: Float32Array): Int16Array<ArrayBuffer> {
    const result = new Int16Array(Math.ceil((samples.length + this.gathered) / this.step));
    let count = 0;
    for (const sample of samples) {
      let left = 1;
      while (this.gathered + left >= this.step) {
        const part = this.step - this.gathered;
        result[count] = pcm((this.sum + sample * part) / this.step);
        count += 1;
        left -= part;
        this.sum = 0;
        this.gathered = 0;
      }
      this.sum += sample * left;
      this.gathered += left;
    }
    return result.slice(0, count);
  }
}

/** A sample between -1 and 1 as 16 bits; what is louder is cut off. */
export function pcm(sample: number): number {
  const whole = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
  return Math.round(whole * (whole < 0 ? 0x8000 : 0x7fff));
}
