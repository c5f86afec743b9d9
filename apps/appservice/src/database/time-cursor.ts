import { z } from "zod";

/** Place in a list that goes from new to old: time and id of the last row that was shown. */
export interface TimeCursor {
  readonly time: Date;
  readonly id: string;
}

/**
 * Conditions and order of such a list. Times are compared in milliseconds, since more than that does
 * not survive the way to the caller and back.
 */
export const inMilliseconds = (column: string): string => `date_trunc('milliseconds', ${column})`;

/** A cursor as callers carry it. */
export function timeCursor({ time, id }: TimeCursor): string {
  return `${time.toISOString()} ${id}`;
}

const cursorText = z.string().regex(/^\S+ \S+$/);

/** @returns undefined for what is no cursor: the list begins with the newest */
export function readTimeCursor(text: string | undefined): TimeCursor | undefined {
  const [time = "", id = ""] = (cursorText.safeParse(text).data ?? "").split(" ");
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || id === "" ? undefined : { time: at, id };
}
