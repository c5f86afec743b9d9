import { join } from "node:path";
import type { Paths } from "../installation/paths.ts";
import { ensureBrowser } from "../quality/browser.ts";
import { runVisibly } from "../quality/gate.ts";
import { Reporter } from "../terminal/reporter.ts";

/**
 * `./plenum bench`: without names it lists the benchmarks, with names it runs them.
 * @param json file for the figures
 * @returns exit code
 */
export async function bench(
  paths: Paths,
  names: readonly string[],
  json: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const browser = names.length > 0 ? await ensureBrowser(paths, new Reporter()) : {};
  return runVisibly(
    process.execPath,
    [
      "--import",
      "tsx",
      join(paths.root, "bench/src/run.ts"),
      ...names,
      ...(json ? ["--json", json] : []),
    ],
    { cwd: paths.root, env: { ...browser }, signal },
  );
}
