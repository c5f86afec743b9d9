import { useMemo } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { Language } from "../i18n/language.ts";

/** Days, times and lengths in words, as the language writes them. */
export interface CalendarFormats {
  /** "Mo." */
  readonly weekday: (day: string) => string;
  /** "30" */
  readonly dayNumber: (day: string) => string;
  /** "Montag, 30. November" with the year unless it is this one. */
  readonly dayLong: (day: string, today: string) => string;
  /** "30.11.2026", as it can be typed. */
  readonly dayField: (day: string) => string;
  /** "30. Nov. – 6. Dez. 2026" */
  readonly days: (from: string, to: string) => string;
  /** "09:30", of a moment in milliseconds since the epoch. */
  readonly time: (moment: number) => string;
  /** "Mo., 30. Nov., 09:30" */
  readonly moment: (moment: number) => string;
  /** "45 Min.", "1 Std. 30 Min." */
  readonly length: (minutes: number) => string;
  /** "Mitteleuropäische Zeit" */
  readonly zone: (zone: string, moment: number) => string;
}

/** Formats of the current language. @param zone IANA name of the zone whose clock counts */
export function useFormats(zone: string): CalendarFormats {
  const { language } = useI18n();
  return useMemo(() => createFormats(language, zone), [language, zone]);
}

/** A day as a moment that every format in UTC shows as that day. */
function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

export function createFormats(language: Language, zone: string): CalendarFormats {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const ofDay = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const weekday = ofDay({ weekday: "short" });
  const number = ofDay({ day: "numeric" });
  const long = ofDay({ weekday: "long", day: "numeric", month: "long" });
  const withYear = ofDay({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const field = ofDay({ day: "2-digit", month: "2-digit", year: "numeric" });
  const range = ofDay({ day: "numeric", month: "short", year: "numeric" });
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  const moment = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  return {
    weekday: (day) => weekday.format(noon(day)),
    dayNumber: (day) =>
      number.formatToParts(noon(day)).find(({ type }) => type === "day")?.value ?? "",
    dayLong: (day, today) =>
      (day.slice(0, 4) === today.slice(0, 4) ? long : withYear).format(noon(day)),
    dayField: (day) => field.format(noon(day)),
    days: (from, to) => range.formatRange(noon(from), noon(to)),
    time: (at) => time.format(at),
    moment: (at) => moment.format(at),
    length: (minutes) => lengthIn(language, minutes),
    zone: (name, at) =>
      new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: "long" })
        .formatToParts(at)
        .find(({ type }) => type === "timeZoneName")?.value ?? name,
  };
}

function lengthIn(language: Language, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const [hour, minute] = language === "de" ? ["Std.", "Min."] : ["h", "min"];
  const parts = [
    ...(hours > 0 ? [`${hours} ${hour}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} ${minute}`] : []),
  ];
  return parts.join(" ");
}
