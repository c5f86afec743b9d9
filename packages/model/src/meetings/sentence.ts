import type { Recurrence, Weekday } from "./contract.ts";
import { settledRule } from "./recurrence.ts";

/** Languages that sentences are written in. */
export type SentenceLanguage = "de" | "en";

/**
 * A rule in plain words, e.g. "Every second week on Monday and Wednesday, until 18 December 2026".
 * @param start wall time of the first occurrence
 */
export function recurrenceSentence(
  rule: Recurrence,
  start: string,
  language: SentenceLanguage,
): string {
  const words = language === "de" ? GERMAN : ENGLISH;
  const settled = settledRule(rule, start.slice(0, 10));
  const parts = [words.every[settled.frequency](settled.interval)];
  if (settled.frequency === "weekly") parts.push(words.on(names(settled.weekdays, language)));
  if (settled.frequency === "monthly") {
    parts.push(
      settled.week === undefined
        ? words.onDay(Number(start.slice(8, 10)))
        : words.onWeek(settled.week, names(settled.weekdays, language)),
    );
  }
  if (settled.frequency === "yearly") parts.push(words.onDate(dayAndMonth(start, language)));
  const rest = dayMissing(settled.frequency, settled.week, start, language);
  const sentence = parts.join(" ") + rest;
  if (rule.count !== undefined) return `${sentence}, ${words.times(rule.count)}`;
  if (rule.until !== undefined) return `${sentence}, ${words.until(date(rule.until, language))}`;
  return sentence;
}

interface Words {
  readonly every: Readonly<Record<Recurrence["frequency"], (n: number) => string>>;
  readonly on: (weekdays: string) => string;
  readonly onDay: (day: number) => string;
  readonly onWeek: (week: number, weekdays: string) => string;
  readonly onDate: (date: string) => string;
  readonly times: (count: number) => string;
  readonly until: (date: string) => string;
}

const GERMAN: Words = {
  every: {
    daily: (n) => (n === 1 ? "Jeden Tag" : n === 2 ? "Jeden zweiten Tag" : `Alle ${n} Tage`),
    weekly: (n) => (n === 1 ? "Jede Woche" : n === 2 ? "Jede zweite Woche" : `Alle ${n} Wochen`),
    monthly: (n) =>
      n === 1 ? "Jeden Monat" : n === 2 ? "Jeden zweiten Monat" : `Alle ${n} Monate`,
    yearly: (n) => (n === 1 ? "Jedes Jahr" : n === 2 ? "Jedes zweite Jahr" : `Alle ${n} Jahre`),
  },
  on: (weekdays) => `am ${weekdays}`,
  onDay: (day) => `am ${day}.`,
  onWeek: (week, weekdays) =>
    `am ${week === -1 ? "letzten" : ["ersten", "zweiten", "dritten", "vierten"][week - 1]} ${weekdays}`,
  onDate: (text) => `am ${text}`,
  times: (count) => (count === 1 ? "einmal" : `${count}-mal`),
  until: (text) => `bis ${text}`,
};

const ENGLISH: Words = {
  every: {
    daily: (n) => every(n, "day"),
    weekly: (n) => every(n, "week"),
    monthly: (n) => every(n, "month"),
    yearly: (n) => every(n, "year"),
  },
  on: (weekdays) => `on ${weekdays}`,
  onDay: (day) => `on the ${ordinal(day)}`,
  onWeek: (week, weekdays) =>
    `on the ${week === -1 ? "last" : ["first", "second", "third", "fourth"][week - 1]} ${weekdays}`,
  onDate: (text) => `on ${text}`,
  times: (count) => (count === 1 ? "once" : `${count} times`),
  until: (text) => `until ${text}`,
};

function every(n: number, unit: string): string {
  return n === 1 ? `Every ${unit}` : n === 2 ? `Every second ${unit}` : `Every ${n} ${unit}s`;
}

const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" } as const;

function ordinal(day: number): string {
  return `${day}${ENDINGS[new Intl.PluralRules("en-GB", { type: "ordinal" }).select(day)]}`;
}

/** Says that months or years without the day are left out. */
function dayMissing(
  frequency: Recurrence["frequency"],
  week: number | undefined,
  start: string,
  language: SentenceLanguage,
): string {
  const day = Number(start.slice(8, 10));
  if (frequency === "monthly" && week === undefined && day > 28) {
    return language === "de"
      ? " (nur in Monaten, die diesen Tag haben)"
      : " (only in months that have this day)";
  }
  if (frequency === "yearly" && start.slice(5, 10) === "02-29") {
    return language === "de" ? " (nur in Schaltjahren)" : " (only in leap years)";
  }
  return "";
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const ORDER: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

function names(weekdays: readonly Weekday[], language: SentenceLanguage): string {
  const name = new Intl.DateTimeFormat(localeOf(language), { weekday: "long", timeZone: "UTC" });
  const list = new Intl.ListFormat(localeOf(language), { type: "conjunction" });
  return list.format(weekdays.map((day) => name.format(MONDAY + ORDER.indexOf(day) * DAY)));
}

function date(day: string, language: SentenceLanguage): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

function dayAndMonth(start: string, language: SentenceLanguage): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(Date.parse(`${start.slice(0, 10)}T00:00:00Z`));
}

function localeOf(language: SentenceLanguage): string {
  return language === "de" ? "de-DE" : "en-GB";
}
