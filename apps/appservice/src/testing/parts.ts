import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { until, type Stack } from "./stack.ts";

/** Requests at once; the homeserver has at most ten connections to its database. */
const MORE_THAN_CONNECTIONS = 20;

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

/** Process id of a part that runs. @throws if it does not */
export async function pidOf(stack: Stack, part: string): Promise<number> {
  const { pid } = await partNow(stack, part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  return pid;
}

/**
 * Ends a part as a crash would: SIGKILL, nothing is tidied up. The launcher starts it again.
 * @returns waits until it runs again and the appservice answers
 */
export async function killPart(
  stack: Stack,
  part: "appservice" | "conference" | "synapse" | "postgres",
): Promise<() => Promise<void>> {
  const pid = await pidOf(stack, part);
  process.kill(pid, "SIGKILL");
  return async () => {
    await until(async () => {
      const now = await partNow(stack, part);
      return now.state === "running" && now.pid !== pid ? now : undefined;
    });
    await until(async () => {
      // The origin says 502 until the appservice listens, and that says "starting" until it is ready.
      const answer = await stack.ask("GET", "/api/v1/health").catch(() => undefined);
      return answer?.status === 200 ? answer : undefined;
    });
  };
}

/** Ends a part of the running installation as a crash would, and waits until everything is back. */
export async function crash(
  stack: Stack,
  part: "appservice" | "synapse" | "postgres",
): Promise<void> {
  const isBack = await killPart(stack, part);
  await isBack();
  await until(async () => ((await homeserverWorks(stack)) ? true : undefined));
  // It writes again, too: the first who write may still meet a connection that has died.
  for (let time = 0; time < 3; time += 1) {
    await until(() =>
      stack.colleague().then(
        () => true,
        () => undefined,
      ),
    );
  }
}

/**
 * Whether the homeserver reaches its database on all of its connections: each one that died with the
 * database fails whoever uses it next.
 */
async function homeserverWorks(stack: Stack): Promise<boolean> {
  const url = new URL("/_matrix/client/v3/joined_rooms", stack.config.synapse.url).toString();
  const bearer = stack.config.appservice.asToken;
  const ask = async (): Promise<boolean> =>
    (await stack.ask("GET", url, { bearer }).catch(() => undefined))?.status === 200;
  const answers = await Promise.all(Array.from({ length: MORE_THAN_CONNECTIONS }, ask));
  return answers.every(Boolean);
}
