import { describe, expect, it } from "vitest";
import { playwrightFailures, vitestFailures } from "./failures.ts";

describe("what failed, as the summary names it", () => {
  it("is the file, the test and the beginning of why", () => {
    const report = {
      testResults: [
        {
          name: "/plenum/apps/x/y.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "a room is made", status: "passed" },
            {
              fullName: "a room is closed",
              status: "failed",
              failureMessages: ["\u001b[31mAssertionError\u001b[39m: expected 3\n  to be 4"],
            },
          ],
        },
        { name: "/plenum/apps/x/z.test.ts", status: "failed", message: "no such module" },
      ],
    };
    expect(vitestFailures(report, "/plenum")).toEqual([
      "apps/x/y.test.ts › a room is closed: AssertionError: expected 3 to be 4",
      "apps/x/z.test.ts › could not be loaded: no such module",
    ]);
  });

  it("is a story, also within others, and one that passed when repeated is told apart", () => {
    const failed = { error: { message: "Timeout" } };
    const report = {
      suites: [
        {
          specs: [
            {
              title: "all is well",
              file: "a.spec.ts",
              tests: [{ status: "expected", results: [{}] }],
            },
            {
              title: "in doubt",
              file: "a.spec.ts",
              tests: [{ status: "flaky", results: [failed, {}] }],
            },
          ],
          suites: [
            {
              specs: [
                {
                  title: "broken",
                  file: "a.spec.ts",
                  tests: [{ status: "unexpected", results: [failed] }],
                },
              ],
            },
          ],
        },
      ],
    };
    expect(playwrightFailures(report)).toEqual([
      "a.spec.ts › in doubt (passed when repeated): Timeout",
      "a.spec.ts › broken: Timeout",
    ]);
  });

  it("is cut off where a message fills pages", () => {
    const report = {
      testResults: [
        {
          name: "/x.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "it", status: "failed", failureMessages: ["a".repeat(900)] },
          ],
        },
      ],
    };
    expect(vitestFailures(report, "/")[0]?.length).toBeLessThan(330);
  });
});
