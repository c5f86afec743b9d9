import { nextOccurrence } from "@plenum/model/calendar";
import { meetingOfUrl, type MeetingLink } from "@plenum/skype-export/meetings";
import { seriesOf, type StoredMeeting } from "../../meetings/meeting-row.ts";
import type { OldLinkPage } from "./page.ts";

/** What is known of a meeting behind an old address. */
export interface BehindLink {
  readonly meeting: StoredMeeting | undefined;
  readonly approved: boolean;
  /** On which its organiser changes over. */
  readonly day: string | undefined;
}

/** Path under which the proxy of `meet.DOMAIN` hands on what it is asked for: host, then path and query. */
export const OLD_LINK_PATH = "/api/v1/migration/links/";

/**
 * The old address in the path of a request, encoded as it came: it is read by the rules of addresses, not by
 * those of our own paths.
 * @param url of the request, with everything before the host
 */
export function linkInPath(url: string): MeetingLink | undefined {
  if (!url.startsWith(OLD_LINK_PATH)) return undefined;
  return meetingOfUrl(`https://${url.slice(OLD_LINK_PATH.length)}`);
}

/**
 * Where an old address leads: the room of the meeting that takes place next, or what a page says.
 * Several appointments may have one address, as with a link of one's own.
 * @param now ISO 8601
 */
export function targetOf(
  found: readonly BehindLink[],
  now: string,
): { readonly roomId: string } | OldLinkPage {
  const meetings = found.flatMap(({ meeting }) => meeting ?? []);
  const going = meetings
    .filter(({ cancelled }) => !cancelled)
    .map((meeting) => ({ meeting, next: nextBegin(meeting, now) }))
    .toSorted((one, other) => one.next - other.next);
  const [first] = going;
  if (first !== undefined) {
    const { roomId } = first.meeting;
    return roomId === undefined ? { kind: "soon" } : { roomId };
  }
  if (meetings.length > 0) return { kind: "cancelled" };
  const today = now.slice(0, 10);
  const days = found.flatMap(({ day, approved }) =>
    day === undefined || approved || day < today ? [] : [day],
  );
  return { kind: "not-moved", day: days.toSorted()[0] };
}

/** Milliseconds since 1970; a meeting that is over comes after all others. */
function nextBegin(meeting: StoredMeeting, now: string): number {
  const next = nextOccurrence(seriesOf(meeting), now);
  return next === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(next.startsAt);
}
