import { setTimeout as wait } from "node:timers/promises";
import { runner } from "node-pg-migrate";
import { DatabaseError, Pool, type ClientConfig, type PoolClient } from "pg";
import type { InstallationConfig } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import { pauseAfterFailure, RETRY_RULES } from "../maintenance/retry.ts";

/** What stores need of a connection: a pool or a client inside a transaction. */
export type Queryable = Pick<Pool, "query">;

/** How to reach the appservice's own database. */
export function connectionOf(config: InstallationConfig): ClientConfig {
  return {
    host: config.postgres.host,
    port: config.ports.postgres,
    user: config.postgres.user,
    password: config.postgres.password,
    database: config.postgres.appserviceDatabase,
    application_name: "plenum-appservice",
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
  };
}

/**
 * Waits until the database answers, brings its tables up to date, and gives a pool.
 * Several replicas may start at once: one migrates, the others wait for it.
 * @param migrations folder of the SQL migrations
 */
export async function openDatabase(
  config: InstallationConfig,
  migrations: string,
  log: Logger,
  signal: AbortSignal,
): Promise<Pool> {
  const pool = new Pool({ ...connectionOf(config), max: 10 });
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "a database connection was lost"));
  try {
    await untilItAnswers(pool, log, signal);
    await runner({
      databaseUrl: connectionOf(config),
      dir: migrations,
      migrationsTable: "migrations",
      direction: "up",
      advisoryLockMode: "wait",
      // Features bring their tables independently of each other, and may arrive in any order.
      checkOrder: false,
      log: (text) => log.debug(text),
    });
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function untilItAnswers(pool: Pool, log: Logger, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.query("SELECT 1");
      return;
    } catch (error) {
      // Wrong password or no such database: waiting does not help.
      const code = error instanceof DatabaseError ? error.code : undefined;
      if (code !== undefined && (code.startsWith("28") || code === "3D000")) throw error;
      if (attempt === 1 || attempt % 20 === 0) {
        log.info({ attempt }, "waiting for the database");
      }
      const seconds = pauseAfterFailure(RETRY_RULES.start, attempt) ?? RETRY_RULES.start.longest;
      await wait(seconds * 1000, undefined, { signal });
    }
  }
}

/** Runs `work` in one transaction on a connection that is there; an exception rolls it back. */
export async function transactionOn<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** A connection that is lost meanwhile fails the next query; as an event nobody hears it would end the process. */
const ignore = (): void => undefined;

/** Runs `work` in one transaction; an exception rolls it back. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  client.on("error", ignore);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    try {
      await client.query("ROLLBACK");
      client.release();
    } catch (rollbackError) {
      client.release(rollbackError instanceof Error ? rollbackError : true);
    }
    throw error;
  } finally {
    client.off("error", ignore);
  }
}

/**
 * Runs `work` while no other replica runs it for the same `key`, inside one transaction.
 * The lock goes with the transaction, so a killed process leaves none behind.
 */
export function holdingLock<T>(
  pool: Pool,
  key: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [key]);
    return work(client);
  });
}
