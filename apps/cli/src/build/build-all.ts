import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../installation/lock.ts";
import { readIfThere, writeAtomically } from "../installation/files.ts";
import type { Paths } from "../installation/paths.ts";
import { type Reporter, secondsSince } from "../terminal/reporter.ts";
import { Trouble, messageOf } from "../terminal/trouble.ts";
import { hashSources } from "./source-hash.ts";
import { type BuildTarget, buildTargets } from "./targets.ts";

async function buildOne(
  paths: Paths,
  target: BuildTarget,
  reporter: Reporter,
  signal: AbortSignal | undefined,
): Promise<void> {
  const keyFile = join(paths.cache, "build", `${target.name}.key`);
  const key = await hashSources(paths.root, target.sources);
  if (existsSync(target.output) && (await readIfThere(keyFile)) === key) return;
  const start = performance.now();
  const log = join(paths.sharedLogs, `build-${target.name}.log`);
  await rm(log, { force: true });
  try {
    await target.make(log, signal);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    await writeAtomically(log, messageOf(error));
    throw new Trouble(`${target.title} could not be built (details: ${log}).`, { cause: error });
  }
  await writeAtomically(keyFile, key);
  reporter.done(`Built: ${target.title}`, secondsSince(start));
}

/**
 * Builds what changed since the last time, one after the other (a bundler uses all cores itself).
 * @throws Trouble naming the log of what could not be built
 */
export async function buildAll(
  paths: Paths,
  reporter: Reporter,
  options: {
    readonly signal?: AbortSignal;
    /** Leave out what cannot be built, say so and go on. */
    readonly partial?: boolean | undefined;
  } = {},
): Promise<void> {
  await mkdir(join(paths.cache, "build"), { recursive: true });
  await mkdir(paths.sharedLogs, { recursive: true });
  await withLock(join(paths.cache, "build.lock"), async () => {
    for (const target of buildTargets(paths)) {
      if (!existsSync(target.entry)) {
        reporter.warn(`${target.title}: nothing to build (${target.entry} is missing); left out.`);
        continue;
      }
      try {
        await buildOne(paths, target, reporter, options.signal);
      } catch (error) {
        if (!options.partial || !(error instanceof Trouble)) throw error;
        reporter.fail(error.message);
      }
    }
  });
}
