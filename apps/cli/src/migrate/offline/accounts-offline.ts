import { readFile } from "node:fs/promises";
import type { InstallationConfig } from "@plenum/model";
import { DatabaseError } from "pg";
import { parse } from "yaml";
import type { Paths } from "../../installation/paths.ts";
import { httpAnswers } from "../../parts/http-answers.ts";
import { synapseFiles } from "../../parts/synapse-files.ts";
import { type Reporter, secondsSince } from "../../terminal/reporter.ts";
import { recordAct } from "./audit-entry.ts";
import {
  type Databases,
  inTransaction,
  isInstallationUp,
  othersAt,
  withDatabases,
} from "./databases.ts";
import { factsOf, writeAccounts } from "./homeserver-accounts.ts";
import { type HomeserverSettings, servicesOf, settingsOf } from "./homeserver-settings.ts";
import { type OfflinePlan, planOffline } from "./plan.ts";
import { Refused } from "./refused.ts";
import { differencesOf, schemaOf, serverNamesIn, TRIED_SCHEMA } from "./schema.ts";
import {
  begin,
  hasLedger,
  type ItemName,
  leads,
  openItems,
  settle,
  stateOfWave,
} from "./wave-ledger.ts";

/** Of PostgreSQL: a lock could not be had in time. */
const LOCK_NOT_AVAILABLE = "55P03";

export interface OfflineWish {
  readonly wave: string;
  /** Only says what would be made; may be asked while everything runs. */
  readonly dryRun: boolean;
}

export interface OfflineOutcome {
  readonly plan: OfflinePlan;
  /** For writing into the homeserver's database, and for all of it. */
  readonly seconds: { readonly writing: number; readonly all: number };
}

/** What is told while it goes on. */
export interface OfflineProgress {
  show(done: number, total: number): void;
}

/**
 * Makes the accounts and contact cards of a wave in the homeserver's database, while the homeserver is stopped.
 * In this order: the ledger says that they are begun; one transaction makes them all; the ledger says that they
 * are done. Whatever happens in between, the normal run finds out what is there.
 * @param signal asks to stop: until the transaction is complete nothing of it stays
 * @throws Refused where a condition does not hold; Trouble where PostgreSQL does not start
 */
export async function accountsOffline(
  paths: Paths,
  config: InstallationConfig,
  wish: OfflineWish,
  told: { readonly reporter: Reporter; readonly progress: OfflineProgress },
  signal: AbortSignal,
): Promise<OfflineOutcome> {
  const start = performance.now();
  if (!wish.dryRun) await refuseWhileRunning(paths, config);
  const settings = await settingsIn(paths, config);
  const isService = await servicesIn(settings);
  return withDatabases(paths, config, told.reporter, (databases) =>
    inTransaction(databases.guard, async () => {
      if (!wish.dryRun) await refuseOthers(databases, config);
      await refuseWave(databases, wish);
      const { plan, writing } = await inTransaction(databases.homeserver, async () => {
        // Whoever starts a homeserver now waits here until everything is written.
        if (!wish.dryRun) await holdSchema(databases, config);
        await refuseSchema(databases, config);
        const items = await openItems(databases.ledger, wish.wave);
        const facts = await factsOf(databases.homeserver, items);
        const planned = planOffline(items, facts, config.serverName, isService);
        if (wish.dryRun || planned.accounts.length === 0) return { plan: planned, writing: 0 };
        refuseWhenAsked(signal);
        return { plan: planned, writing: await make(databases, wish.wave, planned, told, signal) };
      });
      if (writing > 0) await settleAll(databases, wish.wave, plan);
      return { plan, seconds: { writing, all: secondsSince(start) } };
    }),
  );
}

/** @returns seconds of writing, more than 0 */
async function make(
  { homeserver, ledger }: Databases,
  wave: string,
  plan: OfflinePlan,
  { progress }: { readonly progress: OfflineProgress },
  signal: AbortSignal,
): Promise<number> {
  await inTransaction(ledger, async () => {
    await begin(ledger, itemsOf(plan));
    await recordAct(ledger, "migration-wave.offline-started", wave, numbersOf(plan));
  });
  const start = performance.now();
  await writeAccounts(homeserver, plan.accounts, (written) => {
    refuseWhenAsked(signal);
    progress.show(written, plan.accounts.length);
  });
  return secondsSince(start);
}

function settleAll({ ledger }: Databases, wave: string, plan: OfflinePlan): Promise<void> {
  return inTransaction(ledger, async () => {
    await settle(ledger, itemsOf(plan));
    await recordAct(ledger, "migration-wave.offline-done", wave, numbersOf(plan));
  });
}

function itemsOf({ accounts }: OfflinePlan): readonly ItemName[] {
  return accounts.flatMap(({ userId, card }): ItemName[] => [
    { kind: "account", key: userId },
    ...(card === undefined ? [] : [{ kind: "profile" as const, key: userId }]),
  ]);
}

function numbersOf(plan: OfflinePlan): {
  readonly accounts: number;
  readonly profiles: number;
  readonly left: number;
} {
  const { accounts, left } = plan;
  const profiles = accounts.filter(({ card }) => card !== undefined).length;
  return { accounts: accounts.length, profiles, left: left.length };
}

function refuseWhenAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new Refused({ why: "stopped" });
}

async function refuseWhileRunning(paths: Paths, config: InstallationConfig): Promise<void> {
  if (await isInstallationUp(paths)) throw new Refused({ why: "running" });
  const { url } = config.synapse;
  if (await httpAnswers(`${url}/health`)) throw new Refused({ why: "homeserver-answers", url });
}

async function refuseOthers(databases: Databases, config: InstallationConfig): Promise<void> {
  const who = await othersAt(databases, config);
  if (who.length > 0) throw new Refused({ why: "connected", who });
}

async function refuseWave({ guard }: Databases, { wave, dryRun }: OfflineWish): Promise<void> {
  if (!(await hasLedger(guard))) throw new Refused({ why: "no-ledger" });
  if (!dryRun && !(await leads(guard))) throw new Refused({ why: "wave-at-work" });
  const state = await stateOfWave(guard, wave);
  if (state === undefined) throw new Refused({ why: "no-wave", wave });
  if (state !== "planned" && state !== "paused") {
    throw new Refused({ why: "wave-state", wave, state });
  }
}

/** Nobody reads the version any more; whoever has read it before is found among the connections. */
async function holdSchema(databases: Databases, config: InstallationConfig): Promise<void> {
  const { homeserver } = databases;
  await homeserver.query("SET LOCAL lock_timeout = '5s'");
  try {
    await homeserver.query(
      `DO $$ BEGIN
         IF to_regclass('schema_version') IS NOT NULL THEN
           LOCK TABLE schema_version IN ACCESS EXCLUSIVE MODE;
         END IF;
       END $$`,
    );
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE)) throw error;
    throw new Refused({ why: "connected", who: ["schema_version"] });
  }
  await refuseOthers(databases, config);
}

async function refuseSchema({ homeserver }: Databases, config: InstallationConfig): Promise<void> {
  const facts = await schemaOf(homeserver, TRIED_SCHEMA);
  if (facts === undefined) throw new Refused({ why: "no-homeserver-database" });
  const differences = differencesOf(facts, TRIED_SCHEMA);
  if (differences.length > 0) throw new Refused({ why: "schema", differences });
  const names = facts.unfinished;
  if (names.length > 0) throw new Refused({ why: "unfinished", names });
  const found = await serverNamesIn(homeserver);
  const wanted = config.serverName;
  if (found.some((name) => name !== wanted)) {
    throw new Refused({ why: "server-name", found, wanted });
  }
}

async function settingsIn(paths: Paths, config: InstallationConfig): Promise<HomeserverSettings> {
  const file = synapseFiles(paths).homeserver;
  let settings: HomeserverSettings;
  try {
    settings = settingsOf(parse(await readFile(file, "utf8")));
  } catch {
    throw new Refused({ why: "no-settings", file });
  }
  const wanted = config.serverName;
  if (settings.serverName !== wanted) {
    throw new Refused({ why: "server-name", found: [settings.serverName], wanted });
  }
  if (settings.others.length > 0) throw new Refused({ why: "settings", names: settings.others });
  return settings;
}

async function servicesIn(settings: HomeserverSettings): Promise<(userId: string) => boolean> {
  const files = settings.registrations;
  try {
    const raw = await Promise.all(
      files.map(async (file): Promise<unknown> => parse(await readFile(file, "utf8"))),
    );
    return servicesOf(raw, settings.serverName);
  } catch {
    throw new Refused({ why: "no-settings", file: files.join(", ") });
  }
}
