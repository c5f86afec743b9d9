import {
  movedMeetingSchema,
  type MeetingProblem,
  type MigrationItemOf,
} from "@plenum/model/migration";
import { meetingOfUrl, readAppointment, type MeetingLink } from "@plenum/skype-export/meetings";
import { z } from "zod";

/** What is kept of an appointment until its organiser approves it. */
export const storedWishSchema = movedMeetingSchema.extend({
  uid: z.string(),
  sequence: z.number().int(),
  organizer: z.object({ address: z.string(), name: z.string() }).optional(),
  /** Whose account an address of the calendar is, as far as the planner knows. */
  accounts: z.record(z.string(), z.string()),
});
export type StoredWish = z.infer<typeof storedWishSchema>;

/** What an item of the ledger becomes. */
export interface PreparedMeeting {
  readonly link: MeetingLink | undefined;
  /** Undefined where `problem` says why not. */
  readonly wish: StoredWish | undefined;
  readonly problem: MeetingProblem | undefined;
}

/** Reads what was exported of a meeting. What meetings cannot say is told, never guessed. */
export async function prepareMeeting(item: MigrationItemOf<"meeting">): Promise<PreparedMeeting> {
  const link = meetingOfUrl(item.joinUrl);
  const { calendar } = item;
  if (calendar === undefined) return { link, wish: undefined, problem: "undated" };
  const read = await readAppointment(calendar.ics);
  if (typeof read === "string") return { link, wish: undefined, problem: read };
  const { title, description, places, series, organizer, attendees, reminder, losses } = read;
  const { start, minutes, timeZone, recurrence, exceptions = [] } = series;
  const wish = storedWishSchema.safeParse({
    title: title === "" ? item.subject : title,
    description,
    places,
    start,
    minutes,
    timeZone,
    ...(recurrence === undefined ? {} : { recurrence }),
    exceptions,
    people: attendees,
    reminder,
    losses,
    uid: calendar.uid,
    sequence: calendar.sequence,
    ...(organizer === undefined ? {} : { organizer }),
    accounts: Object.fromEntries(
      item.attendees.flatMap((each) =>
        "userId" in each && each.address !== undefined ? [[each.address, each.userId]] : [],
      ),
    ),
  });
  // Dates of another century, which meetings do not have.
  if (!wish.success) return { link, wish: undefined, problem: "times" };
  return { link, wish: wish.data, problem: undefined };
}
