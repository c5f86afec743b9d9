/**
 * A waveform of a fixed number of levels out of however many were measured: of each stretch the
 * loudest moment, and the whole made as high as it can be.
 * @param levels each 0…1, in the order in which they were measured
 */
export function waveformOf(levels: readonly number[], count: number): readonly number[] {
  if (levels.length === 0) return [];
  const loudest = Math.max(0.05, ...levels);
  return Array.from({ length: count }, (_unused, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    const level = Math.max(0, ...levels.slice(from, to));
    return Math.round(Math.min(1, level / loudest) * 1000) / 1000;
  });
}

/** How loud a stretch of sound is, 0…1. @param samples bytes around 128, as an analyser gives them */
export function loudness(samples: Uint8Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  // Speech lies far below full scale.
  return Math.min(1, Math.sqrt(sum / samples.length) * 3);
}

const SPEEDS = [1, 1.5, 2];

/** The next of the speeds at which one can listen. */
export function nextSpeed(speed: number): number {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
}
