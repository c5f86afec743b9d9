import { z } from "zod";

/** What a runner counted itself. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, one line each, where the runner tells. */
  readonly failures?: readonly string[];
}

const vitestReportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number().default(0),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.unknown()).default([]) }),
  ),
});

/** Counts of a vitest JSON report. A file that could not even be loaded is one failure. */
export function vitestCounts(report: unknown): Counts {
  const parsed = vitestReportSchema.parse(report);
  const broken = parsed.testResults.filter(couldNotBeLoaded);
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + broken.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

/** Whether a file of a vitest report failed before any of its tests. */
export function couldNotBeLoaded(file: {
  readonly status: string;
  readonly assertionResults: readonly unknown[];
}): boolean {
  return file.status === "failed" && file.assertionResults.length === 0;
}

const playwrightReportSchema = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts of a Playwright JSON report. A story that only passed when repeated counts as passed. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = playwrightReportSchema.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** Counts of Python's unittest from its last lines: `Ran 7 tests in …`, `FAILED (failures=1, errors=1)`. */
export function unittestCounts(output: string): Counts {
  const ran = Number(/^Ran (\d+) tests? in/m.exec(output)?.[1] ?? 0);
  const count = (word: string): number =>
    Number(new RegExp(`^(?:OK|FAILED) \\(.*\\b${word}=(\\d+)`, "m").exec(output)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  return { passed: ran - failed - skipped, failed, skipped };
}

/** A runner that ended badly has failed, whatever its report says. */
export function withExitCode(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The last line of `./plenum test`. */
export function summaryLine(all: readonly Counts[]): string {
  const sum = (pick: (counts: Counts) => number): number =>
    all.reduce((total, counts) => total + pick(counts), 0);
  return `${sum((it) => it.passed)} passed, ${sum((it) => it.failed)} failed`;
}
