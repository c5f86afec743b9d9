import { Temporal } from "temporal-polyfill";
import { recurrenceSchema, type Recurrence } from "./contract.ts";
import { daysOfRule, settledRule } from "./recurrence.ts";
import { zonedTime } from "./zone.ts";

/**
 * A rule as the value of RRULE, RFC 5545 section 3.3.10. The end is always said, so that other
 * calendars stop where Plenum stops.
 * @param start wall time of the first occurrence
 */
export function rruleOf(rule: Recurrence, start: string, timeZone: string): string {
  const day = start.slice(0, 10);
  const settled = settledRule(rule, day);
  const { frequency, interval, weekdays, week, count, until } = settled;
  const parts = [`FREQ=${frequency.toUpperCase()}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (weekdays.length > 0) {
    parts.push(`BYDAY=${weekdays.map((weekday) => `${week ?? ""}${weekday}`).join(",")}`);
  }
  // COUNT and UNTIL exclude each other: what is written is how many there really are.
  const number = count === undefined ? 0 : [...daysOfRule(settled, day)].length;
  if (number > 0) parts.push(`COUNT=${number}`);
  else parts.push(`UNTIL=${utcText(zonedTime(`${until}T23:59`, timeZone))}`);
  return parts.join(";");
}

/**
 * Reads a rule that `rruleOf` has written.
 * @returns undefined for anything that Plenum's rules cannot say
 */
export function recurrenceOfRrule(text: string, timeZone: string): Recurrence | undefined {
  const parts = new Map(
    text.split(";").map((part): [string, string] => {
      const [name = "", value = ""] = part.split("=", 2);
      return [name.toUpperCase(), value];
    }),
  );
  const days = parts.get("BYDAY")?.split(",").map(dayOf) ?? [];
  const weeks = new Set(days.map((day) => day?.week));
  const until = parts.get("UNTIL");
  for (const name of parts.keys()) if (!KNOWN.has(name)) return undefined;
  if (days.includes(undefined) || weeks.size > 1) return undefined;
  const [week] = weeks;
  const read = recurrenceSchema.safeParse({
    frequency: parts.get("FREQ")?.toLowerCase(),
    interval: Number(parts.get("INTERVAL") ?? 1),
    weekdays: days.map((day) => day?.weekday),
    ...(week === undefined ? {} : { week }),
    ...(parts.has("COUNT") ? { count: Number(parts.get("COUNT")) } : {}),
    ...(until === undefined ? {} : { until: dayOfUntil(until, timeZone) ?? "" }),
  });
  return read.success ? read.data : undefined;
}

const KNOWN = new Set(["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"]);

function dayOf(text: string): { weekday: string; week: number | undefined } | undefined {
  const match = /^(-?\d)?([A-Z]{2})$/.exec(text);
  if (match === null) return undefined;
  const [, week, weekday = ""] = match;
  return { weekday, week: week === undefined ? undefined : Number(week) };
}

function dayOfUntil(text: string, timeZone: string): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** `20261201T083000Z` */
function utcText(time: Temporal.ZonedDateTime): string {
  return time.toInstant().toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
