import { ALL_TEMPORAL } from "../rtp/codecs.ts";
import { type ReceiverConstraints, UNLIMITED, wantedHeight } from "../colibri/constraints.ts";
import { stepsOf } from "./steps.ts";

/** A simulcast layer that is being sent just now, with some or all of its temporal layers. */
export interface LayerOption {
  /** Its place among those that the sender announced; that says nothing of its size. */
  readonly index: number;
  /** The highest temporal layer. */
  readonly temporal: number;
  /** Pixels. */
  readonly height: number;
  /** Bit/s. */
  readonly bitrate: number;
}

/** A video source that the receiver could get. */
export interface Candidate {
  readonly name: string;
  readonly endpoint: string;
  readonly desktop: boolean;
  /** Live layers, lowest first, each from the least of its temporal layers on; empty while nothing is sent. */
  readonly layers: readonly LayerOption[];
  /** What it gets now: layer −1 for nothing. */
  readonly current: { readonly layer: number; readonly temporal: number };
}

export interface Allocation {
  readonly name: string;
  /** Layer index, −1: nothing is sent now. */
  readonly layer: number;
  /** The highest temporal layer of it. */
  readonly temporal: number;
  /** Pixels that the receiver wants of it; what the sender is told. */
  readonly height: number;
}

/** The layers of all sources of one receiver. */
export interface Choice {
  readonly sources: readonly Allocation[];
  /** Bit/s that they cost. */
  readonly spent: number;
  /** Bit/s from which on one of them would be better; undefined when all are as large as wanted. */
  readonly nextStep: number | undefined;
  /** Bit/s that they would cost if all were as large as wanted. */
  readonly all: number;
}

/** A step up must fit with this much to spare, lest it be undone at once. */
const UPGRADE_MARGIN = 1.1;

/**
 * Sorts the candidates: chosen ones (pinned, a sign-language interpreter), shared screens, those on
 * the stage, then by who spoke last.
 *
 * @param speakers endpoints, last speaker first
 */
export function prioritise(
  candidates: readonly Candidate[],
  constraints: ReceiverConstraints,
  speakers: readonly string[],
): Candidate[] {
  const spoke = new Map(speakers.map((endpoint, index) => [endpoint, index]));
  const rank = (candidate: Candidate): number => {
    if (names(constraints.selected, candidate)) return 0;
    if (candidate.desktop) return 1;
    return names(constraints.onStage, candidate) ? 2 : 3;
  };
  return candidates
    .map((candidate, index) => ({
      candidate,
      keys: [
        rank(candidate),
        spoke.get(candidate.endpoint) ?? speakers.length,
        candidate.desktop ? 0 : 1,
        index,
      ],
    }))
    .toSorted((left, right) => {
      for (const [index, key] of left.keys.entries()) {
        const difference = key - (right.keys[index] ?? 0);
        if (difference !== 0) return difference;
      }
      return 0;
    })
    .map(({ candidate }) => candidate);
}

function names(list: readonly string[], candidate: Candidate): boolean {
  return list.includes(candidate.name) || list.includes(candidate.endpoint);
}

/**
 * Chooses the layer of every source for one receiver: everyone in last-N gets the lowest layer as
 * long as the budget lasts, then the chosen ones and those on stage are raised as far as they want,
 * then the others in turn. What does not fit is paused, be it the only one: the budget is what sound
 * has left.
 *
 * @param budget bit/s for video
 * @param heightCap pixels, lowered while the router sheds load
 */
export function allocate(
  candidates: readonly Candidate[],
  constraints: ReceiverConstraints,
  speakers: readonly string[],
  budget: number,
  heightCap = UNLIMITED,
): Choice {
  const plans = planned(prioritise(candidates, constraints, speakers), constraints, heightCap);
  const purse = new Purse(budget);
  for (const plan of plans) {
    purse.climb(plan);
    if (plan.step < 0 || !names(constraints.selected, plan.candidate)) continue;
    // Whoever follows hands loses words with pictures: these are given up last of all.
    while (isWithinLayer(plan) && purse.climb(plan));
  }
  for (const plan of plans) {
    const { candidate } = plan;
    const preferred =
      names(constraints.selected, candidate) || names(constraints.onStage, candidate);
    if (preferred && plan.step >= 0) while (purse.climb(plan));
  }
  for (let raised = true; raised;) {
    raised = false;
    for (const plan of plans) if (plan.step >= 0 && purse.climb(plan)) raised = true;
  }
  return {
    sources: plans.map((plan) => ({
      name: plan.candidate.name,
      layer: plan.usable[plan.step]?.index ?? -1,
      temporal: plan.usable[plan.step]?.temporal ?? ALL_TEMPORAL,
      height: plan.height,
    })),
    spent: purse.spent,
    nextStep: purse.nextStep,
    all: plans.reduce((sum, { usable }) => sum + (usable.at(-1)?.bitrate ?? 0), 0),
  };
}

interface Plan {
  readonly candidate: Candidate;
  readonly height: number;
  readonly usable: readonly LayerOption[];
  step: number;
}

function planned(
  ordered: readonly Candidate[],
  constraints: ReceiverConstraints,
  heightCap: number,
): Plan[] {
  let taken = 0;
  return ordered.map((candidate) => {
    const height = wantedHeight(constraints, candidate.name, candidate.endpoint);
    const within = height > 0 && taken < constraints.lastN;
    if (within) taken += 1;
    const cap = candidate.desktop ? height : Math.min(height, heightCap);
    return {
      candidate,
      height: within ? height : 0,
      usable: within ? stepsOf(candidate, names(constraints.selected, candidate), cap) : [],
      step: -1,
    };
  });
}

class Purse {
  readonly #budget: number;
  spent = 0;
  nextStep: number | undefined;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Takes the next layer if the rest of the budget allows. @returns whether it did */
  climb(plan: Plan): boolean {
    const next = plan.usable[plan.step + 1];
    if (next === undefined) return false;
    const cost = Math.max(0, next.bitrate - (plan.usable[plan.step]?.bitrate ?? 0));
    const margin = isMore(next, plan.candidate) ? UPGRADE_MARGIN : 1;
    const needed = this.spent + cost * margin;
    if (needed > this.#budget) {
      this.nextStep = Math.min(this.nextStep ?? UNLIMITED, this.spent + cost * UPGRADE_MARGIN);
      return false;
    }
    plan.step += 1;
    this.spent += cost;
    return true;
  }
}

/** Does the next step bring more pictures, and not larger ones? */
function isWithinLayer({ usable, step }: Plan): boolean {
  return usable[step]?.index === usable[step + 1]?.index;
}

function isMore({ index, temporal, height }: LayerOption, { layers, current }: Candidate): boolean {
  if (index === current.layer) return temporal > current.temporal;
  const now = layers.find((layer) => layer.index === current.layer);
  return now === undefined || height > now.height;
}
