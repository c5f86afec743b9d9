import { type ReceiverConstraints, UNLIMITED, wantedHeight } from "../colibri/constraints.ts";

/** A simulcast layer that is being sent just now. */
export interface LayerOption {
  readonly index: number;
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
  /** Live layers, lowest first; empty while the sender sends nothing. */
  readonly layers: readonly LayerOption[];
  /** The layer it gets now, −1 for none. */
  readonly current: number;
}

export interface Allocation {
  readonly name: string;
  /** Layer index, −1: nothing is sent now. */
  readonly layer: number;
  /** Pixels that the receiver wants of it; what the sender is told. */
  readonly height: number;
}

/** A step up must fit with this much to spare, lest it be undone at once. */
const UPGRADE_MARGIN = 1.1;

/**
 * Sorts the candidates: on the stage, chosen, shared screens, then by who spoke last.
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
    if (names(constraints.onStage, candidate)) return 0;
    if (names(constraints.selected, candidate)) return 1;
    return candidate.desktop ? 2 : 3;
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
 * long as the estimate lasts, then those on stage are raised as far as they want, then the others
 * in turn. The first source is always sent, however narrow the line.
 *
 * @param estimate bit/s for video
 * @param heightCap pixels, lowered while the router sheds load
 */
export function allocate(
  candidates: readonly Candidate[],
  constraints: ReceiverConstraints,
  speakers: readonly string[],
  estimate: number,
  heightCap = UNLIMITED,
): Allocation[] {
  const ordered = prioritise(candidates, constraints, speakers);
  const plans: Plan[] = [];
  let taken = 0;
  for (const candidate of ordered) {
    const height = wantedHeight(constraints, candidate.name, candidate.endpoint);
    const within = height > 0 && taken < constraints.lastN;
    if (within) taken += 1;
    const cap = candidate.desktop ? height : Math.min(height, heightCap);
    plans.push({
      candidate,
      height: within ? height : 0,
      usable: within ? usableLayers(candidate.layers, cap) : [],
      step: -1,
    });
  }
  let left = estimate;
  let first = true;
  for (const plan of plans) {
    if (plan.usable.length === 0) continue;
    left = climb(plan, left, first);
    first = false;
  }
  for (const plan of plans) {
    if (!names(constraints.onStage, plan.candidate)) continue;
    while (plan.step >= 0 && plan.step + 1 < plan.usable.length) {
      const before = left;
      left = climb(plan, left, false);
      if (left === before) break;
    }
  }
  for (let raised = true; raised;) {
    raised = false;
    for (const plan of plans) {
      if (plan.step < 0 || plan.step + 1 >= plan.usable.length) continue;
      const before = plan.step;
      left = climb(plan, left, false);
      raised ||= plan.step > before;
    }
  }
  return plans.map((plan) => ({
    name: plan.candidate.name,
    layer: plan.usable[plan.step]?.index ?? -1,
    height: plan.height,
  }));
}

interface Plan {
  readonly candidate: Candidate;
  readonly height: number;
  readonly usable: readonly LayerOption[];
  step: number;
}

/** Takes the next layer if the rest of the estimate allows. @returns what is left then */
function climb(plan: Plan, left: number, always: boolean): number {
  const next = plan.usable[plan.step + 1];
  if (next === undefined) return left;
  const cost = next.bitrate - (plan.usable[plan.step]?.bitrate ?? 0);
  const margin = next.index > plan.candidate.current ? UPGRADE_MARGIN : 1;
  if (!always && cost * margin > left) return left;
  plan.step += 1;
  return left - Math.max(0, cost);
}

/** Layers no higher than wanted, and the lowest in any case. */
function usableLayers(layers: readonly LayerOption[], height: number): readonly LayerOption[] {
  if (height <= 0) return [];
  return layers.filter((layer, index) => index === 0 || layer.height <= height);
}
