import { z } from "zod";
import {
  attendanceAnswerSchema,
  meetingExceptionSchema,
  recurrenceSchema,
  wallTimeSchema,
} from "../meetings/contract.ts";

/** Why an appointment cannot become a meeting. Stable words; people read sentences made of them. */
export const meetingProblemSchema = z.enum([
  /** The old system knows no date of it: it has a link alone. */
  "undated",
  "cancelled",
  "all-day",
  /** Its time zone is not known. */
  "time-zone",
  /** It repeats by a rule that meetings do not have. */
  "rule",
  /** It has no beginning, or is shorter than five minutes or longer than a day. */
  "times",
]);
export type MeetingProblem = z.infer<typeof meetingProblemSchema>;

/** What of an appointment is left behind. */
export const meetingLossSchema = z.enum([
  "exception-text",
  "exception-people",
  "exception-unknown",
  "endless",
  "people",
  "attachments",
]);
export type MeetingLoss = z.infer<typeof meetingLossSchema>;

/** Somebody who is invited, as the calendar of the old system names them. */
export const movedPersonSchema = z.object({
  address: z.string(),
  name: z.string(),
  optional: z.boolean(),
  answer: attendanceAnswerSchema,
});

/** What becomes of an appointment. */
export const movedMeetingSchema = z.object({
  title: z.string().min(1).max(200),
  description: z.string().max(5_000),
  places: z.array(z.string()).max(10),
  start: wallTimeSchema,
  minutes: z.number().int().min(5).max(1440),
  timeZone: z.string(),
  recurrence: recurrenceSchema.optional(),
  exceptions: z.array(meetingExceptionSchema),
  people: z.array(movedPersonSchema),
  /** Minutes before the beginning; 0 for none. */
  reminder: z.number().int().min(0).max(1440),
  losses: z.array(meetingLossSchema),
});
export type MovedMeeting = z.infer<typeof movedMeetingSchema>;

/**
 * `prepared`: waits for its organiser. `impossible`: see `problem`. `over`: there is no date left.
 * `approved`: the mails are under way, or nobody is to be written to. `sent`: everybody has one. `failed`:
 * somebody's mail could not be delivered.
 */
export const movedMeetingStateSchema = z.enum([
  "prepared",
  "impossible",
  "over",
  "approved",
  "sent",
  "failed",
]);
export type MovedMeetingState = z.infer<typeof movedMeetingStateSchema>;

/** A meeting of the caller in the old system, and what becomes of it. */
export const myMovedMeetingSchema = z.object({
  key: z.string(),
  subject: z.string(),
  state: movedMeetingStateSchema,
  problem: meetingProblemSchema.optional(),
  oldLink: z.string(),
  meeting: movedMeetingSchema.optional(),
  /** The meeting here, once it is approved. */
  meetingId: z.string().optional(),
  /** Address to join under, once the room is there. */
  newLink: z.string().optional(),
  approvedAt: z.iso.datetime({ offset: true }).optional(),
});
export type MyMovedMeeting = z.infer<typeof myMovedMeetingSchema>;

/** `GET /api/v1/migration/my-meetings`, and the answer to an approval. */
export const myMovedMeetingsSchema = z.object({ meetings: z.array(myMovedMeetingSchema) });

/** `POST /api/v1/migration/my-meetings/approve`. */
export const approveMeetingsRequestSchema = z.object({
  keys: z.array(z.string().min(1).max(300)).min(1).max(100),
});
