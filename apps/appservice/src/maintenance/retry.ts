const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** How something is tried again that failed because another part is away; seconds. */
export interface RetryRule {
  /** Pause after the first failure; each further one is twice as long. */
  readonly first: number;
  /** No pause is longer: so much later than the other part everything is back. */
  readonly longest: number;
  /** Given up when it was waited for so long; never where absent. */
  readonly patience?: number;
}

/**
 * What waits for the homeserver, the database or the mail server, and how. All of them outlast the ten
 * minutes of a restart and the night of a repair.
 */
export const RETRY_RULES = {
  /** The making of a conference room: somebody waits for it. */
  room: { first: 1, longest: 30, patience: 2 * DAY },
  /** What a room is to show of its meeting. */
  meeting: { first: 2, longest: MINUTE },
  /** A mail that the mail server did not take. */
  mail: { first: 2, longest: 10 * MINUTE, patience: 2 * DAY },
  /** The appservice's own start. */
  start: { first: 0.2, longest: 5 },
} as const satisfies Readonly<Record<string, RetryRule>>;

/**
 * Seconds until the next attempt.
 * @param failures how many attempts have failed, the last one included
 * @returns undefined where it is given up
 */
export function pauseAfterFailure(rule: RetryRule, failures: number): number | undefined {
  const before = Math.max(0, failures - 1);
  if (rule.patience !== undefined && waitedAfter(rule, before) >= rule.patience) return undefined;
  return pauseAt(rule, before);
}

/** Seconds between the first failure and the attempt after so many of them. */
function waitedAfter(rule: RetryRule, failures: number): number {
  const doublings = Math.max(0, Math.ceil(Math.log2(rule.longest / rule.first)));
  const growing = Math.min(failures, doublings);
  return rule.first * (2 ** growing - 1) + (failures - growing) * rule.longest;
}

function pauseAt({ first, longest }: RetryRule, before: number): number {
  return Math.min(longest, first * 2 ** Math.min(before, 40));
}
