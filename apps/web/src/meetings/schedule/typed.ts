import { addDays, isDay, weekdayOf } from "../calendar/time.ts";

const DAY_MINUTES = 1440;

/**
 * A time as people type it: `9`, `930`, `9:30`, `9.30`, `09h30`, `14 Uhr`, `2pm`.
 * @returns `09:30`, or undefined for what is no time
 */
export function readTime(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const match =
    /^(\d{1,2})(?:\s*[:.,h ]\s*(\d{2}))?\s*(uhr|h|am|pm|a\.m\.|p\.m\.)?$/.exec(text) ??
    /^(\d{1,2})(\d{2})\s*(uhr|am|pm)?$/.exec(text);
  if (match === null) return undefined;
  const half = match[3]?.replaceAll(".", "");
  let hours = Number(match[1]);
  const minutes = Number(match[2] ?? "0");
  if (half === "am" || half === "pm") {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half === "pm" ? 12 : 0);
  }
  if (hours > 23 || minutes > 59) return undefined;
  return `${two(hours)}:${two(minutes)}`;
}

/**
 * A length as people type it: `45`, `45 min`, `1:30`, `1,5 h`, `1 Std. 30`, `2 hours`.
 * @returns minutes from 5 to 1440, or undefined
 */
export function readMinutes(typed: string): number | undefined {
  const text = typed.trim().toLowerCase();
  const found =
    clockLength(/^(\d{1,2}):(\d{2})(?:\s*(?:h|std\.?|stunden?))?$/.exec(text)) ??
    clockLength(
      /^(\d{1,2})\s*(?:h|std\.?|stunden?|hours?|hrs?)\s*(\d{1,2})\s*(?:m|min\.?|minuten?|minutes?)?$/.exec(
        text,
      ),
    ) ??
    hoursLength(/^(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|std\.?|stunden?|hours?|hrs?)$/.exec(text)) ??
    minutesLength(/^(\d{1,4})\s*(?:m|min\.?|minuten?|minutes?)?$/.exec(text));
  if (found === undefined || found < 5 || found > DAY_MINUTES) return undefined;
  return found;
}

function clockLength(match: RegExpExecArray | null): number | undefined {
  if (match === null || Number(match[2]) > 59) return undefined;
  return Number(match[1]) * 60 + Number(match[2]);
}

function hoursLength(match: RegExpExecArray | null): number | undefined {
  const text = match?.[1];
  return text === undefined ? undefined : Math.round(Number(text.replace(",", ".")) * 60);
}

function minutesLength(match: RegExpExecArray | null): number | undefined {
  return match === null ? undefined : Number(match[1]);
}

const WORDS: Readonly<Record<string, number>> = {
  heute: 0,
  today: 0,
  morgen: 1,
  tomorrow: 1,
  übermorgen: 2,
};
const WEEKDAYS = [
  ["mo", "montag", "mon", "monday"],
  ["di", "dienstag", "tue", "tuesday"],
  ["mi", "mittwoch", "wed", "wednesday"],
  ["do", "donnerstag", "thu", "thursday"],
  ["fr", "freitag", "fri", "friday"],
  ["sa", "samstag", "sonnabend", "sat", "saturday"],
  ["so", "sonntag", "sun", "sunday"],
];

/**
 * A day as people type it: `1.12.`, `01.12.26`, `1/12/2026`, `2026-12-01`, `morgen`, `Montag`. Day
 * before month, as in German and British writing; without a year the next such day.
 * @param today e.g. `2026-11-30`
 * @returns `2026-12-01`, or undefined for what is no day
 */
export function readDay(typed: string, today: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word !== undefined) return addDays(today, word);
  const weekday = WEEKDAYS.findIndex((names) => names.includes(text.replace(/\.$/, "")));
  if (weekday !== -1) {
    const ahead = (weekday + 1 - weekdayOf(today) + 7) % 7;
    return addDays(today, ahead === 0 ? 7 : ahead);
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return there(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  // With or without the name of the weekday before it, as it is shown.
  const written = text.replace(/^\p{L}+\.?,?\s+(?=\d)/u, "");
  const match = /^(\d{1,2})[./]\s*(\d{1,2})(?:[./]\s*(\d{4}|\d{2})?)?$/.exec(written);
  if (match === null) return undefined;
  const [day, month] = [Number(match[1]), Number(match[2])];
  if (match[3] !== undefined) {
    const year = Number(match[3]);
    return there(year < 100 ? 2000 + year : year, month, day);
  }
  const year = Number(today.slice(0, 4));
  return [0, 1, 2, 3, 4, 5, 6, 7, 8]
    .map((later) => there(year + later, month, day))
    .find((found) => found !== undefined && found >= today);
}

function there(year: number, month: number, day: number): string | undefined {
  const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return isDay(text) ? text : undefined;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
