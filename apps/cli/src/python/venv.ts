import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { findPython } from "../../bootstrap/prerequisites.mjs";
import { readIfThere, writeAtomically } from "../installation/files.ts";
import type { Paths } from "../installation/paths.ts";
import { runLogged } from "../supervisor/run-logged.ts";
import { Trouble } from "../terminal/trouble.ts";

/** Python of the project's virtual environment. */
export function venvPython(paths: Paths): string {
  return join(paths.venv, "bin", "python");
}

/** Hash under which the packages of the lock file are installed. */
export async function wantedPackages(root: string): Promise<string> {
  const lock = await readFile(join(root, "synapse-config", "requirements.txt"));
  return createHash("sha256").update(lock).digest("hex");
}

/**
 * Makes `.plenum/venv` and installs Synapse into it, every package pinned by version and hash.
 * Does nothing when that is done already.
 * @returns whether something was installed
 * @throws Trouble when Python is missing or a download fails
 */
export async function ensureVenv(
  paths: Paths,
  begin: () => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const marker = join(paths.venv, "plenum-requirements.sha256");
  const wanted = await wantedPackages(paths.root);
  if ((await readIfThere(marker)) === wanted) return false;
  const python = findPython();
  if (python.problem !== undefined) throw new Trouble(python.problem);
  begin();
  const start = performance.now();
  await mkdir(paths.sharedLogs, { recursive: true });
  const log = join(paths.sharedLogs, "python-install.log");
  await rm(log, { force: true });
  // An environment that was left half-made, or made by a Python that is gone, is made anew.
  const made = await runLogged(python.command, ["-m", "venv", "--clear", paths.venv], {
    log,
    signal,
  });
  if (made !== 0) {
    throw new Trouble(
      `The Python environment ${paths.venv} could not be made; check the free disk space and the Python package venv (details: ${log}).`,
    );
  }
  const installed = await runLogged(
    venvPython(paths),
    [
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--no-input",
      // Nothing is written outside the project folder.
      "--no-cache-dir",
      "--prefer-binary",
      "--require-hashes",
      "-r",
      join(paths.root, "synapse-config", "requirements.txt"),
    ],
    { log, signal },
  );
  if (installed !== 0) {
    throw new Trouble(
      `Synapse could not be downloaded or installed; check the network, or pip's proxy and index settings, and start again (details: ${log}).`,
    );
  }
  await writeAtomically(marker, wanted);
  const seconds = (performance.now() - start) / 1000;
  await writeAtomically(join(paths.cache, "python-install.json"), JSON.stringify({ seconds }));
  return true;
}
