import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const RATE = 48_000;

/** Hertz and loudness of what makes a vowel an "a". */
const FORMANTS = [
  [700, 1],
  [1_220, 0.6],
  [2_600, 0.25],
] as const;

/**
 * A fan that never stops, and somebody who speaks over it half of the time.
 * @param pause seconds of noise alone
 * @param speech seconds of noise and voice
 * @returns samples of 48 kHz, −1…1
 */
export function noiseAndVoice(pause: number, speech: number): Float32Array {
  const samples = new Float32Array(Math.round((pause + speech) * RATE));
  let low = 0;
  let turn = 0;
  for (let n = 0; n < samples.length; n += 1) {
    const time = n / RATE;
    low = 0.9 * low + 0.1 * (Math.random() * 2 - 1);
    const pitch = 120 + 15 * Math.sin(4.4 * time) + 4 * Math.sin(31 * time);
    turn += pitch / RATE;
    const voice =
      time < pause ? 0 : 0.08 * (0.55 + 0.45 * Math.sin(19 * time)) * vowel(pitch, turn);
    samples[n] = 0.15 * low + voice;
  }
  return samples;
}

function vowel(pitch: number, turn: number): number {
  let sum = 0;
  for (let harmonic = 1; harmonic < 30; harmonic += 1) {
    const loudness = FORMANTS.reduce(
      (all, [at, gain]) => all + gain * Math.exp(-(((harmonic * pitch - at) / 180) ** 2)),
      0.25 / harmonic,
    );
    sum += loudness * Math.sin(2 * Math.PI * turn * harmonic);
  }
  return sum;
}

/** Writes samples as a WAV file (16 bits, mono, 48 kHz). @returns the path */
export async function writeSound(path: string, samples: Float32Array): Promise<string> {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [n, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + n * 2);
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}
