import { lastEnd, type Series } from "./occurrences.ts";

/** What of a meeting the end of its room depends on. */
export interface MeetingInRoom {
  readonly series: Series;
  readonly cancelled: boolean;
  /** ISO 8601; of a cancelled meeting the moment at which it was cancelled. */
  readonly changedAt: string;
}

/** Whether a series goes on until somebody ends it. */
export function isEndless({ recurrence }: Pick<Series, "recurrence">): boolean {
  return (
    recurrence !== undefined && recurrence.count === undefined && recurrence.until === undefined
  );
}

/**
 * When a room ends that was made for meetings: with the last of all that take place in it. One that was
 * cancelled needs it no longer than until then.
 * @returns ISO 8601 in UTC; undefined where one of them goes on without end
 */
export function roomEndOf(meetings: readonly MeetingInRoom[]): string | undefined {
  let latest: number | undefined;
  for (const meeting of meetings) {
    const end = endOf(meeting);
    if (end === undefined) return undefined;
    latest = Math.max(latest ?? end, end);
  }
  return latest === undefined ? undefined : new Date(latest).toISOString();
}

/** Milliseconds; undefined for one without end. */
function endOf({ series, cancelled, changedAt }: MeetingInRoom): number | undefined {
  const changed = Date.parse(changedAt);
  if (!cancelled && isEndless(series)) return undefined;
  const last = lastEnd(series);
  // Every single occurrence may have been cancelled: that is as good as all of it.
  if (last === undefined) return changed;
  return cancelled ? Math.min(changed, Date.parse(last)) : Date.parse(last);
}
