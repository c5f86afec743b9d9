import { createSocket } from "node:dgram";
import { setTimeout as pause } from "node:timers/promises";
import type {
  MediaCommand,
  MediaEvent,
  MediaStats,
} from "../../apps/conference-server/src/media/protocol.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import type { EndpointsCommand, EndpointsEvent, Reception } from "./messages.ts";
import { Talker } from "./processes.ts";

const RECEIVERS = 20;
const PACKET_BYTES = 1200;
const RATES_MBIT = [2.5, 10] as const;
const RUNS = 3;
const WARM_UP_MS = 4000;
const MEASURE_MS = 8000;
const SSRC = 4_000_001;
/** Packets out per CPU-second of the whole process, bandwidth estimation on. */
const AIM_PER_CPU_SECOND = 60_000;
const CONFERENCE = "bench";
const ENDPOINTS = "bench/router/endpoints.ts";

type Router = Talker<MediaCommand, MediaEvent>;
type Endpoints = Talker<EndpointsCommand, EndpointsEvent>;

interface Run {
  readonly perCpuSecond: number;
  readonly cpuPercent: number;
  readonly p50: number;
  readonly p99: number;
  readonly lossPercent: number;
  readonly memoryMb: number;
}

/**
 * One sender and twenty receivers through the real media child: packets per CPU-second, added
 * latency, loss, memory. The endpoints are real peers in processes of their own.
 */
export const routerBench: Bench = {
  name: "router",
  describe:
    "Media router: one sender to 20 receivers at 2.5 and 10 Mbit/s, CPU, latency, loss, memory",
  async run(context) {
    const figures: Figure[] = [];
    for (const rate of RATES_MBIT) {
      const runs: Run[] = [];
      for (let index = 0; index < RUNS; index += 1) {
        context.log(
          `router: ${rate} Mbit/s to ${RECEIVERS} receivers, run ${index + 1} of ${RUNS}`,
        );
        runs.push(await measure(context, rate));
      }
      figures.push(...toFigures(rate, runs));
    }
    return figures;
  },
};

async function measure(context: BenchContext, mbit: number): Promise<Run> {
  const port = await freeUdpPort();
  const { root } = context;
  const router: Router = new Talker(root, "apps/conference-server/src/media/child.ts", [
    JSON.stringify({ port, listenAddress: "127.0.0.1", announcedAddresses: ["127.0.0.1"] }),
  ]);
  const ready = router.next((event) => event.type === "ready");
  const sender: Endpoints = new Talker(root, ENDPOINTS);
  const receivers: Endpoints = new Talker(root, ENDPOINTS);
  try {
    await ready;
    await connect(router, sender, ["sender"]);
    await connect(
      router,
      receivers,
      Array.from({ length: RECEIVERS }, (_, index) => `receiver${index}`),
    );
    sender.send({
      type: "send",
      endpoint: "sender",
      ssrc: SSRC,
      bitsPerSecond: mbit * 1e6,
      packetBytes: PACKET_BYTES,
    });
    await pause(WARM_UP_MS);
    const before = await stats(router);
    receivers.send({ type: "startMeasuring" });
    const startedAt = performance.now();
    await pause(MEASURE_MS);
    const after = await stats(router);
    const seconds = (performance.now() - startedAt) / 1000;
    const measured = receivers.next((event) => event.type === "measured");
    receivers.send({ type: "stopMeasuring" });
    return evaluate(before, after, seconds, (await measured).reception);
  } finally {
    await Promise.all([router.end(), sender.end(), receivers.end()]);
  }
}

async function connect(
  router: Router,
  process: Endpoints,
  names: readonly string[],
): Promise<void> {
  const prepared = names.map((endpoint) =>
    process.next(
      (event): event is Extract<EndpointsEvent, { type: "prepared" }> =>
        event.type === "prepared" && event.endpoint === endpoint,
    ),
  );
  process.send({ type: "prepare", endpoints: names });
  for (const [requestId, { endpoint, remote }] of (await Promise.all(prepared)).entries()) {
    const allocated = router.next((event) => event.type === "allocated");
    router.send({ type: "allocate", requestId, conference: CONFERENCE, endpoint });
    const { transport } = await allocated;
    const connected = router.next((event) => event.type === "connected");
    router.send({
      type: "accept",
      conference: CONFERENCE,
      endpoint,
      remote,
      sources: endpoint === "sender" ? [SOURCE] : [],
    });
    process.send({ type: "connect", endpoint, transport });
    await connected;
  }
}

const SOURCE = {
  name: "sender-v0",
  kind: "video",
  ssrcs: [SSRC],
  rtx: { [SSRC]: SSRC + 1 },
  videoType: "camera",
  muted: false,
} as const;

async function stats(router: Router): Promise<MediaStats> {
  const answer = router.next((event) => event.type === "stats");
  router.send({ type: "stats", requestId: 0 });
  return (await answer).stats;
}

function evaluate(
  before: MediaStats,
  after: MediaStats,
  seconds: number,
  reception: Reception,
): Run {
  const cpu = after.cpuSeconds - before.cpuSeconds;
  const latencies = reception.latencies.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return {
    perCpuSecond: (after.packetsOut - before.packetsOut) / cpu,
    cpuPercent: (cpu / seconds) * 100,
    p50: at(0.5),
    p99: at(0.99),
    lossPercent: (reception.lost / Math.max(1, reception.lost + reception.packets)) * 100,
    memoryMb: after.rssBytes / 1e6,
  };
}

function toFigures(rate: number, runs: readonly Run[]): Figure[] {
  const figure = (
    name: string,
    unit: string,
    pick: (run: Run) => number,
    aim?: Figure["aim"],
  ): Figure => {
    const values = runs.map(pick).toSorted((left, right) => left - right);
    return {
      bench: "router",
      figure: `${rate} Mbit/s × ${RECEIVERS}: ${name}`,
      value: values[Math.floor(values.length / 2)] ?? Number.NaN,
      unit,
      ...(aim === undefined ? {} : { aim }),
      spread: [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN],
      n: values.length,
    };
  };
  return [
    figure("packets out per CPU-second", "1/s", (run) => run.perCpuSecond, {
      atLeast: AIM_PER_CPU_SECOND,
    }),
    figure("CPU of one core", "%", (run) => run.cpuPercent),
    figure("latency, median", "ms", (run) => run.p50),
    figure("latency, 99th percentile", "ms", (run) => run.p99),
    figure("loss", "%", (run) => run.lossPercent),
    figure("memory", "MB", (run) => run.memoryMb),
  ];
}

/** A UDP port that is free just now. */
function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
