import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { identify, isRunning } from "../supervisor/process-identity.ts";
import { z } from "zod";

const ownerSchema = z.object({ pid: z.number().int(), startTime: z.string() });

async function ownerRuns(file: string): Promise<boolean> {
  try {
    return isRunning(ownerSchema.parse(JSON.parse(await readFile(file, "utf8"))));
  } catch {
    return false;
  }
}

/**
 * Does something that two launchers must not do at the same time. A lock whose owner died is taken over.
 * @param file path of the lock; its folder must exist
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(identify(process.pid)), { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (!(await ownerRuns(file))) {
        // Give a launcher that is just writing its name the time to do so.
        await delay(100);
        if (!(await ownerRuns(file))) await rm(file, { force: true });
      } else await delay(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
