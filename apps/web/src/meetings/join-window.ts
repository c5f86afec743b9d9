/** Milliseconds before the beginning from which everybody may join. */
export const JOIN_BEFORE = 10 * 60_000;
/** Milliseconds after the end in which the way in stays: meetings take longer than planned. */
const STILL_OPEN = 30 * 60_000;

/**
 * How one gets into a meeting now: not yet, by opening the room ahead of time, by joining, or not
 * any more.
 */
export type JoinState = "early" | "open-room" | "join" | "over" | "cancelled";

/**
 * @param times beginning and end, milliseconds since the epoch
 * @param now milliseconds since the epoch
 * @param prepares whether the person may get the room ready before others come
 */
export function joinState(
  times: { readonly start: number; readonly end: number; readonly cancelled: boolean },
  now: number,
  prepares: boolean,
): JoinState {
  if (times.cancelled) return "cancelled";
  if (now >= times.end + STILL_OPEN) return "over";
  if (now >= times.start - JOIN_BEFORE) return "join";
  return prepares ? "open-room" : "early";
}
