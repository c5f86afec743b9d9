import { z } from "zod";
import { isGuestUserId, parseUserId, userIdSchema } from "../ids/matrix-id.ts";
import { isPhoneUserId } from "../ids/phone-id.ts";

/** How somebody takes part: with an account here, as a guest, from another agency, by telephone. */
export const attendanceWaySchema = z.enum(["account", "guest", "other-server", "phone"]);
export type AttendanceWay = z.infer<typeof attendanceWaySchema>;

/**
 * By which way somebody takes part.
 * @param userId as the media server names the person; a telephone has no Matrix id
 * @param serverName of this installation
 */
export function attendanceWay(userId: string, serverName: string): AttendanceWay {
  if (!userIdSchema.safeParse(userId).success || isPhoneUserId(userId)) return "phone";
  if (isGuestUserId(userId, serverName)) return "guest";
  return parseUserId(userId).server === serverName ? "account" : "other-server";
}

/** One device's time in a call, in milliseconds since 1970; `until` is absent while it lasts. */
export interface AttendanceStay {
  readonly userId: string;
  readonly name: string;
  readonly from: number;
  readonly until?: number | undefined;
}

const presenceSchema = z.object({
  from: z.iso.datetime({ offset: true }),
  /** Absent while the person is there. */
  until: z.iso.datetime({ offset: true }).optional(),
});

export const attendanceRowSchema = z.object({
  userId: z.string(),
  name: z.string(),
  way: attendanceWaySchema,
  /** When the person was there, in order, none touching the next. */
  times: z.array(presenceSchema),
  /** Whole seconds altogether, up to now for whoever is still there. */
  seconds: z.number().int(),
});
export type AttendanceRow = z.infer<typeof attendanceRowSchema>;

/** `GET /api/v1/conferences/{roomId}/attendance`. */
export const attendanceListSchema = z.object({
  on: z.boolean(),
  people: z.array(attendanceRowSchema),
});
export type AttendanceList = z.infer<typeof attendanceListSchema>;

/** `PUT /api/v1/conferences/{roomId}/attendance`. */
export const attendanceSwitchSchema = z.object({ on: z.boolean() });

/** Milliseconds for which somebody may be gone, e.g. to reload, and still counts as there. */
export const SHORT_ABSENCE = 30_000;

/**
 * Who was there from when to when, ordered by first arrival. Several devices of one person and absences
 * of half a minute melt into one time; stays that end before they begin, as wrong clocks make
 * them, count as a moment.
 * @param now milliseconds since 1970
 */
export function attendanceOf(
  stays: readonly AttendanceStay[],
  serverName: string,
  now: number,
): readonly AttendanceRow[] {
  const byPerson = new Map<string, AttendanceStay[]>();
  for (const stay of stays) byPerson.set(stay.userId, [...(byPerson.get(stay.userId) ?? []), stay]);
  const rows = [...byPerson].map(([userId, own]) => {
    const times = merged(own);
    const total = times.reduce(
      (sum, { from, until }) => sum + Math.max(0, (until ?? now) - from),
      0,
    );
    const latest = own.toSorted((a, b) => b.from - a.from)[0];
    return {
      first: times[0]?.from ?? now,
      row: {
        userId,
        name: latest?.name ?? userId,
        way: attendanceWay(userId, serverName),
        times: times.map(shownTime),
        seconds: Math.round(total / 1000),
      },
    };
  });
  return rows
    .toSorted((a, b) => a.first - b.first || (a.row.userId < b.row.userId ? -1 : 1))
    .map(({ row }) => row);
}

function shownTime(time: {
  from: number;
  until: number | undefined;
}): AttendanceRow["times"][number] {
  const from = new Date(time.from).toISOString();
  return time.until === undefined ? { from } : { from, until: new Date(time.until).toISOString() };
}

function merged(stays: readonly AttendanceStay[]): { from: number; until: number | undefined }[] {
  const times: { from: number; until: number | undefined }[] = [];
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    const until = stay.until === undefined ? undefined : Math.max(stay.from, stay.until);
    const last = times.at(-1);
    if (
      last !== undefined &&
      (last.until === undefined || stay.from - last.until <= SHORT_ABSENCE)
    ) {
      last.until =
        last.until === undefined || until === undefined ? undefined : Math.max(last.until, until);
    } else times.push({ from: stay.from, until });
  }
  return times;
}
