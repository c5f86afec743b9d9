/**
 * How loud something is, on a scale that follows the ear: −60 dB and less is 0, as loud as it gets 1.
 * @param rms root mean square of the samples, 0…1
 */
export function loudness(rms: number): number {
  if (rms < 0.001) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) + 60) / 60));
}
