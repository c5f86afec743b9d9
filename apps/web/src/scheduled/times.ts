import { Temporal } from "temporal-polyfill";

/** A time that is offered: its name, and when it is. */
export interface OfferedTime {
  readonly id: "hour" | "today" | "tomorrow" | "monday";
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** When an office begins. */
const MORNING = new Temporal.PlainTime(8);
const MONDAY = 1;

/** Now, where this person is. */
export function nowHere(): Temporal.ZonedDateTime {
  return Temporal.Now.zonedDateTimeISO();
}

/**
 * The times that are offered: in an hour, and the next mornings. Mornings are at eight by the
 * clock on the wall, also when the clocks change in between.
 */
export function offeredTimes(now: Temporal.ZonedDateTime): readonly OfferedTime[] {
  const morning = (days: number): Temporal.ZonedDateTime =>
    now
      .toPlainDate()
      .add({ days })
      .toZonedDateTime({ timeZone: now.timeZoneId, plainTime: MORNING });
  const toMonday = (MONDAY - now.dayOfWeek + 7) % 7 || 7;
  const early = Temporal.ZonedDateTime.compare(now, morning(0)) < 0;
  return [
    { id: "hour" as const, at: now.add({ hours: 1 }) },
    ...(early ? [{ id: "today" as const, at: morning(0) }] : []),
    { id: "tomorrow" as const, at: morning(1) },
    ...(toMonday > 1 ? [{ id: "monday" as const, at: morning(toMonday) }] : []),
  ].map(({ id, at }) => ({ id, at: at.epochMilliseconds }));
}

/** What the fields of a date and a time show. */
export interface LocalTime {
  /** `2026-11-30` */
  readonly date: string;
  /** `08:00` */
  readonly time: string;
}

/** A point in time as it is written on the wall here. */
export function localTime(at: number, timeZone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: "minute" }),
  };
}

/**
 * The point in time that was written. An hour that the change of the clocks leaves out is the one
 * after it; of an hour that comes twice it is the first.
 * @returns milliseconds since the epoch, undefined if it is no time
 */
export function readLocalTime({ date, time }: LocalTime, timeZone: string): number | undefined {
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" }).toZonedDateTime({
      timeZone,
      plainTime: Temporal.PlainTime.from(time, { overflow: "reject" }),
    }).epochMilliseconds;
  } catch {
    return undefined;
  }
}
