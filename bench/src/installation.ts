import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  CONFIG_ENVIRONMENT_VARIABLE,
  installationConfigSchema,
  type InstallationConfig,
} from "@plenum/model";
import { isRunning } from "../../apps/cli/src/supervisor/process-identity.ts";
import { readRunFile } from "../../apps/cli/src/supervisor/run-file.ts";
import type { BenchContext } from "./figure.ts";

const PORT = 8280;
/** Folder of the installation that is kept between runs, because filling it takes minutes. */
const SEEDED = ".plenum-bench";

async function readConfig(file: string): Promise<InstallationConfig> {
  return installationConfigSchema.parse(JSON.parse(await readFile(file, "utf8")));
}

function runFileOf(data: string): string {
  return join(data, "run", "processes.json");
}

/** Starts the installation of a folder for as long as the work takes. */
async function whileRunning<T>(
  context: BenchContext,
  data: string,
  work: (config: InstallationConfig) => Promise<T>,
  options: readonly string[] = [],
): Promise<T> {
  const child = spawn(
    join(context.root, "plenum"),
    ["up", "--data", data, "--port", String(PORT), ...options],
    { cwd: context.root, stdio: ["ignore", "ignore", "inherit"] },
  );
  const gone = new Promise((settle) => child.once("exit", settle));
  try {
    for (;;) {
      const run = await readRunFile(runFileOf(data));
      // What a killed run has left behind says ready for ever.
      if (run?.ready === true && isRunning(run.supervisor)) break;
      if (child.exitCode !== null) throw new Error("./plenum up ended before it was ready.");
      await pause(100);
    }
    return await work(await readConfig(join(data, "config.json")));
  } finally {
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
  }
}

async function given(): Promise<InstallationConfig | undefined> {
  const file = process.env[CONFIG_ENVIRONMENT_VARIABLE];
  return file === undefined || file === "" ? undefined : readConfig(file);
}

/**
 * Works with the installation that PLENUM_CONFIG names, or with one that lives as long as the work.
 * @param options of `./plenum up`
 */
export async function withInstallation<T>(
  context: BenchContext,
  work: (config: InstallationConfig) => Promise<T>,
  options: readonly string[] = [],
): Promise<T> {
  const config = await given();
  if (config) return work(config);
  const data = join(context.root, ".plenum", "bench");
  await rm(data, { recursive: true, force: true });
  context.log("starting an installation of its own");
  try {
    return await whileRunning(context, data, work, options);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/**
 * Works with the installation that PLENUM_CONFIG names, or with the one in `.plenum-bench`, which
 * is kept: started for the work, or used as it is when it already runs.
 */
export async function withSeededInstallation<T>(
  context: BenchContext,
  work: (config: InstallationConfig) => Promise<T>,
): Promise<T> {
  const config = await given();
  if (config) return work(config);
  const data = join(context.root, SEEDED);
  const running = await readRunFile(runFileOf(data));
  if (running?.ready === true && isRunning(running.supervisor)) {
    context.log(`using the installation that runs in ${SEEDED}`);
    return work(await readConfig(join(data, "config.json")));
  }
  context.log(`starting the installation in ${SEEDED}`);
  return whileRunning(context, data, work);
}
