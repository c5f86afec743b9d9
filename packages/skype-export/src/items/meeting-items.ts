import type { MigrationItemInput } from "@plenum/model/migration";
import type { Tell } from "../findings/finding.ts";
import { readCalendar } from "../meetings/calendar.ts";
import type { ExportedMeeting } from "../records.ts";
import { meetingItem, MeetingLosses } from "./meetings.ts";
import { say, type WaveItemsInput } from "./wave-input.ts";

const silently: Tell = () => undefined;

/** Meetings that people of a wave organise. */
export async function* meetingItems(input: WaveItemsInput): AsyncGenerator<MigrationItemInput> {
  const { plan, wave, gauge, tell } = input;
  const { moves, survey, meetingKey, serverName } = plan;
  const losses = new MeetingLosses();
  const organiserOf = ({ organizer }: ExportedMeeting) => {
    const mover = moves.at(organizer);
    return mover?.wave === wave.at && mover.server === serverName ? mover : undefined;
  };
  /** Appointments are read once more, and found again by where they stand. */
  const dated = new Map<string, ExportedMeeting>();
  for (const meeting of survey.meetings) {
    const organiser = organiserOf(meeting);
    if (!organiser) continue;
    if (meeting.calendar) dated.set(placeOfMeeting(meeting), meeting);
    else yield meetingItem(meeting, organiser, meetingKey(meeting), moves, losses);
  }
  gauge.step = "meetings";
  for (const file of dated.size > 0 ? survey.sources.calendars : []) {
    for await (const { place, calendar } of readCalendar(file.name, gauge.open(file), silently)) {
      const merged = dated.get(placeOfMeeting({ place }));
      const organiser = merged && organiserOf(merged);
      if (!organiser || calendar === undefined) continue;
      const whole = { ...merged, calendar };
      yield meetingItem(whole, organiser, meetingKey(merged), moves, losses);
    }
  }
  const { withoutMail, cut, tooLong } = losses;
  say(tell, "items-attendees-without-mail", "loss", { count: withoutMail }, withoutMail);
  say(tell, "items-attendees-cut", "loss", { count: cut }, cut);
  say(tell, "items-calendar-too-long", "loss", { count: tooLong }, tooLong);
}

function placeOfMeeting({ place }: Pick<ExportedMeeting, "place">): string {
  return `${place.file}\n${place.line ?? 0}`;
}
