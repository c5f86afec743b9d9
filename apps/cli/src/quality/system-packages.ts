import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Paths } from "../installation/paths.ts";
import { runLogged } from "../supervisor/run-logged.ts";
import type { Reporter } from "../terminal/reporter.ts";

/** Whether packages of the system may be installed by this process: root on Debian or Ubuntu. */
export function hasApt(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
}

/**
 * Installs packages of the system. What they would start as a service stays off.
 * @param log file that gets what apt says
 */
export async function installWithApt(packages: readonly string[], log: string): Promise<void> {
  // A run level of 1 keeps the packages' own scripts from starting anything.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  await runLogged("apt-get", ["update"], { log, env });
  await runLogged("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {
    log,
    env,
  });
}

/** A program that some tests work with, and the package of Debian that has it. */
export interface TestProgram {
  readonly name: string;
  readonly package: string;
  readonly find: () => string | undefined;
}

/**
 * Installs what tests need of the system and where that is allowed. Without it those tests are
 * skipped, which is said in one sentence.
 */
export async function ensureTestPrograms(
  paths: Paths,
  reporter: Reporter,
  programs: readonly TestProgram[],
): Promise<void> {
  const missing = (): readonly TestProgram[] => programs.filter(({ find }) => find() === undefined);
  // Under systemd a package would start its service on this machine: that is for its owner to do.
  if (missing().length > 0 && hasApt() && !existsSync("/run/systemd/system")) {
    const names = missing().map((program) => program.package);
    reporter.begin(`Installing ${names.join(", ")} (once) …`);
    await mkdir(paths.sharedLogs, { recursive: true });
    const log = join(paths.sharedLogs, "test-programs-install.log");
    // Not every system has a package of each name; one that is not there takes no other with it.
    for (const name of names) await installWithApt([name], log);
  }
  for (const program of missing()) {
    reporter.warn(
      `${program.name} is not installed, its tests are skipped (Debian and Ubuntu: apt install ${program.package}).`,
    );
  }
}
