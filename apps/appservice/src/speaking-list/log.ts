import { shownName, type SpeakingLog, type SpeakingLogEntry } from "@plenum/model";
import type { LoggedRecord } from "./store.ts";

/** The log as the API answers it. @param names by user id */
export function logOf(
  records: readonly LoggedRecord[],
  names: ReadonlyMap<string, string>,
): SpeakingLog {
  const entries = records.map(entryOf);
  const sums = new Map<string, { turns: number; seconds: number }>();
  for (const { act, person, seconds = 0 } of entries) {
    if (act !== "spoke" || person === undefined) continue;
    const before = sums.get(person) ?? { turns: 0, seconds: 0 };
    sums.set(person, { turns: before.turns + 1, seconds: before.seconds + seconds });
  }
  const phones = entries.flatMap(({ person, name }) =>
    person === undefined || name === undefined ? [] : [[person, name] as const],
  );
  const named = new Set(entries.flatMap(({ person, by }) => [person, by]));
  return {
    entries,
    sums: [...sums]
      .map(([person, { turns, seconds }]) => ({ person, turns, seconds }))
      .toSorted((a, b) => b.seconds - a.seconds || (a.person < b.person ? -1 : 1)),
    names: Object.fromEntries(
      [...names]
        .filter(([userId]) => named.has(userId))
        .map(([userId, name]) => [userId, shownName(name)] as const)
        .concat(phones),
    ),
  };
}

function entryOf({ at, since, until, sum, ...record }: LoggedRecord): SpeakingLogEntry {
  return {
    ...record,
    at: new Date(at).toISOString(),
    ...(since === undefined || until === undefined
      ? {}
      : {
          since: new Date(since).toISOString(),
          until: new Date(until).toISOString(),
          seconds: Math.round((until - since) / 1000),
        }),
    ...(sum === undefined ? {} : { sumSeconds: Math.round(sum / 1000) }),
  };
}
