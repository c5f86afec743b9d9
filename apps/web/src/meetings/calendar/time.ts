import { Temporal } from "temporal-polyfill";

/** A moment on the wall clock: the day, and minutes since its midnight as the clock shows them. */
export interface WallMoment {
  readonly day: string;
  readonly minutes: number;
}

/** The time zone of this device, an IANA name. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether a text is a day that there is, e.g. `2026-12-01`; years far away are none. */
export function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/** What the wall clock of a zone shows. @param moment milliseconds since the epoch */
export function wallOf(moment: number, zone: string): WallMoment {
  const at = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  return { day: at.toPlainDate().toString(), minutes: at.hour * 60 + at.minute };
}

/** The moment at which a day begins, in milliseconds since the epoch. */
export function dayStart(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** So many days later, or earlier. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** The seven days of a day's week, Monday first. */
export function weekOf(day: string): readonly string[] {
  const monday = addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
  return [0, 1, 2, 3, 4, 5, 6].map((count) => addDays(monday, count));
}

/** One for Monday to seven for Sunday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The number of a day's week, as offices count them (ISO 8601). */
export function weekNumber(day: string): number {
  return Temporal.PlainDate.from(day).weekOfYear ?? 0;
}

/** `09:30` for minutes since midnight. */
export function clockText(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
