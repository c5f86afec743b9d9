import { join, resolve } from "node:path";

/** Where an installation keeps what. `shared` things belong to the project folder, not to one instance. */
export interface Paths {
  /** Project folder. */
  readonly root: string;
  readonly venv: string;
  readonly cache: string;
  readonly sharedLogs: string;
  /** Folder of this instance. */
  readonly data: string;
  readonly config: string;
  readonly logs: string;
  readonly run: string;
  readonly processes: string;
  readonly startup: string;
  readonly demo: string;
  readonly seed: string;
  readonly postgres: string;
  readonly synapse: string;
  readonly tls: string;
}

/** @param data folder of the instance; relative ones count from the project folder */
export function pathsOf(root: string, data = ".plenum"): Paths {
  const shared = join(root, ".plenum");
  const folder = resolve(root, data);
  return {
    root,
    venv: join(shared, "venv"),
    cache: join(shared, "cache"),
    sharedLogs: join(shared, "logs"),
    data: folder,
    config: join(folder, "config.json"),
    logs: join(folder, "logs"),
    run: join(folder, "run"),
    processes: join(folder, "run", "processes.json"),
    startup: join(folder, "run", "startup.json"),
    demo: join(folder, "demo.json"),
    seed: join(folder, "run", "seed.json"),
    postgres: join(folder, "postgres"),
    synapse: join(folder, "synapse"),
    tls: join(folder, "tls"),
  };
}

/** What `reset` removes: everything of the instance, nothing that instances share. */
export function instanceEntries(paths: Paths): string[] {
  return [
    paths.config,
    paths.demo,
    paths.logs,
    paths.run,
    paths.postgres,
    paths.synapse,
    paths.tls,
    join(paths.data, "appservice"),
    join(paths.data, "conference"),
  ];
}
