import type { Figure } from "./figure.ts";

function middleOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 0
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? 0);
}

function ninetyFifth(sorted: readonly number[]): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
}

function figureOf(
  bench: string,
  figure: string,
  values: readonly number[],
  valueOf: (sorted: readonly number[]) => number,
  atMost: number | undefined,
  unit: string,
): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    bench,
    figure,
    value: valueOf(sorted),
    unit,
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0],
    n: values.length,
  };
}

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
  unit = "ms",
): Figure {
  return figureOf(bench, figure, values, middleOf, atMost, unit);
}

/** As `durations`, but the value that 95 of 100 stay under. */
export function slowest(
  bench: string,
  figure: string,
  values: readonly number[],
  atMost?: number,
  unit = "ms",
): Figure {
  return figureOf(bench, `${figure}, p95`, values, ninetyFifth, atMost, unit);
}
