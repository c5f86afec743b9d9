import { setTimeout as pause } from "node:timers/promises";
import type { MediaStats, Source } from "../../apps/conference-server/src/media/protocol.ts";
import { Installation, type Joining } from "./installation.ts";
import type { ReceptionTotals, SentStream, SpokenInTurns } from "./messages.ts";
import type { Scenario } from "./scenarios.ts";

const WARM_UP_MS = 8000;
const MEASURE_MS = 6000;
const SPEAKS = 30;
const HISSES = 65;
/** Those who really speak; further open microphones only hiss. */
const SPEAKERS = 2;

/**
 * Receivers that one process can be without being late itself; where there are more, a few of them are
 * looked at in a process of their own, and the crowd only receives.
 */
const MOST_LOOKED_AT = 60;
const LOOKED_AT_OF_CROWD = 6;

/** What one run of a scenario came to. */
export interface Run {
  readonly perCpuSecond: number;
  readonly perSecond: number;
  readonly cpuPercent: number;
  readonly p50: number;
  readonly p99: number;
  readonly lossPercent: number;
  readonly memoryMb: number;
  readonly perEndpointKb: number;
  /** Milliseconds from asking for a transport to the connection, of each, sorted. */
  readonly joins: readonly number[];
}

interface Person extends Joining {
  readonly streams: readonly SentStream[];
}

/** Plays a scenario once. @param root absolute path of the project */
export async function play(root: string, scenario: Scenario): Promise<Run> {
  const people = Array.from({ length: scenario.conferences }, (_, conference) =>
    Array.from({ length: scenario.people }, (__, index) => personOf(scenario, conference, index)),
  ).flat();
  const senders = people.filter(({ streams }) => streams.length > 0);
  const receivers = people.filter(({ streams }) => streams.length === 0);
  const installation = await Installation.start(root);
  try {
    const empty = await installation.stats();
    const sending = installation.endpoints();
    const receiving = installation.endpoints();
    const isCrowd = receivers.length > MOST_LOOKED_AT;
    const lookedAt = isCrowd ? receivers.slice(0, LOOKED_AT_OF_CROWD) : receivers;
    const crowd = isCrowd ? receivers.slice(LOOKED_AT_OF_CROWD) : [];
    const joins = [
      ...(await installation.join(sending, senders)),
      ...(await installation.join(receiving, lookedAt)),
      ...(isCrowd ? await installation.join(installation.endpoints(), crowd) : []),
    ];
    for (const person of people) ask(installation, scenario, person);
    for (const { endpoint, streams } of senders) sending.send({ type: "send", endpoint, streams });
    await pause(WARM_UP_MS);
    const processes = receivers.length > 0 ? [receiving] : [sending];
    const before = await installation.stats();
    const startedAt = performance.now();
    for (const process of processes) process.send({ type: "startMeasuring" });
    await pause(MEASURE_MS);
    const after = await installation.stats();
    const seconds = (performance.now() - startedAt) / 1000;
    const measured = processes.map((process) => process.next((event) => event.type === "measured"));
    for (const process of processes) process.send({ type: "stopMeasuring" });
    const receptions = (await Promise.all(measured)).map(({ reception }) => reception);
    return {
      ...evaluate(empty, before, after, seconds, receptions),
      joins: joins.toSorted((left, right) => left - right),
    };
  } finally {
    await installation.end();
  }
}

function personOf(scenario: Scenario, conference: number, index: number): Person {
  const endpoint = `c${conference}e${index}`;
  const first = 10_000_000 + conference * 1_000_000 + index * 100;
  const sources: Source[] = [];
  const streams: SentStream[] = [];
  if (index < scenario.cameras) {
    const ssrcs = scenario.layers.map((_, layer) => first + layer * 2);
    sources.push({
      name: `${endpoint}-v0`,
      kind: "video",
      ssrcs,
      rtx: Object.fromEntries(ssrcs.map((ssrc) => [ssrc, ssrc + 1])),
      videoType: "camera",
      muted: false,
    });
    for (const [layer, { bitsPerSecond, height }] of scenario.layers.entries())
      streams.push({ kind: "video", ssrc: first + layer * 2, bitsPerSecond, height });
  }
  if (index < scenario.voices) {
    const ssrc = first + 50;
    const level = levelOf(scenario, index);
    sources.push({
      name: `${endpoint}-a0`,
      kind: "audio",
      ssrcs: [ssrc],
      rtx: {},
      videoType: "none",
      muted: false,
    });
    streams.push({ kind: "audio", ssrc, level });
  }
  return { conference: `c${conference}`, endpoint, sources, streams };
}

function levelOf(scenario: Scenario, index: number): number | SpokenInTurns {
  const { voices, turnSeconds } = scenario;
  if (turnSeconds === undefined) return index < SPEAKERS ? SPEAKS : HISSES;
  return { speaking: SPEAKS, waiting: HISSES, place: index, people: voices, turnSeconds };
}

function ask({ router }: Installation, { wants }: Scenario, person: Person): void {
  const { conference, endpoint } = person;
  const stage = `${conference}e0-v0`;
  router.send({ type: "bridgeChannel", conference, endpoint, open: true });
  router.send({
    type: "bridgeMessage",
    conference,
    endpoint,
    message: {
      colibriClass: "ReceiverVideoConstraints",
      lastN: wants.lastN,
      onStageSources: [stage],
      defaultConstraints: { maxHeight: wants.height },
      constraints: { [stage]: { maxHeight: wants.stage } },
    },
  });
}

function evaluate(
  empty: MediaStats,
  before: MediaStats,
  after: MediaStats,
  seconds: number,
  receptions: readonly ReceptionTotals[],
): Omit<Run, "joins"> {
  const cpu = after.cpuSeconds - before.cpuSeconds;
  const packetsOut = after.packetsOut - before.packetsOut;
  const latencies = receptions
    .flatMap((reception) => reception.latencies)
    .toSorted((left, right) => left - right);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  const lost = receptions.reduce((sum, reception) => sum + reception.lost, 0);
  const received = receptions.reduce((sum, reception) => sum + reception.packets, 0);
  return {
    perCpuSecond: packetsOut / cpu,
    perSecond: packetsOut / seconds,
    cpuPercent: (cpu / seconds) * 100,
    p50: at(0.5),
    p99: at(0.99),
    lossPercent: (lost / Math.max(1, lost + received)) * 100,
    memoryMb: after.rssBytes / 1e6,
    perEndpointKb: (after.rssBytes - empty.rssBytes) / 1000 / Math.max(1, after.endpoints),
  };
}
