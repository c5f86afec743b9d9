import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { couldNotBeLoaded } from "./counts.ts";

/** Characters of a message in the summary; the whole of it stands further up. */
const MOST = 300;

const vitestReportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z
        .array(
          z.object({
            fullName: z.string(),
            status: z.string(),
            failureMessages: z.array(z.string()).default([]),
          }),
        )
        .default([]),
    }),
  ),
});

/**
 * What failed, one line each, so that it can be read at the end of a long run.
 * @param report of vitest, as JSON
 * @param root folder from which files are named
 */
export function vitestFailures(report: unknown, root: string): readonly string[] {
  return vitestReportSchema.parse(report).testResults.flatMap((file) => {
    const name = relative(root, file.name);
    if (couldNotBeLoaded(file)) return [lineOf(name, "could not be loaded", file.message)];
    return file.assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => lineOf(name, fullName, failureMessages[0] ?? ""));
  });
}

const storySchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(
        z.object({ error: z.object({ message: z.string().default("") }).optional() }),
      ),
    }),
  ),
});

interface Suite {
  readonly specs?: readonly z.infer<typeof storySchema>[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}

const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(storySchema).optional(),
    suites: z.array(suiteSchema).optional(),
  }),
);
const playwrightReportSchema = z.object({ suites: z.array(suiteSchema).default([]) });

/**
 * Stories that failed, and those that needed a second try, one line each.
 * @param report of Playwright, as JSON
 */
export function playwrightFailures(report: unknown): readonly string[] {
  return playwrightReportSchema.parse(report).suites.flatMap(storiesOf);
}

function storiesOf(suite: Suite): readonly string[] {
  const own = (suite.specs ?? []).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ status, results }) => {
        const why = results.find(({ error }) => error !== undefined)?.error?.message ?? "";
        return lineOf(file, status === "flaky" ? `${title} (passed when repeated)` : title, why);
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(storiesOf)];
}

function lineOf(file: string, test: string, why: string): string {
  const words = stripVTControlCharacters(why).replaceAll(/\s+/g, " ").trim();
  const short = words.length > MOST ? `${words.slice(0, MOST)} …` : words;
  return `${file} › ${test}${short === "" ? "" : `: ${short}`}`;
}
