import type { Paths } from "../installation/paths.ts";
import { withLock } from "../installation/lock.ts";
import { findFirefox, findProgram } from "../parts/find-program.ts";
import { findTurnServer } from "../parts/turn.ts";
import { ensureVenv } from "../python/venv.ts";
import { type BrowserEnvironment, ensureBrowser } from "../quality/browser.ts";
import { type Counts, summaryLine } from "../quality/counts.ts";
import { FAILED, type GateResult, PASSED } from "../quality/gate.ts";
import { runPlaywright, STORIES, runPythonTests, runVitest } from "../quality/runners.ts";
import { staticGates } from "../quality/static-gates.ts";
import { ensureTestPrograms } from "../quality/system-packages.ts";
import { type TestStack, startTestStack } from "../quality/test-stack.ts";
import { Reporter, secondsSince } from "../terminal/reporter.ts";
import { table } from "../terminal/table.ts";
import { Trouble, messageOf } from "../terminal/trouble.ts";
import { join } from "node:path";

export const TEST_SCOPES = ["all", "static", "unit", "integration", "e2e"] as const;
export type TestScope = (typeof TEST_SCOPES)[number];

/** Runs gates one after the other; a failing one does not keep the later ones from running. */
class TestRun {
  readonly results: GateResult[] = [];
  readonly #reporter: Reporter;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** @param work answers with the runner's own counts, or with a note when a gate failed as a whole */
  async gate(name: string, work: () => Promise<Counts | string | undefined>): Promise<boolean> {
    this.#reporter.line();
    this.#reporter.begin(name);
    const start = performance.now();
    let counts: Counts;
    let note: string | undefined;
    try {
      const result = await work();
      if (typeof result === "object") counts = result;
      else {
        counts = result === undefined ? PASSED : FAILED;
        note = result;
      }
    } catch (error) {
      counts = FAILED;
      note = messageOf(error);
    }
    const seconds = secondsSince(start);
    this.results.push({ name, counts, seconds, note });
    const good = counts.failed === 0;
    if (good) this.#reporter.done(name, seconds);
    else this.#reporter.fail(note ? `${name}: ${note}` : `${name}: ${counts.failed} failed`);
    return good;
  }

  summary(): void {
    this.#reporter.line();
    for (const { name, counts } of this.results) {
      for (const failure of counts.failures ?? []) this.#reporter.fail(`${name}: ${failure}`);
    }
    this.#reporter.line();
    const rows = this.results.map(({ name, counts, seconds, note }) => [
      name,
      String(counts.passed),
      String(counts.failed),
      String(counts.skipped),
      `${seconds.toFixed(1)} s`,
      note ?? "",
    ]);
    for (const line of table(["Gate", "Passed", "Failed", "Skipped", "Time", ""], rows)) {
      this.#reporter.line(line);
    }
    this.#reporter.line();
    this.#reporter.line(summaryLine(this.results.map(({ counts }) => counts)));
  }
}

/**
 * `./plenum test`: every gate, from types to stories in a real browser.
 * @param filter part of a test file's name
 * @returns true when nothing failed
 */
export async function test(
  paths: Paths,
  scope: TestScope,
  filter: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const reporter = new Reporter();
  const run = new TestRun(reporter);
  const wants = (...scopes: TestScope[]): boolean => scope === "all" || scopes.includes(scope);

  if (wants("static")) {
    for (const { name, check } of staticGates(paths, reporter, signal)) await run.gate(name, check);
  }
  if (wants("unit"))
    await run.gate("unit tests", () => runVitest(paths, "unit", { filter, signal }));
  if (wants("unit") && !filter) await pythonTests(paths, run, reporter, signal);
  if (wants("integration", "e2e")) {
    await ensureTestPrograms(paths, reporter, [
      { name: "coturn", package: "coturn", find: findTurnServer },
      { name: "Prosody", package: "prosody", find: () => findProgram("prosody") },
      { name: "Firefox", package: "firefox-esr", find: findFirefox },
    ]);
    await withStack(paths, run, reporter, signal, async (stack) => {
      const config = stack.paths.config;
      if (wants("integration")) {
        const env = { PLENUM_CONFIG: config };
        await run.gate("integration tests", () =>
          runVitest(paths, "integration", { filter, signal, env }),
        );
      }
      if (wants("e2e")) await stories(paths, run, reporter, { filter, config, signal });
    });
  }
  run.summary();
  return run.results.every(({ counts }) => counts.failed === 0);
}

async function pythonTests(
  paths: Paths,
  run: TestRun,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  await run.gate("guest module", async () => {
    await withLock(join(paths.cache, "venv.lock"), () =>
      ensureVenv(paths, () => reporter.begin("Installing Synapse …"), signal),
    );
    return runPythonTests(paths) ?? { passed: 0, failed: 0, skipped: 0 };
  });
}

async function stories(
  paths: Paths,
  run: TestRun,
  reporter: Reporter,
  options: { filter: string | undefined; config: string; signal: AbortSignal },
): Promise<void> {
  let browser: BrowserEnvironment | undefined;
  await run.gate("browser", async () => {
    browser = await ensureBrowser(paths, reporter);
    return undefined;
  });
  const found = browser;
  if (!found) return;
  for (const part of STORIES) {
    await run.gate(`stories: ${part.project}`, () =>
      runPlaywright(paths, part, { ...options, browser: found }),
    );
  }
}

async function withStack(
  paths: Paths,
  run: TestRun,
  reporter: Reporter,
  signal: AbortSignal,
  work: (stack: TestStack) => Promise<void>,
): Promise<void> {
  let stack: TestStack | undefined;
  await run.gate("start of a fresh installation", async () => {
    stack = await startTestStack(paths.root, reporter, signal);
    return undefined;
  });
  if (!stack) return;
  const running = stack;
  try {
    await work(running);
  } finally {
    await run.gate("stop of the installation", async () => {
      await running.stop();
      return undefined;
    });
  }
}

/** @throws Trouble when the word is none of the scopes */
export function testScope(word: string): TestScope {
  const found = TEST_SCOPES.find((scope) => scope === word);
  if (!found)
    throw new Trouble(`There is no test scope “${word}”; there is: ${TEST_SCOPES.join(", ")}.`);
  return found;
}
