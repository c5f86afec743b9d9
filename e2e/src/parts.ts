import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { z } from "zod";
import { installation } from "./installation.ts";
import { patient } from "./patience.ts";

/** What `./plenum up` keeps running, by the names of its run file. */
export type Part = "postgres" | "synapse" | "appservice" | "conference" | "origin";

const runFileSchema = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      identity: z.object({ pid: z.number().int() }).optional(),
    }),
  ),
});

function partNow(part: Part): { readonly state: string; readonly pid: number | undefined } {
  const file = join(installation.dataDir, "run", "processes.json");
  const { parts } = runFileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const found = parts.find(({ name }) => name === part);
  if (!found) throw new Error(`${file} names no part "${part}"`);
  return { state: found.state, pid: found.identity?.pid };
}

/** A process that was ended without warning, and the way to wait for its successor. */
export interface Killed {
  /** Waits until the launcher has started the part anew and it answers. */
  isBack(): Promise<void>;
}

/** Ends a part of this installation as a crash would: SIGKILL, nothing is tidied up. */
export function kill(part: Part): Killed {
  const { pid } = partNow(part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  process.kill(pid, "SIGKILL");
  return {
    async isBack() {
      await expect
        .poll(
          () => {
            const now = partNow(part);
            return now.state === "running" && now.pid !== undefined && now.pid !== pid;
          },
          { timeout: patient(60_000), message: `${part} is started again by itself` },
        )
        .toBe(true);
    },
  };
}

/** The same for the process that forwards the media, a child of the conference server. */
export function killMedia(): Killed {
  const pid = mediaPid();
  if (pid === undefined) throw new Error("no media process runs");
  process.kill(pid, "SIGKILL");
  return {
    async isBack() {
      await expect
        .poll(
          () => {
            const now = mediaPid();
            return now !== undefined && now !== pid;
          },
          { timeout: patient(30_000), message: "the media process is started again by itself" },
        )
        .toBe(true);
    },
  };
}

function mediaPid(): number | undefined {
  const parent = partNow("conference").pid;
  if (parent === undefined) return undefined;
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
  const first = children.split(" ").find((word) => word !== "");
  return first === undefined ? undefined : Number(first);
}
