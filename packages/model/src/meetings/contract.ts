import { z } from "zod";
import { conferenceKindSchema } from "../conference/events.ts";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";

/** A date and time of the wall clock, without zone: `2026-12-01T09:30`. */
export const wallTimeSchema = z
  .string()
  .regex(/^(?:19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine((time) => exists(`${time}:00.000Z`));
/** A day: `2026-12-01`. */
export const daySchema = z
  .string()
  .regex(/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/)
  .refine((day) => exists(`${day}T00:00:00.000Z`));
const instantSchema = z.iso.datetime({ offset: true });

/** `2026-02-30` has the right form and is no day. */
function exists(utc: string): boolean {
  const time = new Date(utc);
  return !Number.isNaN(time.getTime()) && time.toISOString() === utc;
}

export const weekdaySchema = z.enum(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
export type Weekday = z.infer<typeof weekdaySchema>;

/**
 * How a meeting repeats; the part of RFC 5545 that people use. Everything is reckoned on the wall
 * clock of the meeting's own zone, so nine o'clock stays nine o'clock when the clocks change.
 */
export const recurrenceSchema = z.object({
  frequency: z.enum(["daily", "weekly", "monthly", "yearly"]),
  interval: z.number().int().min(1).max(99).default(1),
  /** Weekly: on these days. Monthly: with `week`, on that one of the month, e.g. the second Tuesday. */
  weekdays: z.array(weekdaySchema).max(7).default([]),
  /** Monthly: first to fourth, or the last (-1). */
  week: z.union([z.literal(-1), z.number().int().min(1).max(4)]).optional(),
  /** Ends after so many, or with this day; neither: after five years at the latest. */
  count: z.number().int().min(1).max(730).optional(),
  until: daySchema.optional(),
});
export type Recurrence = z.infer<typeof recurrenceSchema>;

/** One occurrence that is not as the rule says. `original` is the wall time the rule gives it. */
export const meetingExceptionSchema = z.object({
  original: wallTimeSchema,
  cancelled: z.boolean().default(false),
  start: wallTimeSchema.optional(),
  minutes: z.number().int().min(5).max(1440).optional(),
  title: z.string().trim().min(1).max(200).optional(),
});
export type MeetingException = z.infer<typeof meetingExceptionSchema>;

export const attendanceAnswerSchema = z.enum(["accepted", "tentative", "declined", "open"]);
export type AttendanceAnswer = z.infer<typeof attendanceAnswerSchema>;

/** Whoever is asked to come: with an account here or at a trusted server, or by mail alone. */
export const inviteeSchema = z.union([
  z.object({ userId: userIdSchema, optional: z.boolean().default(false) }),
  z.object({
    mail: z.email().max(254),
    name: z.string().trim().max(100).default(""),
    optional: z.boolean().default(false),
  }),
]);
export type Invitee = z.infer<typeof inviteeSchema>;

const plainFields = z.object({
  title: z.string().trim().min(1).max(200),
  description: z.string().max(5000),
  kind: conferenceKindSchema,
  encrypted: z.boolean(),
  lobby: z.boolean(),
  start: wallTimeSchema,
  minutes: z.number().int().min(5).max(1440),
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: z.string().min(1).max(64),
  people: z.array(inviteeSchema).max(500),
  /** Rooms with doors: free text, as the house calls them. */
  places: z.array(z.string().trim().min(1).max(100)).max(10),
  /** Minutes before the beginning at which people are reminded; 0 for no reminder. */
  reminder: z.number().int().min(0).max(1440),
});
const plain = plainFields.shape;

/** What whoever schedules gives; `PATCH` takes any part of it. */
export const meetingFieldsSchema = plainFields.extend({
  description: plain.description.default(""),
  kind: plain.kind.default("meeting"),
  encrypted: plain.encrypted.default(true),
  lobby: plain.lobby.default(false),
  recurrence: recurrenceSchema.optional(),
  people: plain.people.default([]),
  places: plain.places.default([]),
  reminder: plain.reminder.default(10),
});

/** `POST /api/v1/meetings`. The same `externalKey` of the same person never makes a second meeting. */
export const createMeetingRequestSchema = meetingFieldsSchema.extend({
  /** Left out: as the agency's template for that kind says. */
  encrypted: plain.encrypted.optional(),
  lobby: plain.lobby.optional(),
  externalKey: z.string().min(1).max(200).optional(),
  /** An existing conference room in place of a new one; the caller moderates it. */
  roomId: roomIdSchema.optional(),
});
export type CreateMeetingRequest = z.input<typeof createMeetingRequestSchema>;

/**
 * `PATCH /api/v1/meetings/{id}`: the series, or one occurrence (`original` set: then only `start`,
 * `minutes` and `title` count). `version` is that of the meeting as the caller saw it: another one has
 * changed it since where they differ (`conflict`).
 */
export const changeMeetingRequestSchema = z.object({
  version: z.number().int(),
  original: wallTimeSchema.optional(),
  // Without the defaults of a new meeting: what is left out stays as it is.
  ...plainFields.partial().shape,
  /** `null` ends the repetition. */
  recurrence: recurrenceSchema.nullable().optional(),
});
export type ChangeMeetingRequest = z.input<typeof changeMeetingRequestSchema>;

/** `POST /api/v1/meetings/{id}/cancel`: everything, or one occurrence. */
export const cancelMeetingRequestSchema = z.object({
  original: wallTimeSchema.optional(),
  /** Told to those invited. */
  reason: z.string().trim().max(500).default(""),
});

/** `POST /api/v1/meetings/{id}/answer`, of somebody invited: for the series or one occurrence. */
export const answerMeetingRequestSchema = z.object({
  answer: attendanceAnswerSchema.exclude(["open"]),
  original: wallTimeSchema.optional(),
});

/** Numbers and PIN with which a telephone gets in; only where the installation has a gateway. */
export const dialInSchema = z.object({
  numbers: z.array(z.object({ country: z.string(), number: z.string() })),
  /** Digits alone, without spaces. */
  pin: z.string().regex(/^\d{4,12}$/),
});
export type DialIn = z.infer<typeof dialInSchema>;

export const meetingSchema = z.object({
  id: z.uuid(),
  /** UID of the calendar entry: stays for the meeting's whole life. */
  uid: z.string(),
  /** Grows with every change; SEQUENCE of the calendar entry. */
  version: z.number().int(),
  state: z.enum(["confirmed", "cancelled"]),
  title: z.string(),
  description: z.string(),
  kind: conferenceKindSchema,
  encrypted: z.boolean(),
  lobby: z.boolean(),
  start: wallTimeSchema,
  minutes: z.number().int(),
  timeZone: z.string(),
  recurrence: recurrenceSchema.optional(),
  exceptions: z.array(meetingExceptionSchema),
  organiser: userIdSchema,
  people: z.array(
    z.object({
      userId: userIdSchema.optional(),
      mail: z.string().optional(),
      name: z.string(),
      optional: z.boolean(),
      answer: attendanceAnswerSchema,
      /** What became of the last invitation by mail; absent where none is due. */
      delivery: z.enum(["waiting", "sent", "failed"]).optional(),
    }),
  ),
  places: z.array(z.string()),
  reminder: z.number().int(),
  /** Absent while the room is being made. */
  roomId: roomIdSchema.optional(),
  /** Address to join under, for people with an account. */
  joinUrl: z.string().optional(),
  dialIn: dialInSchema.optional(),
  /** The caller's own answer; absent where the caller is not invited. */
  ownAnswer: attendanceAnswerSchema.optional(),
  /** Where the caller has answered otherwise for single occurrences. */
  ownAnswers: z
    .array(z.object({ original: wallTimeSchema, answer: attendanceAnswerSchema }))
    .optional(),
  /** Whether the caller may change it: the organiser, and whoever moderates the room. */
  mayChange: z.boolean(),
});
export type Meeting = z.infer<typeof meetingSchema>;

/** One occurrence in the calendar. */
export const occurrenceSchema = z.object({
  meetingId: z.uuid(),
  /** Wall time that the rule gives it: its name within the series. */
  original: wallTimeSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  title: z.string(),
  kind: conferenceKindSchema,
  organiser: userIdSchema,
  places: z.array(z.string()),
  roomId: roomIdSchema.optional(),
  recurring: z.boolean(),
  /** Differs from what the rule says. */
  changed: z.boolean(),
  cancelled: z.boolean(),
  ownAnswer: attendanceAnswerSchema.optional(),
  /** Minutes before the beginning; 0 for none. */
  reminder: z.number().int(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** `GET /api/v1/meetings?from&to`: what the caller organises or is invited to; at most 400 days. */
export const occurrenceListSchema = z.object({ occurrences: z.array(occurrenceSchema) });

/**
 * `GET /api/v1/calendar-feed` tells about the caller's feed, `DELETE` ends it, and
 * `POST /api/v1/calendar-feed` makes the caller's feed anew: the former address is void at once. */
export const calendarFeedSchema = z.object({
  /** Present only in the answer to the making: only a hash of it is stored. */
  url: z.string().optional(),
  /** When the present address was made; absent where there is none. */
  createdAt: instantSchema.optional(),
  lastReadAt: instantSchema.optional(),
});
export type CalendarFeed = z.infer<typeof calendarFeedSchema>;
