import { nextOccurrence, occurrences } from "@plenum/model/calendar";
import { seriesOf, type StoredMeeting } from "./meeting-row.ts";
import { repetitionText, timeText, type MailLanguage } from "./words.ts";

/** What a room is told about its meeting. */
export type Announced = "new" | "changed" | "cancelled";

const WORDS: Readonly<Record<MailLanguage, Readonly<Record<Announced, string>>>> = {
  de: { new: "Besprechung", changed: "Besprechung geändert", cancelled: "Besprechung abgesagt" },
  en: { new: "Meeting", changed: "Meeting changed", cancelled: "Meeting cancelled" },
};

/** Field of the message that says which meeting it is about, for clients that show more. */
const MEETING_FIELD = "chat.plenum.meeting";

/**
 * The message in the room about its meeting: a notice that every client shows. The bot cannot encrypt, so
 * it says no more than the room's state does: title and times.
 */
export function announcement(
  meeting: StoredMeeting,
  what: Announced,
  language: MailLanguage,
): object {
  const series = seriesOf(meeting);
  const time = nextOccurrence(series, new Date().toISOString()) ?? occurrences(series).at(-1);
  const repeats = repetitionText(series, language);
  const lines = [
    `${WORDS[language][what]}: ${meeting.fields.title}`,
    ...(time === undefined ? [] : [timeText(time, series.timeZone, language)]),
    ...(repeats === undefined ? [] : [repeats]),
  ];
  return {
    msgtype: "m.notice",
    body: lines.join("\n"),
    "m.mentions": {},
    [MEETING_FIELD]: { id: meeting.id, version: meeting.version, what },
  };
}
