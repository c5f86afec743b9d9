import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  CONFIG_ENVIRONMENT_VARIABLE,
  installationConfigSchema,
  type InstallationConfig,
} from "@plenum/model";
import { readRunFile } from "../../apps/cli/src/supervisor/run-file.ts";
import type { BenchContext } from "./figure.ts";

const PORT = 8280;

async function readConfig(file: string): Promise<InstallationConfig> {
  return installationConfigSchema.parse(JSON.parse(await readFile(file, "utf8")));
}

/** Works with the installation that PLENUM_CONFIG names, or with one that lives as long as the work. */
export async function withInstallation<T>(
  context: BenchContext,
  work: (config: InstallationConfig) => Promise<T>,
): Promise<T> {
  const given = process.env[CONFIG_ENVIRONMENT_VARIABLE];
  if (given !== undefined && given !== "") return work(await readConfig(given));
  const data = join(context.root, ".plenum", "bench");
  await rm(data, { recursive: true, force: true });
  context.log("starting an installation of its own");
  const child = spawn(
    join(context.root, "plenum"),
    ["up", "--data", data, "--port", String(PORT)],
    { cwd: context.root, stdio: ["ignore", "ignore", "inherit"] },
  );
  const gone = new Promise((settle) => child.once("exit", settle));
  try {
    const runFile = join(data, "run", "processes.json");
    while (!(await readRunFile(runFile))?.ready) {
      if (child.exitCode !== null) throw new Error("./plenum up ended before it was ready.");
      await pause(100);
    }
    return await work(await readConfig(join(data, "config.json")));
  } finally {
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
    await rm(data, { recursive: true, force: true });
  }
}
