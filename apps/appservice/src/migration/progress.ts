import {
  MIGRATION_KINDS,
  type ItemProblem,
  type KindProgress,
  type MigrationKind,
  type Wave,
} from "@plenum/model/migration";
import type { Count, WaveRow } from "./wave-store.ts";

/** Things a second of each kind, as one homeserver on an idle machine makes them: to guess with. */
const TYPICAL: Readonly<Record<MigrationKind, number>> = {
  account: 40,
  profile: 20,
  space: 2,
  "group-room": 0.5,
  channel: 3,
  history: 0.4,
  "channel-members": 0.5,
  members: 0.5,
  contacts: 12,
  meeting: 1,
};

/** Items of each kind, in the order of making. */
export function kindsOf(counts: readonly Count[]): KindProgress[] {
  return MIGRATION_KINDS.flatMap((kind) => {
    const own = counts.filter((count) => count.kind === kind);
    if (own.length === 0) return [];
    const progress = { kind, total: 0, queued: 0, done: 0, failed: 0, kept: 0, undone: 0 };
    for (const { state, number } of own) {
      progress[state] += number;
      progress.total += number;
    }
    return [progress];
  });
}

/** A wave as the API shows it. @param lately what was made in the last minute of the current kind */
export function shownWave(
  row: WaveRow,
  kinds: readonly KindProgress[],
  now: {
    readonly current?: MigrationKind | undefined;
    readonly lately?: { readonly number: number; readonly seconds: number } | undefined;
    readonly problem?: ItemProblem | undefined;
  } = {},
): Wave {
  const { current, lately, problem } = now;
  const rate =
    lately === undefined || lately.number < 3 || lately.seconds < 0.5
      ? undefined
      : lately.number / lately.seconds;
  const undoes = row.state === "rolling-back";
  const remaining =
    current === undefined || rate === undefined || problem !== undefined
      ? undefined
      : remainingOf(kinds, current, rate, undoes);
  return {
    name: row.name,
    label: row.label,
    ...(row.day === null ? {} : { day: row.day }),
    frozen: row.frozen,
    state: row.state,
    kinds: [...kinds],
    ...(current === undefined ? {} : { current }),
    ...(rate === undefined ? {} : { rate: Math.round(rate * 10) / 10 }),
    ...(remaining === undefined ? {} : { remainingSeconds: remaining }),
    ...(problem === undefined ? {} : { problem }),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at === null ? {} : { startedAt: row.started_at.toISOString() }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at.toISOString() }),
  };
}

/**
 * Seconds until nothing is left. Kinds whose pace is not known yet are taken to be as much slower or
 * faster than usual as the one that is being made.
 */
export function remainingOf(
  kinds: readonly KindProgress[],
  current: MigrationKind,
  rate: number,
  undoes: boolean,
): number {
  const scale = rate / TYPICAL[current];
  const seconds = kinds.map((progress) => {
    const left = undoes ? progress.done : progress.queued;
    return left / (progress.kind === current ? rate : TYPICAL[progress.kind] * scale);
  });
  return Math.ceil(seconds.reduce((sum, one) => sum + one, 0));
}
