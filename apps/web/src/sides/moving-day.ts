import type { Language } from "../i18n/language.ts";

function two(part: number): string {
  return String(part).padStart(2, "0");
}

/**
 * The day on which somebody moves, in words; undefined where it is past or not known: somebody whose move has
 * not worked out moves on a day that nobody has said yet.
 * @param day ISO date
 * @param now milliseconds
 */
export function movingDay(
  day: string | undefined,
  language: Language,
  now: number,
): "today" | { readonly day: string } | undefined {
  if (day === undefined) return undefined;
  const at = new Date(now);
  const today = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  if (day < today) return undefined;
  if (day === today) return "today";
  const format = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const }),
  });
  return { day: format.format(new Date(`${day}T00:00:00Z`)) };
}
