import { describe, expect, it } from "vitest";
import {
  playwrightCounts,
  summaryLine,
  unittestCounts,
  vitestCounts,
  withExitCode,
} from "./counts.ts";

describe("vitest's report", () => {
  it("counts tests, and a file that could not be loaded as one failure", () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: "passed", assertionResults: [{}, {}] },
        { status: "failed", assertionResults: [{}] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });
});

describe("Playwright's report", () => {
  it("counts stories, and errors outside of them", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats })).toEqual({ passed: 6, failed: 1, skipped: 2 });
    expect(playwrightCounts({ stats, errors: [{}] }).failed).toBe(2);
  });
});

describe("unittest's last lines", () => {
  it.each([
    ["all well", "Ran 7 tests in 0.01s\n\nOK\n", { passed: 7, failed: 0, skipped: 0 }],
    ["one", "Ran 1 test in 0.01s\n\nOK\n", { passed: 1, failed: 0, skipped: 0 }],
    [
      "failures and errors",
      "Ran 9 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)\n",
      { passed: 5, failed: 3, skipped: 1 },
    ],
    ["some skipped", "Ran 3 tests in 1s\n\nOK (skipped=2)\n", { passed: 1, failed: 0, skipped: 2 }],
    ["nothing at all", "", { passed: 0, failed: 0, skipped: 0 }],
  ])("%s", (_, output, expected) => {
    expect(unittestCounts(output)).toEqual(expected);
  });
});

describe("a runner that ended badly", () => {
  it("has failed even if its report says otherwise", () => {
    const counts = { passed: 3, failed: 0, skipped: 0 };
    expect(withExitCode(counts, 1).failed).toBe(1);
    expect(withExitCode(counts, 0)).toBe(counts);
    expect(withExitCode({ ...counts, failed: 2 }, 1).failed).toBe(2);
  });
});

describe("the last line of a test run", () => {
  it("is the sum of all, in a form that programs can read", () => {
    const line = summaryLine([
      { passed: 1, failed: 0, skipped: 9 },
      { passed: 120, failed: 2, skipped: 0 },
    ]);
    expect(line).toBe("121 passed, 2 failed");
  });
});
