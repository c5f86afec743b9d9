import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, writeAtomically } from "../../apps/cli/src/installation/files.ts";

/** Raised when the plan changes: an installation with another one has to be made anew. */
const VERSION = 1;

const stateSchema = z.object({
  version: z.literal(VERSION),
  password: z.string(),
  /** Mxc addresses of the few pictures. */
  pictures: z.array(z.string()).default([]),
  people: z.boolean().default(false),
  /** Key of a planned room → room id. */
  rooms: z.record(z.string(), z.string()).default({}),
  /** Key of a planned room → messages written so far. */
  messages: z.record(z.string(), z.number()).default({}),
  /** Keys of rooms that need nothing more. */
  settled: z.array(z.string()).default([]),
  complete: z.boolean().default(false),
});

/** How far the measured account has come: a seeding that was broken off is continued. */
export type SeedState = z.infer<typeof stateSchema>;

function fileOf(dataDir: string): string {
  return join(dataDir, "bench-account.json");
}

/** The state of an installation; a new one where there is none yet. */
export async function readSeedState(dataDir: string): Promise<SeedState> {
  const text = await readIfThere(fileOf(dataDir));
  if (text === undefined) {
    return stateSchema.parse({
      version: VERSION,
      password: randomBytes(12).toString("base64url"),
    });
  }
  const parsed = stateSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${dataDir} holds an account of another plan: remove it (./plenum reset --data ${dataDir}).`,
  );
}

export async function writeSeedState(dataDir: string, state: SeedState): Promise<void> {
  await writeAtomically(fileOf(dataDir), JSON.stringify(state, null, 1), 0o600);
}
