import { recurrenceSentence, type Series } from "@plenum/model/calendar";

export type MailLanguage = "de" | "en";

/** "Dienstag, 1. Dezember 2026, 09:30–10:30 (Europe/Berlin)" */
export function timeText(
  time: { readonly startsAt: string; readonly endsAt: string },
  timeZone: string,
  language: MailLanguage,
): string {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
  const begins = new Date(time.startsAt);
  const ends = new Date(time.endsAt);
  const sameDay = day.format(begins) === day.format(ends);
  const end = sameDay ? clock.format(ends) : `${day.format(ends)}, ${clock.format(ends)}`;
  return `${day.format(begins)}, ${clock.format(begins)}–${end} (${timeZone})`;
}

/** How a series repeats, in words; undefined for a single meeting. */
export function repetitionText(series: Series, language: MailLanguage): string | undefined {
  return series.recurrence && recurrenceSentence(series.recurrence, series.start, language);
}
