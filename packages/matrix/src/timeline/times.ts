import { clampTime } from "../untrusted/guards.ts";
import type { RawEvent } from "./raw-event.ts";

/**
 * The times under which events are shown, in their order. A clock that is ahead is not believed:
 * such an event gets the time of the next one that can be, so that it stays put tomorrow as well.
 * @param now milliseconds since the epoch; nothing is shown as later
 * @param following when the event after the last of them was sent
 */
export function shownTimes(
  events: readonly RawEvent[],
  now: number,
  following = now,
): readonly number[] {
  const times: number[] = Array.from({ length: events.length }, () => now);
  let next = Math.min(now, following);
  for (let position = events.length - 1; position >= 0; position -= 1) {
    const claimed = events[position]?.timestamp;
    const ahead = typeof claimed === "number" && claimed > now;
    const time = ahead ? next : clampTime(claimed, now);
    times[position] = time;
    if (time > 0) next = time;
  }
  return times;
}
