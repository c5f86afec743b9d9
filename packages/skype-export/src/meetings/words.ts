import type { Words } from "../findings/words.ts";

export type MeetingCode =
  | "calendar-none"
  | "calendar-truncated"
  | "calendar-event"
  | "calendar-too-many"
  | "calendar-no-link"
  | "calendar-links-differ"
  | "ucwa-json"
  | "ucwa-empty"
  | "ucwa-meeting"
  | "meetings-undated"
  | "meetings-unlisted";

export const MEETING_WORDS: Words<MeetingCode> = {
  "calendar-none": {
    de: () =>
      "Die Datei ist kein Kalender (BEGIN:VCALENDAR fehlt). Speichern Sie ihn in Outlook neu: Datei, Kalender speichern, iCalendar-Format.",
    en: () =>
      "The file is no calendar (BEGIN:VCALENDAR is missing). Save it again in Outlook: File, Save Calendar, iCalendar format.",
  },
  "calendar-truncated": {
    de: (f) =>
      `Der Kalender bricht mitten in diesem Termin ab. Alles bis „${f.after}“ ist gelesen. Speichern Sie ihn in Outlook neu.`,
    en: (f) =>
      `The calendar stops in the middle of this appointment. Everything up to “${f.after}” was read. Save it again in Outlook.`,
  },
  "calendar-event": {
    de: (f) =>
      `Der Termin „${f.summary}“ hat keine Kennung (UID) oder ist größer als 512 kB. Er wurde ausgelassen, alle anderen sind gelesen.`,
    en: (f) =>
      `The appointment “${f.summary}” has no UID or is larger than 512 kB. It was left out, all others were read.`,
  },
  "calendar-too-many": {
    de: (f) =>
      `Der Kalender hat mehr als ${f.most} Termine mit Skype-Link; dieser wurde ausgelassen. Speichern Sie den Kalender nach Zeiträumen getrennt.`,
    en: (f) =>
      `The calendar has more than ${f.most} appointments with a Skype link; this one was left out. Save the calendar in several periods.`,
  },
  "calendar-no-link": {
    de: (f) =>
      `${f.count} Termine haben keinen Skype-Link. Sie bleiben im Kalender, wie sie sind, und werden nicht übernommen.`,
    en: (f) =>
      `${f.count} appointments have no Skype link. They stay in the calendar as they are and are not taken along.`,
  },
  "calendar-links-differ": {
    de: (f) =>
      `Einzelne Termine der Serie „${f.summary}“ haben einen anderen Skype-Link. Übernommen wird der Link der Serie; sehen Sie die Termine in der Vorschau an.`,
    en: (f) =>
      `Single appointments of the series “${f.summary}” have another Skype link. The link of the series is taken; look at these appointments in the preview.`,
  },
  "ucwa-json": {
    de: (f) =>
      `Die Datei ist kein gültiges JSON (${f.detail}). Nichts wurde übernommen. Rufen Sie myOnlineMeetings noch einmal ab und speichern Sie die Antwort unverändert.`,
    en: (f) =>
      `The file is not valid JSON (${f.detail}). Nothing was taken. Ask for myOnlineMeetings again and save the answer as it is.`,
  },
  "ucwa-empty": {
    de: () => "In der Datei steht keine Besprechung.",
    en: () => "There is no meeting in the file.",
  },
  "ucwa-meeting": {
    de: (f) =>
      `Der ${f.number}. Eintrag hat keinen gültigen Besprechungslink (joinUrl, onlineMeetingUri). Er wurde ausgelassen, alle anderen sind gelesen.`,
    en: (f) =>
      `Entry ${f.number} has no valid link of a meeting (joinUrl, onlineMeetingUri). It was left out, all others were read.`,
  },
  "meetings-undated": {
    de: (f) =>
      `${f.count} Besprechungen stehen in keinem Kalender. Sie bekommen einen Raum und einen neuen Link, aber keinen Termin.`,
    en: (f) =>
      `${f.count} meetings are in no calendar. They get a room and a new link, but no appointment.`,
  },
  "meetings-unlisted": {
    de: (f) =>
      `${f.count} Termine mit Skype-Link stehen nicht in der Liste von UCWA. Sie werden übernommen; wer sie leiten darf, ist nicht bekannt, nur wer sie angelegt hat.`,
    en: (f) =>
      `${f.count} appointments with a Skype link are not in the list of UCWA. They are taken along; who may lead them is not known, only who made them.`,
  },
};
