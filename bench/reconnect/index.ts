import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import type { Page } from "playwright-core";
import { type Account, createAccount, createSharedRoom } from "../src/accounts.ts";
import { joinCall, openRoom } from "../src/call-page.ts";
import { durations, slowest } from "../src/durations.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { type NetworkLab, withNetworkLab } from "../src/network-lab.ts";
import { withTwoSides } from "../src/two-sides.ts";
import { type Gap, soundOf, watchSound } from "./sound-watch.ts";

/** Milliseconds from the path's return to sound. */
const AIM = 5_000;
const RUNS = 6;
/** Milliseconds without a break after which sound counts as back, and before the next fault. */
const STEADY = 6_000;
/** A shorter break that the fault did not begin comes of a machine with much to do. */
const BREAK = 1_000;
const PATIENCE = 90_000;
const LOOK_EVERY = 250;

interface Outcome {
  /** Milliseconds from the path's return until both hear each other for good; 0 if they did all along. */
  readonly back: number;
  /** Milliseconds without sound, the longer of both directions. */
  readonly gap: number;
}

/** How long two who are in a call do not hear each other, fault by fault. */
export const reconnectBench: Bench = {
  name: "reconnect",
  describe:
    "Call: from the path’s return to sound in both directions, for each fault (root, Linux)",
  run: (context) =>
    withNetworkLab(context, "reconnect", (config, lab) => measure(context, config, lab)),
};

async function measure(
  { log }: BenchContext,
  config: InstallationConfig,
  lab: NetworkLab,
): Promise<Figure[]> {
  const accounts: readonly [Account, Account] = [
    await createAccount(config, "Anna Messung"),
    await createAccount(config, "Ben Messung"),
  ];
  const roomId = await createSharedRoom(config, accounts);
  return withTwoSides(lab, async (far, near) => {
    const [anna, ben] = accounts;
    const pages = [
      await openRoom(far, config, anna, roomId, watchSound),
      await openRoom(near, config, ben, roomId, watchSound),
    ];
    for (const page of pages) await joinCall(page);
    await steady(pages, Date.now());
    const figures: Figure[] = [];
    for (const fault of chosen()) {
      const outcomes: Outcome[] = [];
      for (let turn = 0; turn < RUNS; turn += 1) {
        const outcome = await suffer(fault, lab, config, pages);
        log(
          `reconnect: ${fault.name}, ${turn + 1} of ${RUNS}: back after ` +
            `${Math.round(outcome.back)} ms, ${Math.round(outcome.gap)} ms without sound`,
        );
        outcomes.push(outcome);
      }
      const back = outcomes.map((one) => one.back);
      const gaps = outcomes.map((one) => one.gap);
      figures.push(
        durations("reconnect", `${fault.name}: path’s return to sound`, back, AIM),
        slowest("reconnect", `${fault.name}: path’s return to sound`, back, AIM),
        durations("reconnect", `${fault.name}: without sound`, gaps),
        slowest("reconnect", `${fault.name}: without sound`, gaps),
      );
    }
    return figures;
  });
}

/** All faults, or those whose names hold a word of `PLENUM_BENCH_FAULTS`. */
function chosen(): readonly Fault[] {
  const words = (process.env["PLENUM_BENCH_FAULTS"] ?? "").split(",").filter(Boolean);
  if (words.length === 0) return FAULTS;
  return FAULTS.filter(({ name }) => words.some((word) => name.includes(word)));
}

async function suffer(
  fault: Fault,
  lab: NetworkLab,
  config: InstallationConfig,
  pages: readonly Page[],
): Promise<Outcome> {
  const begun = Date.now();
  await fault.happen(lab, config);
  const back = Date.now();
  const gaps = await steady(pages, begun, back);
  const last = gaps.map((all) => all.at(-1)?.to ?? back);
  const silent = gaps.map((all) => all.reduce((sum, { from, to }) => sum + to - from, 0));
  return { back: Math.max(0, ...last.map((at) => at - back)), gap: Math.max(...silent) };
}

/**
 * Waits until everybody hears somebody without a break.
 * @returns for each page its gaps since the fault began
 * @throws Error if that does not come about
 */
async function steady(pages: readonly Page[], begun: number, back = begun): Promise<Gap[][]> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    await pause(LOOK_EVERY);
    const now = Date.now();
    const watches = await Promise.all(pages.map((page) => soundOf(page)));
    const gaps = watches.map((watch) =>
      watch.gaps.filter(
        ({ from, to }) => to > begun && (from <= back + LOOK_EVERY || to - from > BREAK),
      ),
    );
    const since = Math.max(back, ...gaps.map((all) => all.at(-1)?.to ?? 0));
    const heard = watches.every(({ lastSound }) => lastSound > 0 && now - lastSound < 1_000);
    if (heard && now - since > STEADY) return gaps;
    if (now > deadline) throw new Error("Sound did not come back within a minute and a half.");
  }
}
