import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildAll } from "../build/build-all.ts";
import type { Paths } from "../installation/paths.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { licenceProblems } from "./licences.ts";
import { npmProgram, runSilently, runVisibly } from "./gate.ts";
import { CALL_PAGE_CHUNKS, initialScriptBytes } from "./web-bundle.ts";

/** Something that is right or wrong as a whole. Throws, or answers with a note, when it is wrong. */
export interface StaticGate {
  readonly name: string;
  readonly check: () => Promise<string | undefined>;
}

/** Bytes of compressed JavaScript before the client shows anything. */
const INITIAL_SCRIPT_LIMIT = 350_000;

/** The same of the page of a call, without lib-jitsi-meet: 2 % above what it is. The aim is 120 kB. */
const CALL_PAGE_LIMIT = 119_500;

function programs(
  paths: Paths,
  signal: AbortSignal,
  calls: readonly (readonly [program: string, ...args: string[]])[],
): () => Promise<string | undefined> {
  return async () => {
    for (const [program, ...args] of calls) {
      const code = await runVisibly(npmProgram(paths.root, program), args, {
        cwd: paths.root,
        signal,
      });
      if (code !== 0) return `${program} ended with code ${code}`;
    }
    return undefined;
  };
}

async function checkLicences(paths: Paths, reporter: Reporter): Promise<string | undefined> {
  const lock: unknown = JSON.parse(await readFile(join(paths.root, "package-lock.json"), "utf8"));
  const { checked, problems } = licenceProblems(lock);
  for (const { name, licence } of problems) reporter.fail(`${name}: ${licence}`);
  reporter.line(`${checked} packages of production, ${problems.length} with a licence to look at`);
  return problems.length > 0 ? `${problems.length} licences not on the list` : undefined;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/**
 * Starts the command line as people do, from its bundle: what is missing there is not noticed by tests, which
 * run the sources.
 */
async function checkCommandLine(paths: Paths, signal: AbortSignal): Promise<string | undefined> {
  for (const command of [["--help"], ["migrate", "--help"]]) {
    const { code, said } = await runSilently(join(paths.root, "plenum"), command, {
      cwd: paths.root,
      signal,
    });
    if (code !== 0) return `./plenum ${command.join(" ")} ended with code ${code}: ${said.trim()}`;
  }
  return undefined;
}

async function checkSize(paths: Paths, reporter: Reporter): Promise<string | undefined> {
  const bytes = await initialScriptBytes(join(paths.root, "apps/web/dist"));
  reporter.line(
    `Initial JavaScript of the signed-in client: ${kilobytes(bytes)} gzip, limit ${kilobytes(INITIAL_SCRIPT_LIMIT)}`,
  );
  return bytes > INITIAL_SCRIPT_LIMIT ? `${kilobytes(bytes)} is too much` : undefined;
}

async function checkCallPageSize(paths: Paths, reporter: Reporter): Promise<string | undefined> {
  const dist = join(paths.root, "packages/call-widget/dist-page");
  const bytes = await initialScriptBytes(dist, CALL_PAGE_CHUNKS);
  reporter.line(
    `Initial JavaScript of the call page: ${kilobytes(bytes)} gzip, limit ${kilobytes(CALL_PAGE_LIMIT)}`,
  );
  return bytes > CALL_PAGE_LIMIT ? `${kilobytes(bytes)} is too much` : undefined;
}

/** Everything that can be said without starting anything. */
export function staticGates(
  paths: Paths,
  reporter: Reporter,
  signal: AbortSignal,
): readonly StaticGate[] {
  return [
    {
      name: "types",
      check: programs(paths, signal, [
        ["tsc", "-p", "tsconfig.node.json"],
        ["tsc", "-p", "tsconfig.browser.json"],
        ["tsc", "-p", "tsconfig.worker.json"],
      ]),
    },
    {
      name: "lint",
      check: programs(paths, signal, [["oxlint", "--type-aware", "--deny-warnings"]]),
    },
    { name: "format", check: programs(paths, signal, [["oxfmt", "--check", "."]]) },
    { name: "unused code", check: programs(paths, signal, [["knip"]]) },
    { name: "licences", check: () => checkLicences(paths, reporter) },
    {
      name: "build",
      check: async () => {
        await buildAll(paths, reporter, { signal });
        return undefined;
      },
    },
    { name: "bundled command line", check: () => checkCommandLine(paths, signal) },
    { name: "size of the client", check: () => checkSize(paths, reporter) },
    { name: "size of the call page", check: () => checkCallPageSize(paths, reporter) },
  ];
}
