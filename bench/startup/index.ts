import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { processTree, proportionalMemory } from "../../apps/cli/src/supervisor/process-memory.ts";
import { readRunFile, runFileSchema } from "../../apps/cli/src/supervisor/run-file.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";

const PORT = 8290;
/** Seconds of a second start, everything together. */
const AIM_SECOND_START = 15;
/** Megabytes of all processes at rest. */
const AIM_MEMORY = 1000;
const SECOND_STARTS = 3;
/** Milliseconds after which a freshly started installation counts as at rest. */
const REST = 20_000;

interface Start {
  readonly wallSeconds: number;
  readonly steps: Readonly<Record<string, number>>;
  readonly memory: ReadonlyMap<string, number>;
}

async function waitUntilReady(runFile: string, signal: AbortSignal): Promise<void> {
  while (!(await readRunFile(runFile))?.ready) {
    signal.throwIfAborted();
    await pause(50);
  }
}

async function memoryByPart(runFile: string): Promise<Map<string, number>> {
  const file = runFileSchema.parse(JSON.parse(await readFile(runFile, "utf8")));
  const result = new Map<string, number>();
  for (const part of file.parts) {
    if (!part.identity) continue;
    const pids = await processTree(part.identity.pid);
    result.set(part.title, (await proportionalMemory(pids)) / 1e6);
  }
  result.set("Launcher", (await proportionalMemory([file.supervisor.pid])) / 1e6);
  return result;
}

/** Starts an installation as a person does, waits until it is ready, rests, stops it. */
async function startOnce(context: BenchContext, data: string, rest: number): Promise<Start> {
  const runFile = join(data, "run", "processes.json");
  const begin = performance.now();
  const child = spawn(
    join(context.root, "plenum"),
    ["up", "--data", data, "--port", String(PORT)],
    {
      cwd: context.root,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const exited = new AbortController();
  child.once("exit", () => exited.abort(new Error("./plenum up ended before it was ready.")));
  try {
    await waitUntilReady(runFile, exited.signal);
    const wallSeconds = (performance.now() - begin) / 1000;
    const startup = JSON.parse(await readFile(join(data, "run", "startup.json"), "utf8")) as {
      steps: Record<string, number>;
    };
    if (rest > 0) await pause(rest);
    return { wallSeconds, steps: startup.steps, memory: await memoryByPart(runFile) };
  } finally {
    const gone = new Promise((settle) => child.once("exit", settle));
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
  }
}

function figure(name: string, values: readonly number[], unit: string, atMost?: number): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    bench: "startup",
    figure: name,
    value: sorted[Math.floor(sorted.length / 2)] ?? 0,
    unit,
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0],
    n: values.length,
  };
}

/** What installing took when it was last done; undefined if this clone never recorded it. */
async function recordedSeconds(file: string): Promise<number | undefined> {
  if (!existsSync(file)) return undefined;
  return (JSON.parse(await readFile(file, "utf8")) as { seconds: number }).seconds;
}

/** First start on an empty data folder, later starts, memory of each process at rest. */
export const startupBench: Bench = {
  name: "startup",
  describe:
    "./plenum up: first start (packages already installed), second start, by part; memory at rest",
  async run(context) {
    const data = join(context.root, ".plenum", "bench");
    await rm(data, { recursive: true, force: true });
    const figures: Figure[] = [];
    for (const [name, file] of [
      ["npm packages, as last installed", "npm-install.json"],
      ["Python packages, as last installed", "python-install.json"],
    ] as const) {
      const seconds = await recordedSeconds(join(context.root, ".plenum", "cache", file));
      if (seconds !== undefined) figures.push(figure(name, [seconds], "s"));
    }
    context.log("startup: first start on an empty data folder, with the demo agency");
    const first = await startOnce(context, data, 0);
    figures.push(figure("first start, everything", [first.wallSeconds], "s"));
    for (const [step, seconds] of Object.entries(first.steps)) {
      figures.push(figure(`first start: ${step}`, [seconds], "s"));
    }
    const later: Start[] = [];
    for (let index = 0; index < SECOND_STARTS; index += 1) {
      context.log(`startup: second start, ${index + 1} of ${SECOND_STARTS}`);
      later.push(await startOnce(context, data, index === SECOND_STARTS - 1 ? REST : 0));
    }
    const walls = later.map((start) => start.wallSeconds);
    figures.push(figure("second start, everything", walls, "s", AIM_SECOND_START));
    for (const step of Object.keys(later[0]?.steps ?? {})) {
      const values = later.map((start) => start.steps[step] ?? 0);
      figures.push(figure(`second start: ${step}`, values, "s"));
    }
    const rested = later.at(-1)?.memory ?? new Map<string, number>();
    for (const [part, megabytes] of rested)
      figures.push(figure(`memory: ${part}`, [megabytes], "MB"));
    const all = [...rested.values()].reduce((sum, value) => sum + value, 0);
    figures.push(figure("memory: all together (PSS)", [all], "MB", AIM_MEMORY));
    await rm(data, { recursive: true, force: true });
    return figures;
  },
};
