import { mkdir, readFile, rm } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Paths } from "../installation/paths.ts";
import { venvPython } from "../python/venv.ts";
import type { BrowserEnvironment } from "./browser.ts";
import {
  type Counts,
  playwrightCounts,
  unittestCounts,
  vitestCounts,
  withExitCode,
} from "./counts.ts";
import { playwrightFailures, vitestFailures } from "./failures.ts";
import { FAILED, npmProgram, runVisibly } from "./gate.ts";

/** Where runners put their reports, screenshots and traces. */
export function reportFolder(paths: Paths): string {
  return join(paths.root, ".plenum", "reports");
}

async function countsOf(
  file: string,
  exitCode: number,
  read: {
    readonly counts: (report: unknown) => Counts;
    readonly failures: (report: unknown) => readonly string[];
  },
): Promise<Counts> {
  if (!existsSync(file)) return FAILED;
  const report: unknown = JSON.parse(await readFile(file, "utf8"));
  return { ...withExitCode(read.counts(report), exitCode), failures: read.failures(report) };
}

/** @param project of vitest.config.ts @param filter part of a file name */
export async function runVitest(
  paths: Paths,
  project: "unit" | "integration",
  options: {
    readonly filter?: string | undefined;
    readonly env?: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
  },
): Promise<Counts> {
  const report = join(reportFolder(paths), `vitest-${project}.json`);
  await mkdir(reportFolder(paths), { recursive: true });
  await rm(report, { force: true });
  const code = await runVisibly(
    npmProgram(paths.root, "vitest"),
    [
      "run",
      "--project",
      // Also its part that runs alone.
      `${project}*`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...(options.filter ? [options.filter, "--passWithNoTests"] : []),
    ],
    {
      cwd: paths.root,
      signal: options.signal,
      ...(options.env ? { env: options.env } : {}),
    },
  );
  return countsOf(report, code, {
    counts: vitestCounts,
    failures: (told) => vitestFailures(told, paths.root),
  });
}

/** Projects of e2e/playwright.config.ts, and how many of their stories run side by side. */
export const STORIES = [
  { project: "chat", workers: 2 },
  { project: "calls", workers: 1 },
] as const;

/** Stories in a real browser. */
export async function runPlaywright(
  paths: Paths,
  { project, workers }: (typeof STORIES)[number],
  options: {
    readonly filter?: string | undefined;
    readonly config: string;
    readonly browser: BrowserEnvironment;
    readonly signal: AbortSignal;
  },
): Promise<Counts> {
  const output = join(reportFolder(paths), "e2e", project);
  await mkdir(output, { recursive: true });
  const report = join(output, "report.json");
  await rm(report, { force: true });
  const code = await runVisibly(
    npmProgram(paths.root, "playwright"),
    [
      "test",
      `--project=${project}`,
      `--workers=${workers}`,
      ...(options.filter ? [options.filter, "--pass-with-no-tests"] : []),
    ],
    {
      cwd: join(paths.root, "e2e"),
      signal: options.signal,
      env: { ...options.browser, PLENUM_CONFIG: options.config, PLENUM_E2E_OUTPUT: output },
    },
  );
  return countsOf(report, code, { counts: playwrightCounts, failures: playwrightFailures });
}

/** Tests of the homeserver's guest module, in the project's Python. Undefined if there are none. */
export function runPythonTests(paths: Paths): Counts | undefined {
  const folder = join(paths.root, "synapse-config", "guest_module");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  if (!files.some((name) => /^test_.*\.py$/.test(name))) return undefined;
  const result = spawnSync(venvPython(paths), ["-B", "-m", "unittest", "discover", "-s", folder], {
    cwd: folder,
    encoding: "utf8",
    timeout: 300_000,
  });
  process.stderr.write(result.stderr ?? "");
  return withExitCode(unittestCounts(result.stderr ?? ""), result.status ?? 1);
}
