import type { Finding } from "../findings/finding.ts";
import type { ExportedMeeting } from "../records.ts";
import type { MeetingCode } from "./words.ts";

export interface MergedMeetings {
  readonly meetings: readonly ExportedMeeting[];
  readonly findings: readonly Finding<MeetingCode>[];
}

/**
 * Puts together what UCWA and the calendars say about the same meeting of the same organiser. The
 * calendar knows when it is, UCWA who may lead it and how people dial in. Several appointments may
 * share one link, as those with a link of one's own do: each stays.
 */
export function mergeMeetings(meetings: Iterable<ExportedMeeting>): MergedMeetings {
  const groups = new Map<string, ExportedMeeting[]>();
  for (const meeting of meetings) {
    const key = `${meeting.organizer} ${meeting.conferenceId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [meeting]);
    else group.push(meeting);
  }
  const merged: ExportedMeeting[] = [];
  let undated = 0;
  let unlisted = 0;
  for (const group of groups.values()) {
    const listed = group.find(({ calendar }) => calendar === undefined);
    const dated = onePerUid(group);
    if (dated.length === 0 && listed !== undefined) {
      undated += 1;
      merged.push(listed);
    }
    if (listed === undefined) unlisted += dated.length;
    for (const meeting of dated)
      merged.push(listed === undefined ? meeting : both(meeting, listed));
  }
  const findings: Finding<MeetingCode>[] = [];
  if (undated > 0) findings.push(note("meetings-undated", undated));
  if (unlisted > 0) findings.push(note("meetings-unlisted", unlisted));
  return { meetings: merged, findings };
}

/** Calendars of several people may have the same appointment; the latest counts. */
function onePerUid(group: readonly ExportedMeeting[]): readonly ExportedMeeting[] {
  const latest = new Map<string, ExportedMeeting>();
  for (const meeting of group) {
    const { calendar } = meeting;
    if (calendar === undefined) continue;
    const before = latest.get(calendar.uid)?.calendar;
    if (before === undefined || before.sequence < calendar.sequence)
      latest.set(calendar.uid, meeting);
  }
  return [...latest.values()];
}

function both(dated: ExportedMeeting, listed: ExportedMeeting): ExportedMeeting {
  return {
    ...dated,
    attendees: [...new Set([...dated.attendees, ...listed.attendees])],
    leaders: listed.leaders,
    ...(listed.accessLevel === undefined ? {} : { accessLevel: listed.accessLevel }),
    ...(listed.dialInId === undefined ? {} : { dialInId: listed.dialInId }),
  };
}

function note(code: MeetingCode, count: number): Finding<MeetingCode> {
  return { code, severity: "note", facts: { count } };
}
