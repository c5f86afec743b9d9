function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** A time as the value of a date field: its day here, "2026-11-27". */
export function dayField(timestamp: number): string {
  const date = new Date(timestamp);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Milliseconds since the epoch at which a day begins here; undefined for what is no day. */
export function startOfDay(field: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return dayField(date.getTime()) === field ? date.getTime() : undefined;
}
