import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BUILT_IN_TEMPLATES, type InstallationConfig } from "@plenum/model";
import { createRoomBody } from "../../apps/appservice/src/conferences/room-plan.ts";
import { kilobytesOf } from "../../apps/cli/src/supervisor/process-memory.ts";
import { readRunFile } from "../../apps/cli/src/supervisor/run-file.ts";
import { createAccount } from "../src/accounts.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { apiRooms, bareRooms, openApi, type Api } from "./rooms.ts";
import { fillWith } from "./rows.ts";
import { transactionsPerSecond } from "./transactions.ts";

/** Rooms on each side; fewer for a quick run. */
const ROOMS = Number(process.env["PLENUM_BENCH_ROOMS"] ?? 750);
/** Rooms made in one go, before it is the other side's turn. */
const TURN = 75;
/** The first rooms fill caches; they are made, but not counted. */
const WARM_UP = 10;
/** Time through the API by the homeserver's own. */
const AIM = 1.1;
const ROWS = 10_000;
const TRANSACTION_RUNS = 5;
const MEGABYTE = 1024;

/** What the making of rooms costs beside what the homeserver itself takes for it. */
export const provisionBench: Bench = {
  name: "provision",
  describe:
    "Rooms: through the API beside bare createRoom calls with the same state; transactions, memory",
  run: (context) => withInstallation(context, (config) => measure(config, context)),
};

async function measure(config: InstallationConfig, context: BenchContext): Promise<Figure[]> {
  const { log } = context;
  const account = await createAccount(config, "Anna Messung", true);
  const api = await openApi(config, account);
  const plan = {
    title: "Messung",
    template: "meeting",
    settings: BUILT_IN_TEMPLATES.meeting,
  } as const;
  const bare = (count: number): Promise<number> =>
    bareRooms(config, count, plan, () =>
      createRoomBody(plan, account.userId, `bench-${randomUUID()}`),
    );
  await apiRooms(api, WARM_UP);
  await bare(WARM_UP);
  const turns: { readonly api: number; readonly bare: number; readonly count: number }[] = [];
  for (let made = 0; made < ROOMS; made += TURN) {
    const count = Math.min(TURN, ROOMS - made);
    // By turns, so that a machine that gets slower is slower for both.
    const first = turns.length % 2 === 0;
    const before = first ? await apiRooms(api, count) : await bare(count);
    const after = first ? await bare(count) : await apiRooms(api, count);
    const turn = { api: first ? before : after, bare: first ? after : before, count };
    turns.push(turn);
    log(
      `provision: ${made + count} rooms, the last ${count} through the API in ` +
        `${Math.round(turn.api)} ms, bare in ${Math.round(turn.bare)} ms`,
    );
  }
  const sum = (side: "api" | "bare"): number =>
    turns.reduce((total, turn) => total + turn[side], 0);
  const ratios = turns.map((turn) => turn.api / turn.bare);
  return [
    {
      bench: "provision",
      figure: `${ROOMS} rooms through the API, by ${ROOMS} bare calls`,
      value: Math.round((sum("api") / sum("bare")) * 1000) / 1000,
      unit: "×",
      aim: { atMost: AIM },
      spread: [Math.min(...ratios), Math.max(...ratios)],
      n: turns.length,
    },
    durations(
      "provision",
      "one room through the API",
      turns.map((turn) => turn.api / turn.count),
    ),
    durations(
      "provision",
      "one room, bare createRoom",
      turns.map((turn) => turn.bare / turn.count),
    ),
    ...(await transactions(config, context)),
    ...(await memory(config, context, api, account.userId)),
  ];
}

async function transactions(config: InstallationConfig, { log }: BenchContext): Promise<Figure[]> {
  const runs: number[] = [];
  for (let run = 0; run <= TRANSACTION_RUNS; run += 1) {
    const rate = await transactionsPerSecond(config);
    log(`provision: ${Math.round(rate)} transactions per second`);
    if (run > 0) runs.push(rate);
  }
  const name = "transactions of 10 events, one after the other";
  return [durations("provision", name, runs, undefined, "per s")];
}

/** Resident memory of the appservice, in megabytes. */
async function residentMemory(config: InstallationConfig): Promise<number> {
  const run = await readRunFile(join(config.dataDir, "run", "processes.json"));
  const pid = run?.parts.find(({ name }) => name === "appservice")?.identity?.pid;
  if (pid === undefined) throw new Error("the appservice does not run");
  return kilobytesOf(await readFile(`/proc/${pid}/status`, "utf8"), "VmRSS") / MEGABYTE;
}

function memoryFigure(name: string, megabytes: number): Figure {
  return durations("provision", name, [megabytes], undefined, "MB");
}

async function memory(
  config: InstallationConfig,
  { log }: BenchContext,
  api: Api,
  owner: string,
): Promise<Figure[]> {
  const before = await residentMemory(config);
  log(`provision: ${Math.round(before)} MB; writing ${ROWS} rooms into the database directly`);
  const clear = await fillWith(config, ROWS, owner);
  try {
    const seen = await api.readAllRooms();
    if (seen < ROWS) throw new Error(`only ${seen} rooms are listed`);
    // Made among all of these: whatever grows with the number of rooms has grown.
    await apiRooms(api, WARM_UP);
    const after = await residentMemory(config);
    return [
      memoryFigure("memory of the appservice", before),
      memoryFigure(`memory of the appservice with ${ROWS} rooms, rows written directly`, after),
    ];
  } finally {
    await clear();
  }
}
