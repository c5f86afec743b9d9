import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { readIfThere, writeAtomically } from "../installation/files.ts";
import { type ProcessIdentity, isRunning } from "./process-identity.ts";

const identitySchema = z.object({ pid: z.number().int(), startTime: z.string() });

/** `<data>/run/processes.json`: which processes belong to the installation. */
export const runFileSchema = z.object({
  supervisor: identitySchema,
  url: z.string(),
  ready: z.boolean(),
  parts: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      state: z.string(),
      restarts: z.number().int(),
      identity: identitySchema.optional(),
    }),
  ),
});
export type RunFile = z.infer<typeof runFileSchema>;

/** The run file, or undefined if there is none or it cannot be understood. */
export async function readRunFile(path: string): Promise<RunFile | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return runFileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeRunFile(path: string, content: RunFile): Promise<void> {
  await writeAtomically(path, JSON.stringify(content, null, 2), 0o600);
}

/** Processes of a run file that still run: what an earlier supervisor left behind. Never a foreign one. */
export function leftovers(file: RunFile, running = isRunning): ProcessIdentity[] {
  return file.parts
    .flatMap((part) => (part.identity ? [part.identity] : []))
    .filter((identity) => running(identity));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
}

/**
 * Waits until a process is gone.
 * @param timeout milliseconds
 * @returns false when it is still there
 */
export async function waitUntilGone(identity: ProcessIdentity, timeout: number): Promise<boolean> {
  const end = performance.now() + timeout;
  while (isRunning(identity)) {
    if (performance.now() > end) return false;
    await delay(50);
  }
  return true;
}

/**
 * Stops processes by identity: politely, then for good, with everything in their process groups.
 * SIGINT is what PostgreSQL calls a fast shutdown, and what the other parts take for a stop too.
 */
export async function stopProcesses(processes: readonly ProcessIdentity[]): Promise<void> {
  for (const identity of processes) if (isRunning(identity)) signal(identity.pid, "SIGINT");
  await Promise.all(
    processes.map(async (identity) => {
      if (!(await waitUntilGone(identity, 10_000))) signal(identity.pid, "SIGKILL");
      await waitUntilGone(identity, 5_000);
      // Each part leads its own process group: what is left in it goes too.
      signal(-identity.pid, "SIGKILL");
    }),
  );
}

export async function removeRunFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
