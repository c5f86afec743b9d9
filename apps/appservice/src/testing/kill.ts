import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { until, type Stack } from "./stack.ts";

const runFileSchema = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      identity: z.object({ pid: z.number().int() }).optional(),
    }),
  ),
});

/**
 * Ends a part of the installation as a crash would: SIGKILL, nothing is tidied up. The launcher starts
 * it again.
 * @returns waits until it is there again and answers
 */
export async function killPart(
  stack: Stack,
  name: "appservice" | "conference",
): Promise<() => Promise<void>> {
  const pid = await pidOf(stack, name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, "SIGKILL");
  return async () => {
    await until(async () => {
      const now = await pidOf(stack, name);
      return now !== undefined && now !== pid ? now : undefined;
    });
    await until(async () => {
      // The origin says 502 until the appservice listens, and the appservice "starting" until it is ready.
      const health = await stack.ask("GET", "/api/v1/health").catch(() => undefined);
      return health?.status === 200 ? true : undefined;
    });
  };
}

async function pidOf({ config }: Stack, name: string): Promise<number | undefined> {
  const file = join(config.dataDir, "run", "processes.json");
  const { parts } = runFileSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const found = parts.find((part) => part.name === name);
  return found?.state === "running" ? found.identity?.pid : undefined;
}
