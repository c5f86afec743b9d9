import { useI18n } from "./I18n.tsx";
import type { Translate } from "./keys.ts";
import type { Language } from "./language.ts";

/** Dates and times in the current language; times are milliseconds since the epoch. */
export interface Dates {
  /** Names a calendar day; equal for two times of one day. */
  readonly dayKey: (timestamp: number) => string;
  /** "Heute", "Gestern", or "Mittwoch, 4. November". */
  readonly day: (timestamp: number) => string;
  readonly time: (timestamp: number) => string;
  /** The time of today, the day of everything before. */
  readonly recent: (timestamp: number) => string;
  readonly dateTime: (timestamp: number) => string;
  /** "17:00" today, "3. Dezember" on any other day. */
  readonly moment: (timestamp: number) => string;
}

const DAY = 24 * 60 * 60 * 1000;

/** Formats are dear to make and used in every row: one set for each language. */
const known = new WeakMap<Translate, Dates>();

/** Formats for the current language. */
export function useDates(): Dates {
  const { language, t } = useI18n();
  let dates = known.get(t);
  if (dates === undefined) {
    dates = createDates(language, t);
    known.set(t, dates);
  }
  return dates;
}

function dayKey(timestamp: number): string {
  const date = new Date(timestamp);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function createDates(language: Language, t: Translate): Dates {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const long = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  const withYear = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
  const day = (timestamp: number): string => {
    const now = Date.now();
    if (dayKey(timestamp) === dayKey(now)) return t("dates.today");
    if (dayKey(timestamp) === dayKey(now - DAY)) return t("dates.yesterday");
    const format = now - timestamp > 300 * DAY ? withYear : long;
    return format.format(timestamp);
  };
  return {
    dayKey,
    day,
    recent: (timestamp) =>
      dayKey(timestamp) === dayKey(Date.now()) ? time.format(timestamp) : day(timestamp),
    time: (timestamp) => time.format(timestamp),
    moment: (timestamp) =>
      dayKey(timestamp) === dayKey(Date.now()) ? time.format(timestamp) : date.format(timestamp),
    dateTime: (timestamp) => dateTime.format(timestamp),
  };
}
