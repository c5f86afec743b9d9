import type { Figure } from "./figure.ts";

/**
 * A figure from durations of several runs: their median, with the fastest and the slowest.
 * @param values milliseconds
 * @param atMost aim, milliseconds
 */
export function durations(
  bench: string,
  figure: string,
  values: readonly number[],
  atMost?: number,
): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 0
      ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
      : (sorted[Math.floor(middle)] ?? 0);
  return {
    bench,
    figure,
    value: median,
    unit: "ms",
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0],
    n: values.length,
  };
}
