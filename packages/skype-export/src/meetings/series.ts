import { momentOf, recurrenceOfRrule, wallTimeAt, type Series } from "@plenum/model/calendar";
import { cleanLabel } from "../text/clean.ts";
import { calendarLines, unescaped, type CalendarLine } from "./content-lines.ts";
import { zoneOf } from "./time-zone.ts";

/** Why an appointment cannot become a meeting of the same dates. */
export type NoSeries = "time-zone" | "rule" | "times" | "all-day";

type Exceptions = NonNullable<Series["exceptions"]>;
type Exception = Exceptions[number];

const MINUTE = 60_000;

/**
 * When the appointment of a meeting takes place: its rule and every exception, on the wall clock of its
 * zone.
 * @param ics of `ExportedMeeting.calendar`
 * @returns why not, where the rules of meetings cannot say the same
 */
export async function seriesOf(ics: string): Promise<Series | NoSeries> {
  const zones = new Map<string, string>();
  const events: CalendarLine[][] = [];
  let open: CalendarLine[] = [];
  let depth = 0;
  for await (const line of calendarLines(once(ics))) {
    if (line.name === "BEGIN") {
      depth += 1;
      if (depth === 2) open = [];
    }
    if (depth === 2 || /^(?:BEGIN|END)$/.test(line.name) || isZoneRule(line)) open.push(line);
    if (line.name !== "END") continue;
    if (depth === 2 && line.value === "VEVENT") events.push(open);
    if (depth === 2 && line.value === "VTIMEZONE") {
      const id = open.find(({ name }) => name === "TZID")?.value ?? "";
      zones.set(id, open.flatMap(({ physical }) => physical).join("\n"));
    }
    depth -= 1;
  }
  return readSeries(events, zones);
}

function isZoneRule({ name }: CalendarLine): boolean {
  return name === "TZOFFSETTO" || name === "RRULE";
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function readSeries(
  events: readonly (readonly CalendarLine[])[],
  zones: ReadonlyMap<string, string>,
): Series | NoSeries {
  const main = events.find((event) => lineOf(event, "RECURRENCE-ID") === undefined);
  const begins = main === undefined ? undefined : lineOf(main, "DTSTART");
  if (main === undefined || begins === undefined) return "times";
  if (/^\d{8}$/.test(begins.value.trim())) return "all-day";
  const timeZone = zoneOfLine(begins, zones);
  if (timeZone === undefined) return "time-zone";
  const start = wallTime(begins, timeZone, zones);
  const minutes = start === undefined ? undefined : minutesOf(main, start, timeZone, zones);
  if (start === undefined || minutes === undefined) return "times";
  const rrule = lineOf(main, "RRULE");
  if (rrule === undefined) return { start, minutes, timeZone };
  const recurrence = recurrenceOfRrule(plainRule(rrule.value.trim(), start, timeZone), timeZone);
  if (recurrence === undefined) return "rule";
  const title = cleanLabel(unescaped(lineOf(main, "SUMMARY")?.value ?? ""));
  const exceptions = [
    ...cancelledDates(main, timeZone, zones),
    ...events.flatMap((event) => exceptionOf(event, title, minutes, timeZone, zones) ?? []),
  ];
  return { start, minutes, timeZone, recurrence, exceptions };
}

function lineOf(lines: readonly CalendarLine[], name: string): CalendarLine | undefined {
  return lines.find((line) => line.name === name);
}

function zoneOfLine(line: CalendarLine, zones: ReadonlyMap<string, string>): string | undefined {
  const id = line.parameters.get("TZID");
  if (id !== undefined) return zoneOf(id, zones.get(id));
  return /Z$/i.test(line.value.trim()) ? "UTC" : undefined;
}

/** A time on the wall clock of the series, to the minute. */
function wallTime(
  line: CalendarLine,
  timeZone: string,
  zones: ReadonlyMap<string, string>,
  value = line.value,
): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d{2}(Z?)$/i.exec(value.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, utc] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}`;
  const moment = Date.parse(`${wall}Z`);
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(wall)) return undefined;
  if (utc !== "") return wallTimeAt(moment, timeZone);
  const zone = zoneOfLine(line, zones);
  return zone === undefined || zone === timeZone
    ? wall
    : wallTimeAt(momentOf(wall, zone), timeZone);
}

function minutesOf(
  event: readonly CalendarLine[],
  start: string,
  timeZone: string,
  zones: ReadonlyMap<string, string>,
): number | undefined {
  const ends = lineOf(event, "DTEND");
  const duration = lineOf(event, "DURATION")?.value.trim();
  let minutes: number | undefined;
  if (ends !== undefined) {
    const end = wallTime(ends, timeZone, zones);
    if (end !== undefined) minutes = (momentOf(end, timeZone) - momentOf(start, timeZone)) / MINUTE;
  } else {
    const [, days = "0", hours = "0", rest = "0"] =
      /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?)?$/.exec(duration ?? "") ?? [];
    minutes = Number(days) * 1440 + Number(hours) * 60 + Number(rest);
  }
  return minutes !== undefined && minutes >= 5 && minutes <= 1440 ? minutes : undefined;
}

function cancelledDates(
  event: readonly CalendarLine[],
  timeZone: string,
  zones: ReadonlyMap<string, string>,
): readonly Exception[] {
  return event
    .filter(({ name }) => name === "EXDATE")
    .flatMap((line) => line.value.split(",").map((value) => wallTime(line, timeZone, zones, value)))
    .flatMap((original) => (original === undefined ? [] : [{ original, cancelled: true }]));
}

function exceptionOf(
  event: readonly CalendarLine[],
  seriesTitle: string,
  seriesMinutes: number,
  timeZone: string,
  zones: ReadonlyMap<string, string>,
): Exception | undefined {
  const named = lineOf(event, "RECURRENCE-ID");
  const begins = lineOf(event, "DTSTART");
  const original = named === undefined ? undefined : wallTime(named, timeZone, zones);
  if (original === undefined) return undefined;
  if (lineOf(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED") {
    return { original, cancelled: true };
  }
  const start = begins === undefined ? undefined : wallTime(begins, timeZone, zones);
  const minutes = start === undefined ? undefined : minutesOf(event, start, timeZone, zones);
  const title = cleanLabel(unescaped(lineOf(event, "SUMMARY")?.value ?? "")).slice(0, 200);
  return {
    original,
    cancelled: false,
    ...(start === undefined || start === original ? {} : { start }),
    ...(minutes === undefined || minutes === seriesMinutes ? {} : { minutes }),
    ...(title === "" || title === seriesTitle ? {} : { title }),
  };
}

/**
 * The same rule without what Outlook says although the first date says it already, so that
 * `recurrenceOfRrule` can read it.
 */
function plainRule(rule: string, start: string, timeZone: string): string {
  const [, month = "", day = ""] = start.slice(0, 10).split("-");
  const parts = new Map<string, string>();
  for (const part of rule.toUpperCase().split(";")) {
    const [name = "", value = ""] = part.split("=", 2);
    parts.set(name, value);
  }
  const monthly = parts.get("FREQ") === "MONTHLY";
  const yearly = parts.get("FREQ") === "YEARLY";
  // Where the week begins matters only to rules that skip weeks.
  if (parts.get("WKST") === "MO" || Number(parts.get("INTERVAL") ?? 1) === 1) parts.delete("WKST");
  if ((monthly || yearly) && parts.get("BYMONTHDAY") === String(Number(day)))
    parts.delete("BYMONTHDAY");
  if (yearly && parts.get("BYMONTH") === String(Number(month))) parts.delete("BYMONTH");
  const position = parts.get("BYSETPOS");
  const weekday = parts.get("BYDAY") ?? "";
  if (monthly && position !== undefined && /^[A-Z]{2}$/.test(weekday)) {
    parts.set("BYDAY", `${position}${weekday}`);
    parts.delete("BYSETPOS");
  }
  const until = parts.get("UNTIL");
  if (until !== undefined) parts.set("UNTIL", lastUntil(until, start, timeZone));
  return [...parts].map(([name, value]) => `${name}=${value}`).join(";");
}

/** Rules of meetings end with a day; an end before that day's beginning is that of the day before. */
function lastUntil(until: string, start: string, timeZone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}Z?)?$/.exec(until);
  if (match === null) return until;
  const [, year, month, day, hour, minute] = match;
  const moment =
    hour === undefined
      ? momentOf(`${year}-${month}-${day}T23:59`, timeZone)
      : until.endsWith("Z")
        ? Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`)
        : momentOf(`${year}-${month}-${day}T${hour}:${minute}`, timeZone);
  const wall = wallTimeAt(moment, timeZone);
  const ends =
    wall.slice(11) >= start.slice(11)
      ? moment
      : momentOf(`${wall.slice(0, 10)}T00:00`, timeZone) - MINUTE;
  return `${new Date(ends).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}00Z`;
}
