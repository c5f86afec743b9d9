import type { Finding, Tell } from "../findings/finding.ts";
import { limited } from "../findings/limit.ts";
import type { ExportedMeeting } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import { decodeXml } from "../xml/decode.ts";
import { stoppedFinding } from "../xml/told.ts";
import { calendarLines, unescaped, type CalendarLine } from "./content-lines.ts";
import {
  meetingOfFocus,
  meetingOfUrl,
  organizerOf,
  urlOfMeeting,
  type MeetingLink,
} from "./links.ts";
import type { MeetingCode } from "./words.ts";

/** Appointments with a link that one calendar may have, and characters of all of them. */
const MAX_EVENTS = 20_000;
const MAX_CHARACTERS = 64 * 1024 * 1024;
const MAX_EVENT = 512 * 1024;

interface CalendarEvent {
  readonly line: number;
  /** As it stands in the file, with BEGIN and END. */
  readonly text: string;
  readonly uid: string;
  readonly sequence: number;
  readonly exception: boolean;
  readonly summary: string;
  readonly attendees: readonly string[];
  readonly zones: readonly string[];
  readonly link: MeetingLink | undefined;
}

/**
 * Reads a calendar as Outlook exports it and hands out what has a link to an online meeting: one record
 * a series, exceptions with it. Everything else is counted, not looked at.
 */
export async function* readCalendar(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  tell: Tell,
): AsyncGenerator<ExportedMeeting> {
  const limit = limited(tell, file);
  const calendar = new Calendar(file, limit.tell);
  try {
    for await (const line of calendarLines(decodeXml(bytes))) calendar.take(line);
    calendar.end();
  } catch (error) {
    limit.tell(stoppedFinding(error, file, calendar.last));
  }
  yield* calendar.meetings();
  limit.close();
}

class Calendar {
  last = "";
  private readonly zones = new Map<string, string>();
  private readonly events = new Map<string, CalendarEvent[]>();
  private readonly exceptions: CalendarEvent[] = [];
  private open: CalendarLine[] | undefined;
  private kind = "";
  private depth = 0;
  private size = 0;
  private kept = 0;
  private count = 0;
  private without = 0;
  private seen = false;

  constructor(
    private readonly file: string,
    private readonly tell: Tell,
  ) {}

  take(line: CalendarLine): void {
    const component = line.value.trim().toUpperCase();
    if (line.name === "BEGIN") {
      if (component === "VCALENDAR") this.seen = true;
      if (this.open !== undefined) this.depth += 1;
      else if (component === "VEVENT" || component === "VTIMEZONE") {
        this.open = [];
        this.kind = component;
        this.depth = 0;
        this.size = 0;
      }
    }
    if (this.open === undefined) return;
    this.size += line.value.length;
    if (this.size <= MAX_EVENT) this.open.push(line);
    if (line.name !== "END") return;
    if (this.depth > 0) this.depth -= 1;
    else {
      this.close(this.open);
      this.open = undefined;
    }
  }

  end(): void {
    if (this.open !== undefined) {
      this.say("calendar-truncated", "stop", this.open[0]?.line, { after: this.last });
    } else if (!this.seen) this.say("calendar-none", "stop", undefined, {});
  }

  *meetings(): Generator<ExportedMeeting> {
    for (const event of this.exceptions) {
      const series = this.events.get(event.uid);
      if (series === undefined) this.without += 1;
      else series.push(event);
    }
    for (const [uid, events] of this.events) {
      const meeting = this.meetingOf(uid, events);
      if (meeting !== undefined) yield meeting;
    }
    if (this.without > 0) this.say("calendar-no-link", "note", undefined, { count: this.without });
  }

  private close(lines: readonly CalendarLine[]): void {
    const first = lines[0]?.line;
    const text = lines.flatMap(({ physical }) => physical).join("\r\n");
    if (this.kind === "VTIMEZONE") {
      const zone = lines.find(({ name }) => name === "TZID")?.value;
      if (zone !== undefined && this.zones.size < 200) this.zones.set(zone, text);
      return;
    }
    const event = eventOf(lines, text);
    if (event === undefined || this.size > MAX_EVENT) {
      this.say("calendar-event", "problem", first, { summary: event?.summary ?? "" });
      return;
    }
    this.last = event.summary;
    if (event.link === undefined && !event.exception) this.without += 1;
    else if (this.count >= MAX_EVENTS || this.kept + text.length > MAX_CHARACTERS) {
      this.say("calendar-too-many", "problem", first, { most: MAX_EVENTS });
    } else {
      this.count += 1;
      this.kept += text.length;
      if (event.link === undefined) this.exceptions.push(event);
      else this.events.set(event.uid, [...(this.events.get(event.uid) ?? []), event]);
    }
  }

  private meetingOf(uid: string, events: readonly CalendarEvent[]): ExportedMeeting | undefined {
    const main = events.find(({ exception }) => !exception) ?? events[0];
    const link = main?.link ?? events.find((event) => event.link !== undefined)?.link;
    if (main === undefined || link === undefined) return undefined;
    if (events.some((event) => event.link !== undefined && event.link.id !== link.id)) {
      this.say("calendar-links-differ", "note", main.line, { summary: main.summary });
    }
    const zones = [...new Set(events.flatMap((event) => event.zones))].flatMap(
      (zone) => this.zones.get(zone) ?? [],
    );
    const ics = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Plenum//Skype for Business//EN",
      ...zones,
    ];
    return {
      kind: "meeting",
      place: { file: this.file, line: main.line },
      conferenceId: link.id,
      organizer: organizerOf(link),
      joinUrl: urlOfMeeting(link),
      subject: main.summary,
      attendees: main.attendees,
      leaders: [],
      calendar: {
        uid,
        sequence: Math.max(...events.map(({ sequence }) => sequence)),
        ics: [...ics, ...events.map(({ text }) => text), "END:VCALENDAR", ""].join("\r\n"),
      },
    };
  }

  private say(
    code: MeetingCode,
    severity: Finding["severity"],
    line: number | undefined,
    facts: Finding["facts"],
  ): void {
    const place = { file: this.file, ...(line === undefined ? {} : { line }) };
    this.tell({ code, severity, place, facts });
  }
}

function eventOf(lines: readonly CalendarLine[], text: string): CalendarEvent | undefined {
  const own = ownLines(lines);
  const value = (name: string): string | undefined => own.find((line) => line.name === name)?.value;
  const uid = cleanLabel(value("UID") ?? "");
  const [first] = lines;
  if (uid === "" || first === undefined) return undefined;
  const sequence = Number(value("SEQUENCE") ?? 0);
  return {
    line: first.line,
    text,
    uid,
    sequence: Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : 0,
    exception: value("RECURRENCE-ID") !== undefined,
    summary: cleanLabel(unescaped(value("SUMMARY") ?? "")),
    attendees: attendeesOf(own),
    zones: own.flatMap(({ parameters }) => parameters.get("TZID") ?? []),
    link: linkOf(own),
  };
}

/** Lines of the appointment itself, not of its alarms. */
function ownLines(lines: readonly CalendarLine[]): readonly CalendarLine[] {
  let depth = 0;
  return lines.filter(({ name }) => {
    if (name === "BEGIN") depth += 1;
    if (name === "END") depth -= 1;
    return depth === 1;
  });
}

function attendeesOf(lines: readonly CalendarLine[]): readonly string[] {
  const people = new Set<string>();
  for (const { name, parameters, value } of lines) {
    const type = parameters.get("CUTYPE")?.toUpperCase() ?? "INDIVIDUAL";
    if (name !== "ATTENDEE" || type === "RESOURCE" || type === "ROOM") continue;
    const address = sipAddress(value.trim().replace(/^mailto:/i, ""));
    if (address !== undefined && people.size < 5000) people.add(address);
  }
  return [...people];
}

/** What Outlook writes for machines first, the text that people read last. */
function linkOf(lines: readonly CalendarLine[]): MeetingLink | undefined {
  const values = new Map(lines.map(({ name, value }) => [name, unescaped(value).trim()]));
  return (
    meetingOfUrl(values.get("X-MICROSOFT-ONLINEMEETINGEXTERNALLINK") ?? "") ??
    meetingOfFocus(values.get("X-MICROSOFT-ONLINEMEETINGCONFLINK") ?? "") ??
    linkIn(values.get("LOCATION") ?? "") ??
    linkIn(values.get("DESCRIPTION") ?? "") ??
    linkIn(values.get("X-ALT-DESC") ?? "")
  );
}

function linkIn(text: string): MeetingLink | undefined {
  for (const [url] of text.matchAll(/https?:\/\/[^\s<>"'()]{1,500}/gi)) {
    const link = meetingOfUrl(url);
    if (link !== undefined) return link;
  }
  return undefined;
}
