import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { InstallationConfig } from "@plenum/model";
import { Client } from "pg";
import { z } from "zod";
import { clearLeftovers } from "../../../commands/start-installation.ts";
import { newConfig, writeConfig } from "../../../installation/config.ts";
import { type Paths, pathsOf } from "../../../installation/paths.ts";
import { busyPorts, planPorts } from "../../../installation/ports.ts";
import { postgresPart } from "../../../parts/postgres.ts";
import { appservicePart } from "../../../parts/services.ts";
import { synapseFiles, writeSynapseFiles } from "../../../parts/synapse-files.ts";
import { synapsePart } from "../../../parts/synapse.ts";
import { MatrixApi } from "../../../seed/matrix-api.ts";
import { Supervisor } from "../../../supervisor/supervisor.ts";
import { Reporter } from "../../../terminal/reporter.ts";
import { installationToken } from "../../mails/installation-api.ts";
import { type Databases, withDatabases } from "../databases.ts";

const ROOT = fileURLToPath(new URL("../../../../../..", import.meta.url));
const FIRST_PORT = 8500;
const LAST_PORT = 8690;
/** Milliseconds. */
const PATIENCE = 90_000;

const waitingSchema = z.array(z.object({ number: z.number() }));

/** A command that was started. */
export interface Running {
  readonly child: ChildProcess;
  readonly end: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** An installation of a test's own, in a folder that is thrown away: database, homeserver, appservice. */
export class TestInstallation {
  private supervisor: Supervisor | undefined;
  private adminToken: string | undefined;
  private readonly password = randomBytes(12).toString("hex");

  private constructor(
    readonly paths: Paths,
    readonly config: InstallationConfig,
    private readonly reporter: Reporter,
  ) {}

  static async make(): Promise<TestInstallation> {
    const folder = await mkdtemp(join(tmpdir(), "plenum-offline-"));
    const paths = pathsOf(ROOT, folder);
    for (let port = FIRST_PORT; port <= LAST_PORT; port += 10) {
      const busy = await busyPorts({ ports: planPorts(port), listenHost: "127.0.0.1" });
      if (busy.length > 0) continue;
      const config = newConfig(folder, { port });
      await writeConfig(paths, config);
      return new TestInstallation(paths, config, new Reporter({ write: () => undefined }));
    }
    throw new Error("There are no free ports");
  }

  /** Starts it; ends what a killed command has left behind. */
  async start(): Promise<void> {
    const { paths, config, reporter } = this;
    await clearLeftovers(paths, reporter);
    const supervisor = new Supervisor({
      logs: paths.logs,
      runFile: paths.processes,
      url: config.publicUrl,
      reporter,
    });
    this.supervisor = supervisor;
    await supervisor.start(postgresPart(paths, config));
    await writeSynapseFiles(paths, config);
    // A new database is rebuilt in the background: without the pauses that spare those who work.
    const quick = "background_updates: { sleep_enabled: false }\n";
    await appendFile(synapseFiles(paths).homeserver, quick);
    const appservice = appservicePart(paths, config);
    if (appservice === undefined) throw new Error("The appservice is not built");
    await Promise.all([supervisor.start(synapsePart(paths, config)), supervisor.start(appservice)]);
  }

  async stop(): Promise<void> {
    await this.supervisor?.stop();
    this.supervisor = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await clearLeftovers(this.paths, this.reporter);
    await rm(this.paths.data, { recursive: true, force: true });
  }

  /** Waits until the homeserver has finished what it does with a new database. */
  async settled(): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const found = await this.databases(({ homeserver }) =>
        homeserver.query("SELECT count(*)::int AS number FROM background_updates"),
      );
      if (waitingSchema.parse(found.rows)[0]?.number === 0) return;
      if (Date.now() > deadline) throw new Error("The homeserver is still rebuilding its database");
      await wait(200);
    }
  }

  /** With PostgreSQL alone, or beside what runs. */
  databases<T>(work: (databases: Databases) => Promise<T>): Promise<T> {
    if (this.supervisor === undefined) {
      return withDatabases(this.paths, this.config, this.reporter, work);
    }
    return this.beside(work);
  }

  /** `./plenum migrate accounts-offline` as a process of its own. */
  command(wave: string, ...options: readonly string[]): Running {
    const launcher = join(ROOT, "apps/cli/bootstrap/bootstrap.mjs");
    const words = ["migrate", "accounts-offline", wave, "--data", this.paths.data, ...options];
    const child = spawn(process.execPath, [launcher, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    const end = new Promise<{ code: number | null; output: string }>((settle) => {
      child.once("close", (code) => settle({ code, output }));
    });
    return { child, end };
  }

  /** Waits until a statement of a command hangs in a trigger of the test. */
  async hangs({ child, end }: Running): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while ((await this.hanging()) === 0) {
      if (Date.now() > deadline) throw new Error("The command does not come to that point");
      if (child.exitCode !== null) throw new Error((await end).output);
      await wait(50);
    }
  }

  /** Ends a command as soon as it hangs. */
  async endHanging(running: Running, signal: "SIGINT" | "SIGKILL"): Promise<void> {
    const { child } = running;
    await this.hangs(running);
    const gone = new Promise((settle) => child.once("exit", settle));
    child.kill(signal);
    await gone;
  }

  /** With a PostgreSQL that is there without any launcher, as where it runs on another machine. */
  databaseElsewhere<T>(work: () => Promise<T>): Promise<T> {
    return withDatabases(this.paths, this.config, this.reporter, async (databases) => {
      await rm(this.paths.processes);
      await Promise.all(Object.values(databases).map((client: Client) => client.end()));
      return work();
    });
  }

  /** Starts the homeserver beside everything else, and waits until it answers. @returns stops it */
  async startHomeserver(): Promise<() => Promise<void>> {
    const supervisor = new Supervisor({
      logs: this.paths.logs,
      runFile: join(this.paths.run, "homeserver.json"),
      url: this.config.publicUrl,
      reporter: this.reporter,
    });
    await supervisor.start(synapsePart(this.paths, this.config));
    return () => supervisor.stop();
  }

  /** The homeserver as its administrator. */
  async admin(): Promise<MatrixApi> {
    const { url, registrationSharedSecret } = this.config.synapse;
    this.adminToken ??= await new MatrixApi(url).registerAdmin(
      registrationSharedSecret,
      "tester",
      "Tester",
      this.password,
    );
    return new MatrixApi(url, this.adminToken);
  }

  /** The homeserver as somebody without a password. */
  async as(userId: string): Promise<MatrixApi> {
    const path = `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/login`;
    const token = z.object({ access_token: z.string() });
    const admin = await this.admin();
    const answer = await admin.call({ method: "POST", path, body: {} }, token);
    return new MatrixApi(this.config.synapse.url, answer.access_token);
  }

  /** The appservice's API of the migration. @param path below `/api/v1/` */
  async ask<T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    answer: z.ZodType<T>,
    body?: object,
  ): Promise<T> {
    const { url, sessionSecret } = this.config.appservice;
    const response = await fetch(new URL(`/api/v1/${path}`, url), {
      method,
      headers: {
        authorization: `Bearer ${installationToken(sessionSecret, Date.now())}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return answer.parse(JSON.parse(text));
  }

  private async beside<T>(work: (databases: Databases) => Promise<T>): Promise<T> {
    const { synapseDatabase, appserviceDatabase } = this.config.postgres;
    const names = [synapseDatabase, appserviceDatabase, appserviceDatabase];
    const [homeserver, ledger, guard] = names.map((name) => this.client(name));
    if (!homeserver || !ledger || !guard) throw new Error("There are three connections");
    const clients = [homeserver, ledger, guard];
    try {
      await Promise.all(clients.map((client) => client.connect()));
      return await work({ homeserver, ledger, guard });
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }

  private async hanging(): Promise<number> {
    // Not one of the two databases: the command would see somebody there.
    const client = this.client("postgres");
    try {
      await client.connect();
      const found = await client.query(
        "SELECT count(*)::int AS number FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
      );
      return waitingSchema.parse(found.rows)[0]?.number ?? 0;
    } catch {
      return 0;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private client(database: string): Client {
    const client = new Client({
      host: this.config.postgres.host,
      port: this.config.ports.postgres,
      user: this.config.postgres.user,
      password: this.config.postgres.password,
      database,
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => undefined);
    return client;
  }
}
