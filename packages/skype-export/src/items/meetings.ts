import type { MigrationItemInput } from "@plenum/model/migration";
import { z } from "zod";
import type { ExportedMeeting } from "../records.ts";
import { keyOfText } from "../text/key.ts";
import type { Mover, Moves } from "./moves.ts";

type MeetingItem = Extract<MigrationItemInput, { kind: "meeting" }>;
type Attendee = NonNullable<MeetingItem["attendees"]>[number];

const MOST_ATTENDEES = 1_000;
const MOST_LEADERS = 200;
const LONGEST_ICS = 500_000;
const LAST_SEQUENCE = 2_000_000_000;
const mailSchema = z.email().max(254);

/** What of meetings stays behind. */
export class MeetingLosses {
  /** Invited, but without an account and a mail address. */
  withoutMail = 0;
  /** Beyond what a meeting takes. */
  cut = 0;
  /** Appointments that are too long to be taken along. */
  tooLong = 0;
}

function linkOf({ conferenceId, organizer }: ExportedMeeting): string {
  return `${conferenceId} ${organizer}`;
}

/** Several appointments may share one link; then the link alone does not name them. */
export function meetingKeys(
  meetings: readonly ExportedMeeting[],
): (meeting: ExportedMeeting) => string {
  const counts = new Map<string, number>();
  for (const meeting of meetings)
    counts.set(linkOf(meeting), (counts.get(linkOf(meeting)) ?? 0) + 1);
  return (meeting) => {
    const link = linkOf(meeting);
    const uid = meeting.calendar?.uid;
    return keyOfText((counts.get(link) ?? 0) > 1 && uid !== undefined ? `${link} ${uid}` : link);
  };
}

/** A meeting of somebody who is moved. */
export function meetingItem(
  meeting: ExportedMeeting,
  organiser: Mover,
  key: string,
  moves: Moves,
  losses: MeetingLosses,
): MeetingItem {
  const { joinUrl, subject, conferenceId, dialInId, calendar } = meeting;
  const attendees = attendeesOf(meeting, organiser, moves, losses);
  const leaders = [...new Set(meeting.leaders.flatMap((one) => moves.named(one)?.userId ?? []))];
  losses.cut += Math.max(0, attendees.length - MOST_ATTENDEES);
  const isTooLong = calendar !== undefined && calendar.ics.length > LONGEST_ICS;
  if (isTooLong) losses.tooLong += 1;
  return {
    kind: "meeting",
    key,
    joinUrl,
    organiser: organiser.userId,
    subject: subject === "" ? conferenceId : subject,
    attendees: attendees.slice(0, MOST_ATTENDEES),
    leaders: leaders.slice(0, MOST_LEADERS),
    ...(dialInId === undefined ? {} : { dialInId }),
    ...(calendar === undefined || isTooLong
      ? {}
      : {
          calendar: {
            uid: keyOfText(calendar.uid),
            sequence: Math.min(calendar.sequence, LAST_SEQUENCE),
            // No database takes it.
            ics: calendar.ics.replaceAll("\0", ""),
          },
        }),
  };
}

function attendeesOf(
  { attendees }: ExportedMeeting,
  organiser: Mover,
  moves: Moves,
  losses: MeetingLosses,
): readonly Attendee[] {
  const list = new Map<string, Attendee>();
  for (const address of attendees) {
    const mover = moves.named(address);
    if (mover === organiser) continue;
    if (mover !== undefined) {
      if (list.has(mover.userId)) continue;
      list.set(mover.userId, { userId: mover.userId, address: keyOfText(address) });
      continue;
    }
    const known = moves.known(address);
    // Rooms with doors are booked as before.
    if (known?.code === "meeting-room") continue;
    const mail = mailSchema.safeParse(known?.mail ?? address);
    if (!mail.success) losses.withoutMail += 1;
    else if (!list.has(mail.data)) {
      const name = known?.displayName ?? "";
      list.set(mail.data, { mail: mail.data, ...(name === "" ? {} : { name }) });
    }
  }
  return [...list.values()];
}
