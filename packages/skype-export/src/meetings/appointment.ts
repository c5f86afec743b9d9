import { isEndless, occurrences, type Series } from "@plenum/model/calendar";
import { cleanLabel, cleanParagraphs, sipAddress } from "../text/clean.ts";
import { calendarLines, unescaped, type CalendarLine } from "./content-lines.ts";
import { placesOf, withoutJoinBlock } from "./old-text.ts";
import { seriesOf, type NoSeries } from "./series.ts";

/** Somebody whom an appointment names. */
export interface AppointmentPerson {
  /** Mail address in lower case. */
  readonly address: string;
  readonly name: string;
  readonly optional: boolean;
  readonly answer: "accepted" | "tentative" | "declined" | "open";
}

/**
 * What of an appointment a meeting cannot hold. `exception-text`: a single date has a description or a place
 * of its own. `exception-people`: or other people. `exception-unknown`: it names a date that the rule does
 * not give. `endless`: meetings end after five years. `people`: somebody has no address. `attachments`.
 */
export type AppointmentLoss =
  | "exception-text"
  | "exception-people"
  | "exception-unknown"
  | "endless"
  | "people"
  | "attachments";

/** An appointment with an online meeting, as a meeting takes it over. */
export interface Appointment {
  readonly title: string;
  /** Without the paragraph that told how to join, and without old addresses elsewhere. */
  readonly description: string;
  /** Rooms with doors. */
  readonly places: readonly string[];
  readonly series: Series;
  readonly organizer: { readonly address: string; readonly name: string } | undefined;
  readonly attendees: readonly AppointmentPerson[];
  /** Minutes before the beginning; 0 for none. */
  readonly reminder: number;
  readonly losses: readonly AppointmentLoss[];
}

const MOST_PEOPLE = 500;
const LONGEST_DESCRIPTION = 5_000;

type Lines = readonly CalendarLine[];

/**
 * Reads the appointment of a meeting: what it says of itself, on the wall clock of its zone, with its
 * exceptions.
 * @param ics of `ExportedMeeting.calendar`
 * @returns why not, where the rules of meetings cannot say the same dates
 */
export async function readAppointment(ics: string): Promise<Appointment | NoSeries | "cancelled"> {
  const series = await seriesOf(ics);
  if (typeof series === "string") return series;
  const events = await eventsOf(ics);
  const main = events.find((event) => valueOf(event, "RECURRENCE-ID") === undefined) ?? [];
  if (valueOf(main, "STATUS")?.trim().toUpperCase() === "CANCELLED") return "cancelled";
  const planned = occurrences(series);
  // A first date that the rule does not give is one more; no rule of ours says so.
  if (series.recurrence !== undefined && !planned.some((each) => each.original === series.start)) {
    return "rule";
  }
  const people = attendeesOf(main);
  const exceptions = events.filter((event) => valueOf(event, "RECURRENCE-ID") !== undefined);
  const text = textOf(main);
  const known = new Set(planned.map(({ original }) => original));
  const losses = new Set<AppointmentLoss>();
  if (isEndless(series)) losses.add("endless");
  if (main.some(({ name }) => name === "ATTACH")) losses.add("attachments");
  if (people.without > 0) losses.add("people");
  for (const event of exceptions) {
    if (JSON.stringify(textOf(event)) !== JSON.stringify(text)) losses.add("exception-text");
    if (addressesOf(event) !== addressesOf(main)) losses.add("exception-people");
  }
  const unknown = series.exceptions?.some(({ original }) => !known.has(original)) ?? false;
  if (unknown) losses.add("exception-unknown");
  return {
    title: cleanLabel(unescaped(valueOf(main, "SUMMARY") ?? "")).slice(0, 200),
    ...text,
    series: {
      ...series,
      ...(series.exceptions === undefined
        ? {}
        : { exceptions: onePerDate(series.exceptions.filter((each) => known.has(each.original))) }),
    },
    organizer: organizerOf(main),
    attendees: people.list,
    reminder: reminderOf(main),
    losses: [...losses],
  };
}

type Exceptions = NonNullable<Series["exceptions"]>;

/** What a date of its own says counts before a date that is left out. */
function onePerDate(exceptions: Exceptions): Exceptions {
  return [...new Map(exceptions.map((each) => [each.original, each])).values()];
}

async function eventsOf(ics: string): Promise<readonly Lines[]> {
  const events: CalendarLine[][] = [];
  const path: string[] = [];
  for await (const line of calendarLines(once(ics))) {
    if (line.name === "BEGIN") {
      path.push(line.value.trim().toUpperCase());
      if (path.at(-1) === "VEVENT") events.push([]);
    } else if (line.name === "END") path.pop();
    else if (path.at(-1) === "VEVENT") events.at(-1)?.push(line);
    // How long before: the trigger of the first alarm, beside what the appointment says of itself.
    else if (path.at(-1) === "VALARM" && path.at(-2) === "VEVENT" && line.name === "TRIGGER") {
      events.at(-1)?.push(line);
    }
  }
  return events;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function valueOf(lines: Lines, name: string): string | undefined {
  return lines.find((line) => line.name === name)?.value;
}

function textOf(lines: Lines): { readonly description: string; readonly places: string[] } {
  const description = cleanParagraphs(unescaped(valueOf(lines, "DESCRIPTION") ?? ""));
  const location = cleanLabel(unescaped(valueOf(lines, "LOCATION") ?? ""));
  return {
    description: withoutJoinBlock(description).slice(0, LONGEST_DESCRIPTION),
    places: placesOf(location),
  };
}

function personOf(
  line: CalendarLine,
): { readonly address: string; readonly name: string } | undefined {
  const value = line.value.trim();
  const address = /^mailto:/i.test(value) ? sipAddress(value.slice("mailto:".length)) : undefined;
  if (address === undefined) return undefined;
  return { address, name: cleanLabel(line.parameters.get("CN") ?? "").slice(0, 100) };
}

function organizerOf(lines: Lines): Appointment["organizer"] {
  const line = lines.find(({ name }) => name === "ORGANIZER");
  return line && personOf(line);
}

const ANSWERS: ReadonlyMap<string, AppointmentPerson["answer"]> = new Map([
  ["ACCEPTED", "accepted"],
  ["TENTATIVE", "tentative"],
  ["DECLINED", "declined"],
]);

function attendeesOf(lines: Lines): { list: readonly AppointmentPerson[]; without: number } {
  const organizer = organizerOf(lines)?.address;
  const list = new Map<string, AppointmentPerson>();
  let without = 0;
  for (const line of lines) {
    if (line.name !== "ATTENDEE" || isThing(line)) continue;
    const person = personOf(line);
    if (person === undefined || list.size >= MOST_PEOPLE) without += 1;
    else if (person.address !== organizer) {
      list.set(person.address, {
        ...person,
        optional: line.parameters.get("ROLE")?.toUpperCase() === "OPT-PARTICIPANT",
        answer: ANSWERS.get(line.parameters.get("PARTSTAT")?.toUpperCase() ?? "") ?? "open",
      });
    }
  }
  return { list: [...list.values()], without };
}

/** Rooms and projectors are invited like people, and are none. */
function isThing({ parameters }: CalendarLine): boolean {
  return /^(?:RESOURCE|ROOM)$/i.test(parameters.get("CUTYPE") ?? "");
}

function addressesOf(lines: Lines): string {
  return attendeesOf(lines)
    .list.map(({ address }) => address)
    .toSorted()
    .join(" ");
}

function reminderOf(lines: Lines): number {
  const trigger = valueOf(lines, "TRIGGER")?.trim() ?? "";
  const [, days = "0", hours = "0", minutes = "0"] =
    /^-P(?:(\d{1,2})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:0S)?)?$/.exec(trigger) ?? [];
  const before = Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
  return before <= 1440 ? before : 1440;
}
