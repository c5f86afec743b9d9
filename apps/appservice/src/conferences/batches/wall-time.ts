const ISO = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::\d{2})?$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),? +(\d{1,2})[:.](\d{2})(?: Uhr)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The moment that somebody has written into a table: `2026-12-01T09:30+01:00`, or, on the clock of a
 * zone, `2026-12-01 09:30` or `01.12.2026 09:30`.
 * @param timeZone IANA name
 * @returns ISO 8601 in UTC; undefined for what is no time, or one that the clock skips
 */
export function instantOf(text: string, timeZone: string): string | undefined {
  if (WITH_ZONE.test(text)) {
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
  }
  const iso = ISO.exec(text)?.slice(1).map(Number);
  const german = GERMAN.exec(text)?.slice(1).map(Number);
  const [year, month, day, hour, minute] =
    iso ?? (german ? [german[2], german[1], german[0], german[3], german[4]] : []);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    hour === undefined ||
    minute === undefined
  ) {
    return undefined;
  }
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const shown = new Date(wall);
  const real =
    shown.getUTCFullYear() === year &&
    shown.getUTCMonth() === month - 1 &&
    shown.getUTCDate() === day &&
    shown.getUTCHours() === hour &&
    shown.getUTCMinutes() === minute;
  if (!real) return undefined;
  // On the night of a change two offsets come into question; the first that fits is the earlier moment.
  for (const around of [wall - DAY, wall + DAY]) {
    const moment = wall - offsetAt(around, timeZone);
    if (moment + offsetAt(moment, timeZone) === wall) return new Date(moment).toISOString();
  }
  return undefined;
}

const DAY = 24 * 60 * 60_000;

/** Milliseconds by which the clock of a zone is ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const number = (type: string): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(
    number("year"),
    number("month") - 1,
    number("day"),
    number("hour"),
    number("minute"),
    number("second"),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}

/** Whether a text names a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
