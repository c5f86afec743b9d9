import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Client } from "pg";
import { z } from "zod";
import { clearLeftovers } from "../../commands/start-installation.ts";
import type { Paths } from "../../installation/paths.ts";
import { postgresClient } from "../../parts/postgres-client.ts";
import { postgresPart } from "../../parts/postgres.ts";
import { isRunning } from "../../supervisor/process-identity.ts";
import { readRunFile } from "../../supervisor/run-file.ts";
import { Supervisor } from "../../supervisor/supervisor.ts";
import type { Reporter } from "../../terminal/reporter.ts";

const NAME = "plenum-accounts-offline";

const othersSchema = z.array(z.object({ who: z.string() }));
const pidSchema = z.array(z.object({ pid: z.number() }));

/** Whether a launcher runs this installation. */
export async function isInstallationUp(paths: Paths): Promise<boolean> {
  const file = await readRunFile(paths.processes);
  return file !== undefined && isRunning(file.supervisor) && file.supervisor.pid !== process.pid;
}

/** Connections to both databases of an installation. */
export interface Databases {
  readonly homeserver: Client;
  /** The appservice's, for what is written down at once. */
  readonly ledger: Client;
  /** The appservice's, for locks that are held all the time. */
  readonly guard: Client;
}

/**
 * Works with the databases of an installation. Where no PostgreSQL answers, it starts that of the
 * installation, alone, and stops it again; `./plenum status` and `down` see it meanwhile.
 * @throws Trouble where it does not start; whatever `work` throws
 */
export async function withDatabases<T>(
  paths: Paths,
  config: InstallationConfig,
  reporter: Reporter,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  let supervisor: Supervisor | undefined;
  if (!(await isInstallationUp(paths))) await clearLeftovers(paths, reporter);
  if (!(await answers(config)) && existsSync(join(paths.postgres, "plenum-initialised"))) {
    await mkdir(paths.run, { recursive: true });
    supervisor = new Supervisor({
      logs: paths.logs,
      runFile: paths.processes,
      url: config.publicUrl,
      reporter,
    });
  }
  const clients: Client[] = [];
  try {
    await supervisor?.start(postgresPart(paths, config));
    const open = async (database: string): Promise<Client> => {
      const client = clientOf(config, database);
      await client.connect();
      clients.push(client);
      return client;
    };
    const { synapseDatabase, appserviceDatabase } = config.postgres;
    return await work({
      homeserver: await open(synapseDatabase),
      ledger: await open(appserviceDatabase),
      guard: await open(appserviceDatabase),
    });
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    await supervisor?.stop();
  }
}

/** Who else is connected to either database, by the names that they give themselves; empty where nobody is. */
export async function othersAt(
  databases: Databases,
  config: InstallationConfig,
): Promise<readonly string[]> {
  const own = await Promise.all(
    Object.values(databases).map(async (client: Client) => {
      const found = await client.query("SELECT pg_backend_pid() AS pid");
      return pidSchema.parse(found.rows)[0]?.pid;
    }),
  );
  const found = await databases.homeserver.query(
    `SELECT DISTINCT datname || ': ' || COALESCE(NULLIF(application_name, ''), usename, '?') AS who
     FROM pg_stat_activity
     WHERE datname = ANY ($1) AND backend_type = 'client backend' AND NOT pid = ANY ($2)
     ORDER BY who LIMIT 5`,
    [[config.postgres.synapseDatabase, config.postgres.appserviceDatabase], own],
  );
  return othersSchema.parse(found.rows).map(({ who }) => who);
}

/** Runs `work` in one transaction; an exception rolls it back. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Where the connection is gone the server has rolled back by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function answers(config: InstallationConfig): Promise<boolean> {
  const client = clientOf(config, "postgres");
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function clientOf(config: InstallationConfig, database: string): Client {
  return postgresClient(config, database, { timeoutMs: 5_000, name: NAME });
}
