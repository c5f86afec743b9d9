import { durations } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { Talker } from "../router/processes.ts";
import { at } from "./at.ts";
import { fill, type CrowdResult } from "./crowd.ts";
import { measureMedia } from "./media.ts";
import type { ServerCommand, ServerEvent } from "./messages.ts";

const RUNS = 3;
const SCENARIOS = [
  { name: "lecture of 200", people: 200, lecture: true },
  { name: "meeting of 50", people: 50, lecture: false },
] as const;

/**
 * The real conference server, signalling and media, with XMPP clients that join without sending media.
 * Clients and server share the machine, so that times are those of a machine that is busy with both.
 */
export const conferenceBench: Bench = {
  name: "conference",
  describe:
    "Conference server: a lecture of 200 and a meeting of 50, joins, CPU and memory; " +
    "200 people and 20 meetings with media, and where it is full",
  async run(context) {
    const figures: Figure[] = [];
    for (const scenario of SCENARIOS) figures.push(...(await measure(context, scenario)));
    figures.push(...(await measureMedia(context)));
    return figures;
  },
};

async function measure(
  { root, log }: BenchContext,
  { name, people, lecture }: (typeof SCENARIOS)[number],
): Promise<Figure[]> {
  const runs: CrowdResult[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    log(`conference: ${name}, run ${index + 1} of ${RUNS}`);
    const server = new Talker<ServerCommand, ServerEvent>(root, "bench/conference/server.ts");
    try {
      const { url } = await server.next(
        (event): event is Extract<ServerEvent, { type: "ready" }> => event.type === "ready",
      );
      runs.push(await fill(server, url, { room: "bench", people, lecture }));
    } finally {
      await server.end();
    }
  }
  const figure = (what: string, unit: string, pick: (run: CrowdResult) => number): Figure =>
    durations("conference", `${name}: ${what}`, runs.map(pick), undefined, unit);
  return [
    figure("join, median", "ms", ({ joins }) => at(joins, 0.5)),
    figure("join, 95th percentile", "ms", ({ joins }) => at(joins, 0.95)),
    figure("signalling CPU for all joins", "s", ({ joinCpu }) => joinCpu),
    figure("signalling memory", "MB", ({ memoryMb }) => memoryMb),
    figure("memory that the people cost", "MB", ({ grownMb }) => grownMb),
    ...(lecture
      ? [figure("floor given until the last one sees it", "ms", (run) => run.floorMs ?? Number.NaN)]
      : []),
  ];
}
