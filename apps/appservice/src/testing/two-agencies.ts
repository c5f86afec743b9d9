import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InstallationConfig } from "@plenum/model";
import { Client } from "pg";
import { selfMadeTls } from "../../../cli/src/installation/tls.ts";
import { ConferenceServer } from "../../../conference-server/src/server.ts";
import { MEDIA_FROM_SOURCE } from "../../../conference-server/src/testing/lab.ts";
import { createOrigin, originFolders } from "../../../cli/src/origin/server.ts";
import {
  planTestServer,
  startTestServer,
  type TestServer,
} from "../../../cli/src/parts/federation-test-servers.ts";
import { loadInstallation } from "../config/installation.ts";
import { createLogger } from "../logging/logger.ts";
import { startService } from "../service.ts";
import { Stack } from "./stack.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Name of a server that is trusted, and that does not answer. */
export const SILENT_SERVER = "localhost:1";

/** Two agencies whose servers talk to each other: one with Plenum, one with a homeserver alone. */
export interface TwoAgencies {
  readonly here: Stack;
  readonly there: Stack;
  stop(): Promise<void>;
}

/**
 * Starts both beside the running installation, of which they use the database server. Their conference
 * server is their own: an appservice takes whoever is not in its rooms out of the calls of its server.
 */
export async function startTwoAgencies(): Promise<TwoAgencies> {
  const model = await loadInstallation(process.env);
  const places = {
    here: await planTestServer(model, ROOT, await folder("here")),
    there: await planTestServer(model, ROOT, await folder("there")),
  };
  const federating = {
    servers: [places.here.config.serverName, places.there.config.serverName, SILENT_SERVER],
    tls: await selfMadeTls(places.here.paths, "localhost"),
  };
  const database = `federation_${places.here.config.ports.synapse}`;
  const config: InstallationConfig = {
    ...places.here.config,
    postgres: { ...model.postgres, appserviceDatabase: database },
    appservice: {
      ...places.here.config.appservice,
      trustedHomeservers: {
        [places.there.config.serverName]: places.there.config.synapse.url,
        [SILENT_SERVER]: "http://127.0.0.1:1",
      },
    },
  };
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    await inDatabase(model, `CREATE DATABASE ${database}`);
    ends.push(() => inDatabase(model, `DROP DATABASE ${database} WITH (FORCE)`));
    const servers = await Promise.allSettled([
      startTestServer({ ...places.here, config }, federating, true),
      startTestServer(places.there, federating, false),
    ]);
    for (const server of servers) {
      if (server.status === "fulfilled") ends.push(() => server.value.stop());
    }
    const [, there] = servers.map(started);
    const conferences = new ConferenceServer({
      config,
      media: MEDIA_FROM_SOURCE,
      logger: createLogger("silent"),
    });
    await conferences.start();
    ends.push(() => conferences.close());
    const stopping = new AbortController();
    const service = await startService(config, MIGRATIONS, createLogger("silent"), stopping.signal);
    ends.push(async () => {
      stopping.abort();
      await service.stop();
    });
    await service.ready;
    const origin = createOrigin(config, originFolders(ROOT));
    origin.listen(config.ports.origin, "127.0.0.1");
    await once(origin, "listening");
    ends.push(async () => {
      origin.closeAllConnections();
      origin.close();
    });
    if (there === undefined) throw new Error("There is no other server.");
    const elsewhere = { ...there.config, publicUrl: there.config.synapse.url };
    return { here: Stack.of(config), there: Stack.of(elsewhere), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function folder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `plenum-${name}-`));
}

function started(result: PromiseSettledResult<TestServer>): TestServer {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

async function inDatabase(config: InstallationConfig, statement: string): Promise<void> {
  const client = new Client({
    host: config.postgres.host,
    port: config.ports.postgres,
    user: config.postgres.user,
    password: config.postgres.password,
    database: "postgres",
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
