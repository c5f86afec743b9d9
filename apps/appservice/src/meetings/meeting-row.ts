import {
  meetingExceptionSchema,
  meetingFieldsSchema,
  type Meeting,
  type MeetingException,
} from "@plenum/model";
import { firstOriginal, lastEnd, occurrences, type Series } from "@plenum/model/calendar";
import { z } from "zod";

/** What a meeting is, apart from the people: stored as one piece. */
export const storedFieldsSchema = meetingFieldsSchema.omit({ people: true });
export type StoredFields = z.output<typeof storedFieldsSchema>;

/** The appointment of another system that a meeting was before. */
export const importedSchema = z.object({
  uid: z.string(),
  /** The last one that was sent from there. */
  sequence: z.number().int(),
  /** Whoever it names as the organiser: calendars take changes from nobody else. */
  organiser: z.object({ address: z.string(), name: z.string() }).optional(),
  /** Mail addresses under which it names people who have an account here, by their user ids. */
  addresses: z.record(z.string(), z.string()),
});
export type ImportedAppointment = z.infer<typeof importedSchema>;

const rowSchema = z.object({
  id: z.string(),
  organiser: z.string(),
  fields: storedFieldsSchema,
  exceptions: z.array(meetingExceptionSchema),
  version: z.number(),
  cancelled_at: z.date().nullable(),
  cancel_reason: z.string(),
  provisioning_id: z.string().nullable(),
  room_id: z.string().nullable(),
  own_room: z.boolean(),
  settled_version: z.number(),
  attempts: z.number(),
  changed_at: z.date(),
  imported: importedSchema.nullable(),
});

/** Columns for `meetingOf`, of a table called `m`. */
export const MEETING_COLUMNS = Object.keys(rowSchema.shape)
  .map((column) => `m.${column}`)
  .join(", ");

export interface StoredMeeting {
  readonly id: string;
  readonly organiser: string;
  readonly fields: StoredFields;
  readonly exceptions: readonly MeetingException[];
  readonly version: number;
  readonly cancelled: boolean;
  readonly cancelReason: string;
  readonly provisioningId: string | undefined;
  readonly roomId: string | undefined;
  /** Whether the room was made for this meeting. */
  readonly ownRoom: boolean;
  readonly settledVersion: number;
  readonly attempts: number;
  readonly changedAt: Date;
  readonly imported?: ImportedAppointment;
}

export function meetingOf(raw: unknown): StoredMeeting {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    organiser: row.organiser,
    fields: row.fields,
    exceptions: row.exceptions,
    version: row.version,
    cancelled: row.cancelled_at !== null,
    cancelReason: row.cancel_reason,
    provisioningId: row.provisioning_id ?? undefined,
    roomId: row.room_id ?? undefined,
    ownRoom: row.own_room,
    settledVersion: row.settled_version,
    attempts: row.attempts,
    changedAt: row.changed_at,
    ...(row.imported === null ? {} : { imported: row.imported }),
  };
}

/** When the meeting takes place. */
export function seriesOf(meeting: Pick<StoredMeeting, "fields" | "exceptions">): Series {
  const { start, minutes, timeZone, recurrence } = meeting.fields;
  return { start, minutes, timeZone, recurrence, exceptions: meeting.exceptions };
}

/** From when to when anything of a series lies, cancelled occurrences too; undefined for an empty one. */
export function spanOf(series: Series): { readonly from: string; readonly to: string } | undefined {
  const all = occurrences(series);
  const from = all[0]?.startsAt;
  const to = all
    .map(({ endsAt }) => endsAt)
    .toSorted()
    .at(-1);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** From the first beginning to the last end of what really takes place. */
export function activeSpanOf(series: Series): { from: string; to: string } | undefined {
  const from = occurrences(series).find(({ cancelled }) => !cancelled)?.startsAt;
  const to = lastEnd(series);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** The rule's own first day takes the place of a first day that the rule does not give. */
export function withRealStart(fields: StoredFields): StoredFields | undefined {
  const start = firstOriginal(fields);
  return start === undefined ? undefined : { ...fields, start };
}

/** UID of the calendar entry: that of the appointment that it was before, so that calendars know it again. */
export function uidOf(meeting: Pick<StoredMeeting, "id" | "imported">, serverName: string): string {
  return meeting.imported?.uid ?? `${meeting.id}@${serverName.replace(/:\d+$/, "")}`;
}

/** SEQUENCE of the calendar entry: behind all that were sent from elsewhere. */
export function sequenceOf(meeting: Pick<StoredMeeting, "version" | "imported">): number {
  return (meeting.imported?.sequence ?? 0) + meeting.version;
}

export type PersonOfMeeting = Meeting["people"][number];
