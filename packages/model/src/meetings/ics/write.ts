import type { AttendanceAnswer } from "../contract.ts";
import { firstOriginal, occurrences, type PlannedOccurrence, type Series } from "../occurrences.ts";
import { rruleOf } from "../rrule-text.ts";
import { cleanLine, component, contentLine, textValue } from "./lines.ts";
import { timeZoneComponent } from "./time-zone.ts";

/** Somebody in a calendar entry. */
export interface CalendarPerson {
  readonly name: string;
  /** A mail address, or a Matrix user id where there is none. */
  readonly address: string;
}

export interface CalendarAttendee extends CalendarPerson {
  readonly optional: boolean;
  readonly answer: AttendanceAnswer;
}

/** A meeting as calendars see it. */
export interface CalendarMeeting {
  readonly uid: string;
  readonly sequence: number;
  /** When it was last changed, ISO 8601. */
  readonly changedAt: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly url: string | undefined;
  readonly series: Series;
  readonly cancelled: boolean;
  readonly organiser: CalendarPerson;
  readonly attendees: readonly CalendarAttendee[];
  /** Minutes before the beginning at which the calendar reminds; 0 for none. */
  readonly reminder: number;
}

/** What a message about a meeting is: RFC 5546; `PUBLISH` for a feed, which wants no answer. */
export type CalendarMethod = "REQUEST" | "CANCEL" | "PUBLISH";

/**
 * A calendar with meetings, RFC 5545.
 * @param original only this occurrence of each, in place of the whole series
 */
export function calendarText(
  method: CalendarMethod,
  meetings: readonly CalendarMeeting[],
  options: { readonly original?: string; readonly name?: string } = {},
): string {
  return component("VCALENDAR", [
    contentLine("VERSION", "2.0"),
    contentLine("PRODID", "-//Plenum//Meetings//EN"),
    contentLine("CALSCALE", "GREGORIAN"),
    contentLine("METHOD", method),
    ...(options.name === undefined
      ? []
      : [contentLine("X-WR-CALNAME", textValue(cleanLine(options.name)))]),
    ...timeZones(meetings),
    ...meetings.flatMap((meeting) => entries(method, meeting, options.original)),
  ]);
}

function timeZones(meetings: readonly CalendarMeeting[]): readonly string[] {
  const spans = new Map<string, { from: string; to: string }>();
  for (const { series } of meetings) {
    const times = occurrences(series).flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
    const span = spans.get(series.timeZone);
    const all = [...times, ...(span === undefined ? [] : [span.from, span.to])].toSorted();
    const [from] = all;
    const to = all.at(-1);
    if (from !== undefined && to !== undefined) spans.set(series.timeZone, { from, to });
  }
  return [...spans].map(([timeZone, { from, to }]) => timeZoneComponent(timeZone, from, to));
}

function entries(
  method: CalendarMethod,
  meeting: CalendarMeeting,
  original: string | undefined,
): readonly string[] {
  const { series } = meeting;
  const planned = occurrences(series);
  if (original !== undefined) {
    return planned
      .filter((each) => each.original === original)
      .map((each) => entry(method, meeting, ofOccurrence(each, series)));
  }
  const start = firstOriginal(series);
  if (start === undefined) return [];
  const master = entry(method, meeting, ofSeries(series, start, planned));
  // Whoever cancels everything says so once.
  if (method === "CANCEL" || series.recurrence === undefined) return [master];
  const overrides = planned.filter((each) => each.changed && !each.cancelled);
  return [master, ...overrides.map((each) => entry(method, meeting, ofOccurrence(each, series)))];
}

/** What differs between the entry of a series and that of one occurrence. */
interface EntryTime {
  readonly start: string;
  readonly minutes: number;
  readonly title: string | undefined;
  readonly cancelled: boolean;
  readonly further: readonly string[];
}

function ofSeries(series: Series, start: string, planned: readonly PlannedOccurrence[]): EntryTime {
  const { timeZone, minutes, recurrence } = series;
  if (recurrence === undefined) {
    const [only] = planned;
    const title = only?.title;
    return {
      start: only?.start ?? start,
      minutes: only?.minutes ?? minutes,
      title,
      cancelled: only?.cancelled ?? false,
      further: [],
    };
  }
  const out = planned.filter((each) => each.cancelled).map((each) => each.original);
  return {
    start,
    minutes,
    title: undefined,
    cancelled: false,
    further: [
      contentLine("RRULE", rruleOf(recurrence, series.start, timeZone)),
      ...out.map((each) => contentLine("EXDATE", localText(each), { TZID: timeZone })),
    ],
  };
}

function ofOccurrence(each: PlannedOccurrence, series: Series): EntryTime {
  const recurrenceId = contentLine("RECURRENCE-ID", localText(each.original), {
    TZID: series.timeZone,
  });
  return {
    start: each.start,
    minutes: each.minutes,
    title: each.title,
    cancelled: each.cancelled,
    further: series.recurrence === undefined ? [] : [recurrenceId],
  };
}

function entry(method: CalendarMethod, meeting: CalendarMeeting, time: EntryTime): string {
  const cancelled = method === "CANCEL" || meeting.cancelled || time.cancelled;
  const stamp = utcText(meeting.changedAt);
  const reminds = meeting.reminder > 0 && method === "REQUEST" && !cancelled;
  return component("VEVENT", [
    contentLine("UID", textValue(meeting.uid)),
    contentLine("DTSTAMP", stamp),
    contentLine("LAST-MODIFIED", stamp),
    contentLine("SEQUENCE", String(meeting.sequence)),
    contentLine("DTSTART", localText(time.start), { TZID: meeting.series.timeZone }),
    // Not DTEND: an end on the wall clock says nothing certain when the clocks go back.
    contentLine("DURATION", `PT${time.minutes}M`),
    ...time.further,
    contentLine("STATUS", cancelled ? "CANCELLED" : "CONFIRMED"),
    contentLine("SUMMARY", textValue(cleanLine(time.title ?? meeting.title))),
    ...optionalLine("DESCRIPTION", textValue(meeting.description)),
    ...optionalLine("LOCATION", textValue(cleanLine(meeting.location))),
    ...optionalLine("URL", uriValue(meeting.url)),
    contentLine("ORGANIZER", addressValue(meeting.organiser.address), {
      CN: nameOf(meeting.organiser),
    }),
    ...meeting.attendees.map(attendeeLine),
    ...(reminds ? [alarm(meeting.reminder, time.title ?? meeting.title)] : []),
  ]);
}

const PARTSTAT: Readonly<Record<AttendanceAnswer, string>> = {
  accepted: "ACCEPTED",
  tentative: "TENTATIVE",
  declined: "DECLINED",
  open: "NEEDS-ACTION",
};

function attendeeLine(person: CalendarAttendee): string {
  return contentLine("ATTENDEE", addressValue(person.address), {
    CUTYPE: "INDIVIDUAL",
    ROLE: person.optional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
    PARTSTAT: PARTSTAT[person.answer],
    RSVP: person.answer === "open" ? "TRUE" : "FALSE",
    CN: nameOf(person),
  });
}

function alarm(minutes: number, title: string): string {
  return component("VALARM", [
    contentLine("ACTION", "DISPLAY"),
    contentLine("TRIGGER", `-PT${minutes}M`),
    contentLine("DESCRIPTION", textValue(cleanLine(title))),
  ]);
}

function optionalLine(name: string, value: string): readonly string[] {
  return value === "" ? [] : [contentLine(name, value)];
}

function nameOf(person: CalendarPerson): string {
  const name = cleanLine(person.name);
  return name === "" ? person.address : name;
}

/** `mailto:`, or the URI of a Matrix account. */
function addressValue(address: string): string {
  if (address.startsWith("@")) return `matrix:u/${encodeURIComponent(address.slice(1))}`;
  return `mailto:${uriValue(address)}`;
}

/** Whatever could end a URI early is encoded. */
function uriValue(text = ""): string {
  return text.replaceAll(/[^!#-;=?-[\]_a-z~]/giu, (each) => encodeURIComponent(each));
}

/** `20261201T093000` of a wall time. */
function localText(wall: string): string {
  return `${wall.replaceAll(/[-:]/g, "")}00`;
}

/** `20261201T083000Z` of an ISO time. */
function utcText(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
