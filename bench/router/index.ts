import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { comeAndGo } from "./coming-and-going.ts";
import { play, type Run } from "./forwarding.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";

const RUNS = 3;
/** So many times the packets per CPU-second of Jitsi's bridge are aimed at. */
const BETTER = 2.5;
const LATENCY_MS = 5;
const MEMORY_MB = 400;
const GROWTH_PERCENT = 5;

/**
 * The real media child with simulated endpoints, which are real peers in processes of their own:
 * packets per CPU-second, added latency, loss, memory; and memory over a thousand joins and leaves.
 */
export const routerBench: Bench = {
  name: "router",
  describe:
    "Media router: the situations of which figures of Jitsi's bridge are known, and a thousand joins",
  async run(context) {
    const figures: Figure[] = [];
    const parts = [...SCENARIOS.map((it) => () => measure(context, it)), () => growth(context)];
    for (const part of parts)
      try {
        figures.push(...(await part()));
      } catch (error) {
        // A machine that is too busy for one situation still measures the others.
        context.log(`router: ${error instanceof Error ? error.message : String(error)}`);
      }
    return figures;
  },
};

async function measure({ root, log }: BenchContext, scenario: Scenario): Promise<Figure[]> {
  const runs: Run[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    log(`router: ${scenario.name}, run ${index + 1} of ${RUNS}`);
    runs.push(await play(root, scenario));
  }
  const figure = (
    name: string,
    unit: string,
    pick: (run: Run) => number,
    aim?: Figure["aim"],
  ): Figure => {
    const values = runs.map(pick).toSorted((left, right) => left - right);
    return {
      bench: "router",
      figure: `${scenario.name}: ${name}`,
      value: values[Math.floor(values.length / 2)] ?? Number.NaN,
      unit,
      ...(aim === undefined ? {} : { aim }),
      spread: [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN],
      n: values.length,
    };
  };
  const { jitsi } = scenario;
  return [
    figure(
      "packets out per CPU-second",
      "1/s",
      (run) => run.perCpuSecond,
      jitsi === undefined ? undefined : { atLeast: BETTER * jitsi },
    ),
    figure("packets out", "1/s", (run) => run.perSecond),
    figure("CPU of one core", "%", (run) => run.cpuPercent),
    figure("latency, median", "ms", (run) => run.p50, { atMost: LATENCY_MS }),
    figure("latency, 99th percentile", "ms", (run) => run.p99),
    figure("loss", "%", (run) => run.lossPercent),
    figure("memory", "MB", (run) => run.memoryMb, { atMost: MEMORY_MB }),
    figure("memory per endpoint", "kB", (run) => run.perEndpointKb),
  ];
}

async function growth({ root, log }: BenchContext): Promise<Figure[]> {
  const { before, after } = await comeAndGo(root, log);
  const value = ((after - before) / before) * 100;
  return [
    {
      bench: "router",
      figure: "1,000 joins and leaves: growth of memory",
      value,
      unit: "%",
      aim: { atMost: GROWTH_PERCENT },
      spread: [value, value],
      n: 1,
    },
  ];
}
