import { randomInt } from "node:crypto";
import { z } from "zod";
import { readIfThere, writeAtomically } from "../installation/files.ts";
import type { Paths } from "../installation/paths.ts";
import { ADMIN, PEOPLE } from "./people.ts";

const seedStateSchema = z.object({
  users: z.boolean().default(false),
  /** Space or room key → room id. */
  rooms: z.record(z.string(), z.string()).default({}),
  /** Rooms whose members are in. */
  joined: z.array(z.string()).default([]),
  /** Messages written so far, in the order of their times. */
  messages: z.number().int().default(0),
  finished: z.array(z.string()).default([]),
  conference: z.boolean().default(false),
});

/** How far the demo agency has been filled in: a start that was broken off is continued. */
export type SeedState = z.infer<typeof seedStateSchema>;

export async function readSeedState(paths: Paths): Promise<SeedState> {
  const text = await readIfThere(paths.seed);
  return seedStateSchema.parse(text === undefined ? {} : JSON.parse(text));
}

export async function writeSeedState(paths: Paths, state: SeedState): Promise<void> {
  await writeAtomically(paths.seed, JSON.stringify(state, null, 2));
}

const demoSchema = z.object({
  password: z.string(),
  accounts: z.array(z.object({ localpart: z.string(), name: z.string(), admin: z.boolean() })),
});
/** `<data>/demo.json`: the accounts of the demo agency and the one password that all share. */
export type DemoAccounts = z.infer<typeof demoSchema>;

/** Letters and digits that nobody mixes up when typing. */
const READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

function readableGroup(): string {
  return Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join("");
}

function readablePassword(): string {
  return [readableGroup(), readableGroup(), readableGroup()].join("-");
}

/** Reads the demo accounts of this installation; makes their password on the first start. */
export async function demoAccounts(paths: Paths): Promise<DemoAccounts> {
  const text = await readIfThere(paths.demo);
  if (text !== undefined) return demoSchema.parse(JSON.parse(text));
  const accounts: DemoAccounts = {
    password: readablePassword(),
    accounts: [
      ...PEOPLE.map(({ localpart, name }) => ({ localpart, name, admin: false })),
      { ...ADMIN, admin: true },
    ],
  };
  await writeAtomically(paths.demo, `${JSON.stringify(accounts, null, 2)}\n`, 0o600);
  return accounts;
}
