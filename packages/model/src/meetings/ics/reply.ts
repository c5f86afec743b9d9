import type { AttendanceAnswer } from "../contract.ts";
import { isTimeZone, momentOf, wallTimeAt } from "../zone.ts";

/** Longest calendar text that is read at all, in characters: a reply is some hundred. */
const MAX_TEXT = 64 * 1024;
const MAX_LINES = 2000;
/** Occurrences that one reply may speak about. */
const MAX_ENTRIES = 50;

/** What somebody answers, for the series or for one occurrence. */
export interface CalendarReply {
  readonly uid: string;
  readonly answer: Exclude<AttendanceAnswer, "open">;
  /** When the answer was given, milliseconds since 1970; undefined where it does not say. */
  readonly stamp: number | undefined;
  readonly sequence: number;
  /** Which occurrence; undefined for the whole series. */
  readonly occurrence: OccurrenceName | undefined;
}

/** RECURRENCE-ID as it came. */
export interface OccurrenceName {
  /** `20261201T093000` */
  readonly local: string;
  readonly utc: boolean;
  readonly timeZone: string | undefined;
}

/**
 * Reads the answers in a calendar text with METHOD:REPLY. Who answers is known from the address that
 * the mail came to, so the address in it counts for nothing.
 * @returns nothing for anything else, for a text that is too long, and for one with several attendees
 * @see https://www.rfc-editor.org/rfc/rfc5546#section-3.2.3
 */
export function readReplies(text: string): readonly CalendarReply[] {
  if (text.length > MAX_TEXT) return [];
  const lines = unfolded(text);
  if (lines === undefined) return [];
  const replies: CalendarReply[] = [];
  let method: string | undefined;
  let open: ContentLine[] | undefined;
  let depth = 0;
  for (const raw of lines) {
    const line = parseLine(raw);
    if (line === undefined) continue;
    if (line.name === "BEGIN") {
      if (line.value.toUpperCase() === "VEVENT" && open === undefined) open = [];
      else if (open !== undefined) depth += 1;
    } else if (line.name === "END") {
      if (depth > 0) depth -= 1;
      else if (open !== undefined) {
        const reply = replyOf(open);
        if (reply !== undefined) replies.push(reply);
        if (replies.length > MAX_ENTRIES) return [];
        open = undefined;
      }
    } else if (open === undefined) {
      if (line.name === "METHOD") method = line.value.trim().toUpperCase();
    } else if (depth === 0) open.push(line);
  }
  return method === "REPLY" ? replies : [];
}

/**
 * The wall time, in the meeting's zone, of the occurrence that a reply names. A zone that nobody here
 * knows, as Outlook has names of its own, is taken for that of the meeting.
 */
export function wallTimeOfOccurrence(
  name: OccurrenceName,
  meetingZone: string,
): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d{2}$/.exec(name.local);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}`;
  if (Number.isNaN(Date.parse(`${wall}Z`))) return undefined;
  if (name.utc) return wallTimeAt(Date.parse(`${wall}Z`), meetingZone);
  if (name.timeZone === undefined || !isTimeZone(name.timeZone)) return wall;
  return wallTimeAt(momentOf(wall, name.timeZone), meetingZone);
}

interface ContentLine {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

const ANSWERS: Readonly<Record<string, CalendarReply["answer"] | undefined>> = {
  ACCEPTED: "accepted",
  TENTATIVE: "tentative",
  DECLINED: "declined",
};

function replyOf(lines: readonly ContentLine[]): CalendarReply | undefined {
  const attendees = lines.filter(({ name }) => name === "ATTENDEE");
  const uid = lines.find(({ name }) => name === "UID")?.value.trim();
  const [attendee] = attendees;
  if (attendee === undefined || attendees.length > 1 || uid === undefined) return undefined;
  const partstat = attendee.parameters.get("PARTSTAT")?.toUpperCase() ?? "";
  const answer = Object.hasOwn(ANSWERS, partstat) ? ANSWERS[partstat] : undefined;
  if (answer === undefined) return undefined;
  const recurrenceId = lines.find(({ name }) => name === "RECURRENCE-ID");
  const sequence = Number(lines.find(({ name }) => name === "SEQUENCE")?.value ?? 0);
  return {
    uid,
    answer,
    stamp: utcMoment(lines.find(({ name }) => name === "DTSTAMP")?.value),
    sequence: Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : 0,
    occurrence: recurrenceId && {
      local: recurrenceId.value.trim().replace(/Z$/i, ""),
      utc: /Z$/i.test(recurrenceId.value.trim()),
      timeZone: recurrenceId.parameters.get("TZID"),
    },
  };
}

function utcMoment(text = ""): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Lines put together again; undefined where there are too many. */
function unfolded(text: string): readonly string[] | undefined {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/, MAX_LINES + 1)) {
    const last = lines.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) lines[last] = `${lines[last]}${line.slice(1)}`;
    else if (line !== "") lines.push(line);
  }
  return lines.length > MAX_LINES ? undefined : lines;
}

/** Takes a content line apart; quoted values of parameters may hold colons and semicolons. */
function parseLine(line: string): ContentLine | undefined {
  const head = /^([A-Za-z0-9-]+)/.exec(line)?.[1];
  if (head === undefined) return undefined;
  const parameters = new Map<string, string>();
  let rest = line.slice(head.length);
  while (rest.startsWith(";")) {
    const match = /^;([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)/.exec(rest);
    if (match === null) return undefined;
    const [whole, key = "", value = ""] = match;
    parameters.set(key.toUpperCase(), value.replaceAll('"', ""));
    rest = rest.slice(whole.length);
    // Further values of the same parameter are none of those read here.
    const more = /^(?:,(?:"[^"]*"|[^",;:]*))+/.exec(rest)?.[0] ?? "";
    rest = rest.slice(more.length);
  }
  if (!rest.startsWith(":")) return undefined;
  return { name: head.toUpperCase(), parameters, value: rest.slice(1) };
}
