import { durations } from "../src/durations.ts";
import type { BenchContext, Figure } from "../src/figure.ts";
import { at } from "./at.ts";
import { play, type Run } from "../router/forwarding.ts";
import { type Scenario, SIMULCAST } from "../router/scenarios.ts";

const RUNS = 3;
const SMALL = { lastN: 9, height: 180, stage: 180 };
const LARGE: Scenario = {
  name: "200 with media: 3 cameras of 3 layers, 10 voices in turns",
  conferences: 1,
  people: 200,
  cameras: 3,
  layers: SIMULCAST,
  voices: 10,
  turnSeconds: 2,
  wants: SMALL,
};
const MANY: Scenario = {
  name: "20 conferences of 15: 3 cameras of 3 layers, 3 voices in turns",
  conferences: 20,
  people: 15,
  cameras: 3,
  layers: SIMULCAST,
  voices: 3,
  turnSeconds: 2,
  wants: SMALL,
};
/** People of one conference, until one of the sizes is too much. */
const SIZES = [100, 200, 300, 400, 500];
/** What nobody would call undisturbed any more. */
const TOO_MUCH = { lossPercent: 1, p99: 100 };

/** Conferences with media, from simulated endpoints over loopback, and where the machine is full. */
export async function measureMedia(context: BenchContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of [LARGE, MANY]) figures.push(...(await measure(context, scenario)));
  figures.push(...(await saturate(context)));
  return figures;
}

async function measure({ root, log }: BenchContext, scenario: Scenario): Promise<Figure[]> {
  const runs: Run[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    log(`conference: ${scenario.name}, run ${index + 1} of ${RUNS}`);
    runs.push(await play(root, scenario));
  }
  const figure = (what: string, unit: string, pick: (run: Run) => number): Figure =>
    durations("conference", `${scenario.name}: ${what}`, runs.map(pick), undefined, unit);
  return [
    figure("packets out", "1/s", (run) => run.perSecond),
    figure("router’s CPU of one core", "%", (run) => run.cpuPercent),
    figure("loss", "%", (run) => run.lossPercent),
    figure("latency, median", "ms", (run) => run.p50),
    figure("latency, 99th percentile", "ms", (run) => run.p99),
    figure("memory", "MB", (run) => run.memoryMb),
    figure("media connected, median", "ms", ({ joins }) => at(joins, 0.5)),
    figure("media connected, 95th percentile", "ms", ({ joins }) => at(joins, 0.95)),
  ];
}

/** The largest conference that still runs undisturbed, and what the router sends then. */
async function saturate({ root, log }: BenchContext): Promise<Figure[]> {
  let fits: { readonly people: number; readonly run: Run } | undefined;
  for (const people of SIZES) {
    const run = await play(root, { ...LARGE, people }).catch((error: unknown) => {
      log(`conference: ${people} people: ${error instanceof Error ? error.message : "failed"}`);
    });
    if (!run) break;
    log(
      `conference: ${people} people: ${Math.round(run.perSecond)} packets/s, loss ` +
        `${run.lossPercent.toFixed(2)} %, 99th percentile ${run.p99.toFixed(1)} ms`,
    );
    if (run.lossPercent > TOO_MUCH.lossPercent || run.p99 > TOO_MUCH.p99) break;
    fits = { people, run };
  }
  return [
    one("most people of one conference below 1 % loss and 100 ms", "", fits?.people ?? Number.NaN),
    one("packets out then", "1/s", fits?.run.perSecond ?? Number.NaN),
    one("router’s CPU of one core then", "%", fits?.run.cpuPercent ?? Number.NaN),
  ];
}

function one(figure: string, unit: string, value: number): Figure {
  return durations("conference", `saturation: ${figure}`, [value], undefined, unit);
}
