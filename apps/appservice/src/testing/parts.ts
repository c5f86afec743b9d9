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

async function partNow(
  stack: Stack,
  part: string,
): Promise<{ state: string; pid: number | undefined }> {
  const file = join(stack.config.dataDir, "run", "processes.json");
  const { parts } = runFileSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const found = parts.find(({ name }) => name === part);
  if (found === undefined) throw new Error(`${file} names no part "${part}"`);
  return { state: found.state, pid: found.identity?.pid };
}

/** Ends a part of the running installation as a crash would, and waits until everything is back. */
export async function crash(
  stack: Stack,
  part: "appservice" | "synapse" | "postgres",
): Promise<void> {
  const { pid } = await partNow(stack, part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  process.kill(pid, "SIGKILL");
  await until(async () => {
    const now = await partNow(stack, part);
    return now.state === "running" && now.pid !== pid ? now : undefined;
  });
  await until(async () => {
    const answer = await stack.ask("GET", "/api/v1/health").catch(() => undefined);
    return answer?.status === 200 ? answer : undefined;
  });
}
