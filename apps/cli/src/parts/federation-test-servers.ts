import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { pathsOf, type Paths } from "../installation/paths.ts";
import type { TlsFiles } from "../installation/tls.ts";
import { synapsePart } from "./synapse.ts";
import { synapseFiles, writeSynapseFiles } from "./synapse-files.ts";

const STARTS_WITHIN = 60_000;

/** A homeserver of a test, for as long as the test runs. */
export interface TestServer {
  /** As the installation's configuration, of a server that federates. */
  readonly config: InstallationConfig;
  /** What the process has said. */
  readonly log: string;
  stop(): Promise<void>;
}

interface Place {
  readonly paths: Paths;
  readonly config: InstallationConfig;
  readonly federationPort: number;
}

/**
 * Where a homeserver of a test is to run. Its name has a port in it, so that others find it without a
 * name service.
 * @param model configuration of which everything else is taken
 * @param folder gets everything that the server keeps
 */
export async function planTestServer(
  model: InstallationConfig,
  root: string,
  folder: string,
): Promise<Place> {
  const [federationPort, synapse, appservice, origin, conference, media] = await freePorts(6);
  // Without the way through TCP: its port follows that of the media.
  const { turn: _, ...ownConference } = model.conference;
  const paths = pathsOf(root, folder);
  await mkdir(paths.synapse, { recursive: true });
  return {
    paths,
    federationPort,
    config: {
      ...model,
      serverName: `localhost:${federationPort}`,
      publicUrl: `http://localhost:${origin}`,
      dataDir: folder,
      ports: { ...model.ports, synapse, appservice, origin, conference, media },
      synapse: { ...model.synapse, url: `http://127.0.0.1:${synapse}` },
      appservice: { ...model.appservice, url: `http://127.0.0.1:${appservice}` },
      conference: { ...ownConference, url: `http://127.0.0.1:${conference}` },
    },
  };
}

/**
 * Starts a homeserver with the installation's own template, and what docs/administrator.md says about
 * federation on top; in SQLite, which is there at once.
 * @param federating.servers names of all that talk to each other
 * @param federating.tls one certificate for all of them: they are all called localhost
 * @param own whether the appservice and the guest module belong to it
 */
export async function startTestServer(
  { paths, config, federationPort }: Place,
  federating: { readonly servers: readonly string[]; readonly tls: TlsFiles },
  own: boolean,
): Promise<TestServer> {
  await writeSynapseFiles(paths, config);
  const file = synapseFiles(paths).homeserver;
  const settings = z
    .looseObject({ listeners: z.array(z.unknown()) })
    .parse(parse(await readFile(file, "utf8")));
  const changed = {
    ...settings,
    ...federation(federating.tls, federating.servers),
    listeners: [...settings.listeners, federationListener(federationPort)],
    database: { name: "sqlite3", args: { database: join(paths.synapse, "homeserver.db") } },
    ...(own ? {} : { app_service_config_files: [], modules: [] }),
  };
  await writeFile(file, stringify(changed), { mode: 0o600 });
  const command = synapsePart(paths, config).command();
  const log = join(paths.synapse, "synapse.log");
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = createWriteStream(log);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const stop = async (): Promise<void> => {
    await ended(child);
    output.end();
    await rm(paths.data, { recursive: true, force: true });
  };
  try {
    await healthy(config.synapse.url, child);
  } catch (error) {
    const said = await readFile(log, "utf8").catch(() => "");
    await stop();
    throw new Error(`${String(error)}\n${said.slice(-3_000)}`, { cause: error });
  }
  return { config, log, stop };
}

function federation(tls: TlsFiles, others: readonly string[]): object {
  return {
    tls_certificate_path: tls.certFile,
    tls_private_key_path: tls.keyFile,
    federation_custom_ca_list: [tls.certFile],
    federation_domain_whitelist: others,
    federation_ip_range_blacklist: [],
  };
}

function federationListener(port: number): object {
  return {
    port,
    bind_addresses: ["127.0.0.1"],
    type: "http",
    tls: true,
    resources: [{ names: ["federation"], compress: false }],
  };
}

/** Asks the system for ports; nobody else takes them in the moment until they are used. */
async function freePorts(count: 6): Promise<[number, number, number, number, number, number]>;
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    ),
  );
  return ports;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN;
  for (;;) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null) throw new Error("The homeserver of the test has ended.");
    if (Date.now() > deadline) throw new Error("The homeserver of the test does not answer.");
    await pause(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  // It keeps nothing that anybody needs.
  child.kill("SIGKILL");
  await gone;
}
