import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InstallationConfig } from "@plenum/model";
import { buildAll } from "../build/build-all.ts";
import { writeAtomically } from "../installation/files.ts";
import type { Paths } from "../installation/paths.ts";
import { busyPorts, busySentence } from "../installation/ports.ts";
import {
  type InstallationWishes,
  moveConfig,
  newConfig,
  readConfig,
  writeConfig,
} from "../installation/config.ts";
import { selfMadeTls } from "../installation/tls.ts";
import { withLock } from "../installation/lock.ts";
import { postgresPart } from "../parts/postgres.ts";
import { appservicePart, conferencePart, originPart } from "../parts/services.ts";
import { synapsePart } from "../parts/synapse.ts";
import { turnPart } from "../parts/turn.ts";
import { writeSynapseFiles } from "../parts/synapse-files.ts";
import { ensureVenv } from "../python/venv.ts";
import { fillDemoAgency, importTokenIfNeeded } from "../seed/demo-agency.ts";
import { isRunning } from "../supervisor/process-identity.ts";
import { leftovers, readRunFile, removeRunFile, stopProcesses } from "../supervisor/run-file.ts";
import { Supervisor } from "../supervisor/supervisor.ts";
import { type Reporter, secondsSince } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";

/** Seconds by part and by step of one start, kept in `<data>/run/startup.json`. */
export interface StartupTimes {
  readonly startedAt: string;
  readonly firstStart: boolean;
  readonly totalSeconds: number;
  readonly steps: Readonly<Record<string, number>>;
}

export interface Installation {
  readonly config: InstallationConfig;
  readonly supervisor: Supervisor;
  readonly times: StartupTimes;
  readonly firstStart: boolean;
}

/** The configuration of this start: made on the first one, moved if ports or host are to change. */
async function settleConfig(paths: Paths, wishes: InstallationWishes): Promise<InstallationConfig> {
  const existing = await readConfig(paths);
  let config = existing
    ? moveConfig({ ...existing, dataDir: paths.data }, wishes)
    : newConfig(paths.data, wishes);
  if (config.publicUrl.startsWith("https:") && !wishes.tls) {
    const ownFiles = config.tls?.certFile.startsWith(paths.tls) ?? true;
    const given =
      config.tls && !ownFiles && existsSync(config.tls.certFile) ? config.tls : undefined;
    config = {
      ...config,
      tls: given ?? (await selfMadeTls(paths, new URL(config.publicUrl).hostname)),
    };
  }
  if (JSON.stringify(existing) !== JSON.stringify(config)) await writeConfig(paths, config);
  return config;
}

/** Ends what a supervisor that was killed left behind. @throws Trouble if a supervisor still runs */
export async function clearLeftovers(paths: Paths, reporter: Reporter): Promise<void> {
  const file = await readRunFile(paths.processes);
  if (!file) return;
  if (isRunning(file.supervisor) && file.supervisor.pid !== process.pid) {
    throw new Trouble(`Plenum already runs here: ${file.url} (stop it with ./plenum down).`);
  }
  const remaining = leftovers(file);
  if (remaining.length > 0) {
    reporter.warn("An earlier ./plenum was killed; stopping what it left behind.");
    await stopProcesses(remaining);
  }
  await removeRunFile(paths.processes);
}

/**
 * Starts all parts and waits until each answers.
 * @param created is told the supervisor at once, so that it can be stopped half-started
 * @throws Trouble with one sentence that names the mend
 */
export async function startInstallation(
  paths: Paths,
  wishes: InstallationWishes,
  reporter: Reporter,
  options: {
    created: (supervisor: Supervisor) => void;
    /** Ends installing and building early. */
    signal: AbortSignal;
    /** Leave out what cannot be built. */
    partial?: boolean | undefined;
    /** Fill in the demo agency. */
    demo: boolean;
  },
): Promise<Installation> {
  const begin = performance.now();
  const steps: Record<string, number> = {};
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps[name] = secondsSince(start);
    return result;
  };

  await mkdir(paths.run, { recursive: true });
  await mkdir(paths.logs, { recursive: true });
  await clearLeftovers(paths, reporter);
  const config = await settleConfig(paths, wishes);
  const turn = turnPart(paths, config);
  const [busy] = await busyPorts(config);
  if (busy) throw new Trouble(busySentence(busy, config.ports.origin));

  const firstStart = !existsSync(join(paths.postgres, "plenum-initialised"));
  const supervisor = new Supervisor({
    logs: paths.logs,
    runFile: paths.processes,
    url: config.publicUrl,
    reporter,
  });
  options.created(supervisor);

  const importToken = options.demo ? await importTokenIfNeeded(paths) : undefined;
  const postgres = timed("postgres", supervisor.start(postgresPart(paths, config)));
  const venv = timed(
    "python",
    withLock(join(paths.cache, "venv.lock"), () =>
      ensureVenv(
        paths,
        () => reporter.begin("Installing Synapse into .plenum/venv (once, about a minute) …"),
        options.signal,
      ),
    ),
  );
  const builds = timed("build", buildAll(paths, reporter, options));

  const startSynapse = async (): Promise<void> => {
    await Promise.all([postgres, venv]);
    await writeSynapseFiles(paths, config, importToken);
    await timed("synapse", supervisor.start(synapsePart(paths, config)));
  };
  const startAppservice = async (): Promise<void> => {
    // It answers once it has reached the homeserver: no sense in starting it while that is installed.
    await Promise.all([postgres, builds, venv]);
    const part = appservicePart(paths, config);
    if (part) await timed("appservice", supervisor.start(part));
  };
  const startConference = async (): Promise<void> => {
    await builds;
    const part = conferencePart(paths, config);
    if (part) await timed("conference", supervisor.start(part));
  };
  const startOrigin = async (): Promise<void> => {
    await builds;
    const bundle = join(dirname(fileURLToPath(import.meta.url)), "origin.js");
    await timed("origin", supervisor.start(originPart(paths, config, bundle)));
  };
  const startTurn = async (): Promise<void> => {
    // PostgreSQL is to be the first that is started: it is stopped last.
    await postgres;
    if (turn) await timed("turn", supervisor.start(turn));
  };
  // The first problem is thrown at once; whatever else is under way is stopped by the caller.
  await Promise.all([
    startSynapse(),
    startAppservice(),
    startConference(),
    startOrigin(),
    startTurn(),
    venv,
    builds,
    postgres,
  ]);
  if (importToken) {
    await timed("demo", fillDemoAgency(paths, config, supervisor, importToken, reporter));
  }
  supervisor.markReady();

  const times: StartupTimes = {
    startedAt: new Date(Date.now() - (performance.now() - begin)).toISOString(),
    firstStart,
    totalSeconds: secondsSince(begin),
    steps,
  };
  await writeAtomically(paths.startup, JSON.stringify(times, null, 2));
  return { config, supervisor, times, firstStart };
}
