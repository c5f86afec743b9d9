import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import type { Page } from "playwright-core";
import { type Account, createAccount, createSharedRoom } from "../src/accounts.ts";
import { joinCall, openRoom } from "../src/call-page.ts";
import { durations } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { type Line, type NetworkLab, withNetworkLab } from "../src/network-lab.ts";
import { withTwoSides } from "../src/two-sides.ts";
import { type Reception, receptionOf, watchReception } from "./reception.ts";

/** Others in the call. */
const PEOPLE = 2;
const RUNS = Number(process.env["PLENUM_BENCH_RUNS"] ?? 3);
/** Milliseconds of the first moments on a line, of its getting used to, and of what comes then. */
const FIRST = 5_000;
const SETTLE = 10_000;
const STEADY = 15_000;
/** Milliseconds on a good line before the next bad one. */
const RECOVER = 10_000;

const LINES: readonly (Line & { readonly name: string })[] = [
  { name: "good line" },
  { name: "5 % loss", loss: 0.05 },
  { name: "15 % loss", loss: 0.15 },
  { name: "1 Mbit/s down", downlink: 1_000 },
  { name: "300 kbit/s down", downlink: 300 },
  { name: "300 ms round trip", roundTrip: 300 },
];

/** What somebody hears and sees of two others on lines that are bad. */
export const networkBench: Bench = {
  name: "network",
  describe: "Call on bad lines: freezes, concealed sound, size of pictures (root, Linux)",
  run: (context) =>
    withNetworkLab(context, "network", (config, lab) => measure(context, config, lab)),
};

async function measure(
  context: BenchContext,
  config: InstallationConfig,
  lab: NetworkLab,
): Promise<Figure[]> {
  const accounts: readonly [Account, Account, Account] = [
    await createAccount(config, "Anna Messung"),
    await createAccount(config, "Ben Messung"),
    await createAccount(config, "Carla Messung"),
  ];
  const roomId = await createSharedRoom(config, accounts);
  return withTwoSides(lab, async (far, near) => {
    const [anna, ...others] = accounts;
    const page = await openRoom(far, config, anna, roomId, watchReception);
    await joinCall(page);
    for (const account of others) {
      await joinCall(await openRoom(near, config, account, roomId, watchReception));
    }
    await untilReceived(page, PEOPLE);
    const figures: Figure[] = [];
    for (const line of chosen()) figures.push(...(await measureLine(context, lab, page, line)));
    return figures;
  });
}

/** All lines, or those whose names hold a word of `PLENUM_BENCH_LINES`. */
function chosen(): typeof LINES {
  const words = (process.env["PLENUM_BENCH_LINES"] ?? "").split(",").filter(Boolean);
  if (words.length === 0) return LINES;
  return LINES.filter(({ name }) => words.some((word) => name.includes(word)));
}

async function untilReceived(page: Page, people: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { samples, heights } = await receptionOf(page);
    if (samples > 0 && heights.length === people) return;
    if (Date.now() > deadline) throw new Error("Not everybody's picture came within a minute.");
    await pause(250);
  }
}

/** What came between two readings. */
interface Share {
  /** Of the sound, how much was made up; percent. */
  readonly concealed: number;
  readonly soundRate: number;
  readonly freezes: number;
  /** Percent of the time, on average of the pictures. */
  readonly frozen: number;
  readonly frameRate: number;
  readonly pictureRate: number;
  readonly height: number;
}

function between(before: Reception, after: Reception, milliseconds: number): Share {
  const seconds = milliseconds / 1_000;
  const pictures = Math.max(1, after.heights.length);
  return {
    concealed: (100 * (after.concealed - before.concealed)) / (after.samples - before.samples),
    soundRate: (after.soundBytes - before.soundBytes) / 125 / seconds,
    freezes: after.freezes - before.freezes,
    frozen: (100 * (after.frozen - before.frozen)) / pictures / seconds,
    frameRate: (after.frames - before.frames) / pictures / seconds,
    pictureRate: (after.pictureBytes - before.pictureBytes) / 125 / seconds,
    height: Math.max(0, ...after.heights),
  };
}

async function during(page: Page, milliseconds: number): Promise<Share> {
  const before = await receptionOf(page);
  const begun = performance.now();
  await pause(milliseconds);
  const after = await receptionOf(page);
  return between(before, after, performance.now() - begun);
}

async function measureLine(
  { log }: BenchContext,
  lab: NetworkLab,
  page: Page,
  line: (typeof LINES)[number],
): Promise<Figure[]> {
  const first: Share[] = [];
  const steady: Share[] = [];
  for (let turn = 0; turn < RUNS; turn += 1) {
    const better = await lab.worsen(line);
    try {
      first.push(await during(page, FIRST));
      await pause(SETTLE);
      steady.push(await during(page, STEADY));
    } finally {
      better();
    }
    const last = steady.at(-1);
    log(
      `network: ${line.name}, ${turn + 1} of ${RUNS}: ${last?.concealed.toFixed(1)} % of the sound ` +
        `concealed, ${last?.freezes} freezes, ${last?.height} lines`,
    );
    await pause(RECOVER);
    await untilReceived(page, PEOPLE);
  }
  const figure = (name: string, values: readonly number[], unit: string): Figure =>
    durations("network", `${line.name}: ${name}`, values, undefined, unit);
  const of = (name: keyof Share): number[] => steady.map((share) => share[name]);
  return [
    figure(
      "sound concealed, first 5 s",
      first.map(({ concealed }) => concealed),
      "%",
    ),
    figure("sound concealed", of("concealed"), "%"),
    figure("sound", of("soundRate"), "kbit/s"),
    figure("freezes of two pictures in 15 s", of("freezes"), ""),
    figure("time frozen", of("frozen"), "%"),
    figure("pictures a second", of("frameRate"), "1/s"),
    figure("height of the larger picture", of("height"), "px"),
    figure("pictures, all", of("pictureRate"), "kbit/s"),
  ];
}
