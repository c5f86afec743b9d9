import { Temporal } from "temporal-polyfill";

/** Names of the IANA database; offsets such as `+01:00`, which Temporal takes too, are none. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,3}$/;

/** Whether this machine knows the time zone. A name from outside is asked here before it is used. */
export function isTimeZone(name: string): boolean {
  if (name.length > 64 || !ZONE_NAME.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment of a wall time. A time that the clocks skip lies as far behind the gap as it would lie
 * within it; of a time that comes twice it is the first: as RFC 5545 says and calendars do.
 * @param wall `2026-12-01T09:30`
 * @param timeZone a name for which `isTimeZone` holds
 * @throws RangeError for anything else
 */
export function zonedTime(wall: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, {
    disambiguation: "compatible",
  });
}

/** Milliseconds since 1970 of a wall time. */
export function momentOf(wall: string, timeZone: string): number {
  return zonedTime(wall, timeZone).epochMilliseconds;
}

/** ISO 8601 in UTC without fractions: `2026-12-01T08:30:00Z`. */
export function isoOf(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString({
    smallestUnit: "second",
  });
}

/** The wall time of a moment, to the minute: `2026-12-01T09:30`. */
export function wallTimeAt(epochMilliseconds: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}
