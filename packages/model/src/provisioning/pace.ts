/** Rooms of files and other systems that are made at the same time, at most. */
export const MOST_PARALLEL = 4;
/** Milliseconds of a simple answer of the homeserver up to which there is room for more. */
const BRISK = 150;
/** Milliseconds from which on people would notice. */
const SLOW = 600;

/** What is known of the homeserver's load and of the people who wait. */
export interface Load {
  /** Milliseconds that a simple question to the homeserver took; undefined: it gave no answer. */
  readonly answer: number | undefined;
  /** Rooms that somebody waits for in front of a screen. */
  readonly peopleWaiting: number;
}

/**
 * How many rooms of a file may be made at the same time from now on: one more while the homeserver
 * answers briskly, half as many when it gets slow, and one while people wait for rooms of their own.
 * @param parallel how many it was until now
 * @param most how many at the same time, at most
 * @returns 0 while the homeserver gives no answer
 */
export function nextPace(parallel: number, load: Load, most: number = MOST_PARALLEL): number {
  if (load.answer === undefined) return 0;
  if (load.peopleWaiting > 0) return 1;
  if (load.answer > SLOW) return Math.max(1, Math.floor(parallel / 2));
  if (load.answer > BRISK) return Math.max(1, Math.min(parallel, most));
  return Math.min(most, parallel + 1);
}

/** Rooms by whose times the rest is estimated. */
export const ESTIMATED_BY = 50;
/** Milliseconds without a further room after which an estimate would be a guess. */
const STALE = 60_000;

/**
 * Seconds until all rooms are made, by the rooms made last.
 * @param finished when they were finished, milliseconds since 1970, in any order
 * @returns undefined while there is nothing to tell from
 */
export function remainingSeconds(
  finished: readonly number[],
  left: number,
  now: number,
): number | undefined {
  if (left === 0) return 0;
  if (finished.length < 3) return undefined;
  const first = Math.min(...finished);
  const last = Math.max(...finished);
  if (last === first || now - last > STALE) return undefined;
  // The time since the last one counts as well: what gets slower shows at once.
  const each = Math.max((last - first) / (finished.length - 1), (now - first) / finished.length);
  return Math.max(1, Math.ceil((each * left) / 1000));
}
