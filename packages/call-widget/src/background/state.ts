/**
 * When a person may be shown in front of another background, and how often a mask is made of them.
 * Pure. What is shown is the person with another background, or everything blurred: there is no word
 * here for the picture as it came from the camera.
 */

/** `masked`: the person, with another background. `veil`: everything blurred beyond recognition. */
export type Shown = "masked" | "veil";

/** `slow`: this computer takes too long for a mask. */
export type Stage = "loading" | "masking" | "slow" | "failed";

export interface Masking {
  readonly stage: Stage;
  /** When it began to load, in milliseconds. */
  readonly began: number;
  /** When a mask was asked for that has not come yet. */
  readonly asked: number | undefined;
  /** When the last picture was taken of which there is a mask. */
  readonly masked: number | undefined;
  /** Milliseconds that a mask takes, smoothed. */
  readonly cost: number;
  /** Masks so far. */
  readonly count: number;
}

export type MaskingEvent =
  | { readonly kind: "loaded" }
  /** A picture was handed over for a mask. */
  | { readonly kind: "asked" }
  /** @param took milliseconds */
  | { readonly kind: "came"; readonly took: number }
  /** The files could not be loaded, or the computing broke. */
  | { readonly kind: "failed" }
  /** A picture came from the camera. */
  | { readonly kind: "frame" };

/** Milliseconds that loading may take on a slow line. */
const LOADING = 60_000;
/** Milliseconds that one mask may take, before nothing more is expected of it; the first one warms up. */
const ANSWER = 5_000;
const FIRST_ANSWER = 20_000;
/** Milliseconds after which a person has moved on from their mask. */
const STALE = 1_000;
/** The first masks take longer, whatever the computer. */
const WARM_UP = 3;
/** Masks after which it can be told that a computer is too slow. */
const ENOUGH = 40;
/** Milliseconds of a mask at which it is. */
const TOO_SLOW = 400;
/** What one mask weighs in the average. */
const WEIGHT = 0.1;

/** Milliseconds between two masks, by what they cost: never more than half of a core. */
const PACES: readonly (readonly [cost: number, interval: number])[] = [
  [22, 1_000 / 20],
  [40, 1_000 / 12],
  [80, 1_000 / 6],
  [Number.POSITIVE_INFINITY, 1_000 / 3],
];

export function beginMasking(at: number): Masking {
  return {
    stage: "loading",
    began: at,
    asked: undefined,
    masked: undefined,
    cost: 0,
    count: 0,
  };
}

/** @param at milliseconds */
export function stepMasking(state: Masking, event: MaskingEvent, at: number): Masking {
  if (state.stage === "failed" || state.stage === "slow") return state;
  switch (event.kind) {
    case "loaded":
      return { ...state, stage: "masking" };
    case "asked":
      return { ...state, asked: at };
    case "failed":
      return { ...state, stage: "failed" };
    case "came": {
      const count = state.count + 1;
      const cost =
        count <= WARM_UP + 1 ? event.took : state.cost + (event.took - state.cost) * WEIGHT;
      const stage = count >= ENOUGH && cost > TOO_SLOW ? "slow" : state.stage;
      return { ...state, stage, count, cost, masked: state.asked ?? at, asked: undefined };
    }
    case "frame":
      break;
  }
  return isOverdue(state, at) ? { ...state, stage: "failed" } : state;
}

function isOverdue({ stage, began, asked, count }: Masking, at: number): boolean {
  if (stage === "loading") return at - began > LOADING;
  return asked !== undefined && at - asked > (count === 0 ? FIRST_ANSWER : ANSWER);
}

/** Whether a mask is to be made of the picture that is there now. */
export function isMaskDue({ stage, asked, masked, cost, count }: Masking, at: number): boolean {
  if (stage !== "masking" || asked !== undefined) return false;
  if (masked === undefined || count <= WARM_UP) return true;
  return at - masked >= intervalFor(cost);
}

/** Milliseconds between two masks that take so many milliseconds. */
export function intervalFor(cost: number): number {
  return PACES.find(([most]) => cost <= most)?.[1] ?? 0;
}

export function shownAt({ stage, masked }: Masking, at: number): Shown {
  return stage === "masking" && masked !== undefined && at - masked < STALE ? "masked" : "veil";
}
