import type { InstallationConfig } from "@plenum/model";
import { Client } from "pg";

/**
 * A connection to a database of an installation, not yet opened.
 * @param timeoutMs until the server has to be there
 * @param name under which the server lists it
 */
export function postgresClient(
  config: InstallationConfig,
  database: string,
  { timeoutMs, name }: { readonly timeoutMs: number; readonly name?: string },
): Client {
  const client = new Client({
    host: config.postgres.host,
    port: config.ports.postgres,
    user: config.postgres.user,
    password: config.postgres.password,
    database,
    connectionTimeoutMillis: timeoutMs,
    ...(name === undefined ? {} : { application_name: name }),
  });
  // A lost connection fails the next query; as an event that nobody hears it would end the process.
  client.on("error", () => undefined);
  return client;
}
