import type { DialIn, InstallationConfig } from "@plenum/model";
import type { CalendarAttendee, CalendarMeeting, CalendarPerson } from "@plenum/model/ics";
import { parseUserId } from "@plenum/model";
import { sequenceOf, seriesOf, uidOf, type StoredMeeting } from "./meeting-row.ts";
import { joinUrlOf } from "./shown.ts";

/** A meeting as the recipient of an invitation puts it into a calendar. */
export function invitationEntry(
  config: InstallationConfig,
  meeting: StoredMeeting,
  to: {
    readonly organiser: CalendarPerson;
    readonly attendee: CalendarAttendee | undefined;
    readonly url: string | undefined;
    readonly dialIn: DialIn | undefined;
    /** Lines above the description: how to join. */
    readonly howTo: readonly string[];
  },
): CalendarMeeting {
  const { fields } = meeting;
  return {
    ...basics(config, meeting),
    description: [...to.howTo, fields.description].filter((part) => part !== "").join("\n\n"),
    location: placeOf(meeting, to.url),
    url: to.url,
    organiser: to.organiser,
    attendees: to.attendee === undefined ? [] : [to.attendee],
    reminder: fields.reminder,
  };
}

/** A meeting in a feed: no people, no description, no PIN. */
export function feedEntry(config: InstallationConfig, meeting: StoredMeeting): CalendarMeeting {
  const url = meeting.roomId === undefined ? undefined : joinUrlOf(config, meeting.roomId);
  return {
    ...basics(config, meeting),
    description: "",
    location: placeOf(meeting, url),
    url,
    organiser: {
      name: parseUserId(meeting.organiser).localpart,
      address: meeting.organiser,
    },
    attendees: [],
    reminder: 0,
  };
}

function basics(
  config: InstallationConfig,
  meeting: StoredMeeting,
): Pick<CalendarMeeting, "uid" | "sequence" | "changedAt" | "title" | "series" | "cancelled"> {
  return {
    uid: uidOf(meeting, config.serverName),
    sequence: sequenceOf(meeting),
    changedAt: meeting.changedAt.toISOString(),
    title: meeting.fields.title,
    series: seriesOf(meeting),
    cancelled: meeting.cancelled,
  };
}

/** Rooms with doors; where there is none, the address to join under. */
function placeOf(meeting: StoredMeeting, url: string | undefined): string {
  return meeting.fields.places.length > 0 ? meeting.fields.places.join(", ") : (url ?? "");
}
