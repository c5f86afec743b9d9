import type { KindProgress, Wave, WaveState } from "@plenum/model/migration";

/** How many things of a wave, or of one kind of it, are in which state. */
export type Counts = Omit<KindProgress, "kind">;

/** All kinds of a wave together. */
export function totalsOf(kinds: readonly Counts[]): Counts {
  const sum = { total: 0, queued: 0, done: 0, failed: 0, kept: 0, undone: 0 };
  for (const counts of kinds) {
    sum.total += counts.total;
    sum.queued += counts.queued;
    sum.done += counts.done;
    sum.failed += counts.failed;
    sum.kept += counts.kept;
    sum.undone += counts.undone;
  }
  return sum;
}

/** Whether something is being made or taken back, so that what is shown grows old. */
export function isMoving({ state }: Pick<Wave, "state">): boolean {
  return state === "running" || state === "rolling-back";
}

/**
 * How many things are worked off. While a wave is taken back that is what is not there any more, or was
 * kept; otherwise what does not wait any more, the failed things included.
 */
export function workedOff(counts: Counts, state: WaveState): number {
  if (state === "rolling-back") return counts.total - counts.done - counts.queued;
  return counts.total - counts.queued;
}

/** How long something will take, as coarse as one would say it. */
export interface Span {
  readonly unit: "moment" | "minutes" | "hours" | "days";
  readonly count: number;
}

/** @param seconds that are left */
export function spanOf(seconds: number): Span {
  if (seconds < 60) return { unit: "moment", count: 1 };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return { unit: "minutes", count: minutes };
  const hours = Math.ceil(minutes / 60);
  return hours < 48
    ? { unit: "hours", count: hours }
    : { unit: "days", count: Math.ceil(hours / 24) };
}

/** How fast it goes, in the unit in which it is a number that one can imagine. */
export interface Pace {
  readonly per: "second" | "minute" | "hour";
  readonly number: number;
}

/** @param rate things a second @returns undefined where nothing can be said */
export function paceOf(rate: number | undefined): Pace | undefined {
  if (rate === undefined || !(rate > 0)) return undefined;
  if (rate >= 10) return { per: "second", number: Math.round(rate) };
  if (rate >= 1) return { per: "second", number: Math.round(rate * 10) / 10 };
  if (rate * 60 >= 1) return { per: "minute", number: Math.round(rate * 60) };
  return { per: "hour", number: Math.max(1, Math.round(rate * 3600)) };
}

/** What can be done with a wave. */
export type WaveAct = "start" | "goOn" | "pause" | "retry" | "rollback";

/** What can be done with a wave as it is now, the most likely first. */
export function actsOf({ state, kinds, startedAt }: Pick<Wave, "state" | "kinds" | "startedAt">) {
  const { total, queued, done, failed } = totalsOf(kinds);
  const acts: WaveAct[] = [];
  if (state === "planned" && queued > 0) acts.push("start");
  if (state === "running") acts.push("pause");
  if (state === "paused") acts.push("goOn");
  const isOpen = state === "running" || state === "paused" || state === "done";
  if (isOpen && failed > 0) acts.push("retry");
  const wasBegun = startedAt !== undefined && total > 0;
  if ((isOpen && wasBegun) || (state === "planned" && done > 0)) acts.push("rollback");
  return acts;
}

/** Whether things can still be put into it. */
export function takesItems({ state, frozen }: Pick<Wave, "state" | "frozen">): boolean {
  return !frozen && state !== "rolling-back";
}
