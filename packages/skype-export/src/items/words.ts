import type { Words } from "../findings/words.ts";

export type ItemsCode =
  | "items-other-server"
  | "items-without-wave"
  | "items-rooms-elsewhere"
  | "items-channels-left"
  | "items-channels-disabled"
  | "items-channels-silent"
  | "items-history-open"
  | "items-contacts-left"
  | "items-contacts-cut"
  | "items-distribution-groups"
  | "items-attendees-without-mail"
  | "items-attendees-cut"
  | "items-calendar-too-long"
  | "items-files-left";

export const ITEMS_WORDS: Words<ItemsCode> = {
  "items-other-server": {
    de: ({ count, servers }) =>
      `${count} Personen der Welle gehören zu anderen Servern (${servers}) und bekommen hier kein Konto. Laden Sie die Welle auch dort.`,
    en: ({ count, servers }) =>
      `${count} people of the wave belong to other servers (${servers}) and get no account here. Load the wave there, too.`,
  },
  "items-without-wave": {
    de: ({ count }) =>
      `${count} Personen sind bereit, aber in keiner Welle; sie bleiben. Nehmen Sie sie in eine Welle auf, oder nennen Sie eine unter „otherwise“.`,
    en: ({ count }) =>
      `${count} people are ready, but in no wave; they stay. Put them into a wave, or name one under “otherwise”.`,
  },
  "items-rooms-elsewhere": {
    de: ({ count, servers }) =>
      `${count} Räume und Bereiche mit Personen dieser Welle werden auf anderen Servern angelegt (${servers}), denn dort sind die meisten ihrer Personen.`,
    en: ({ count, servers }) =>
      `${count} rooms and spaces with people of this wave are made on other servers (${servers}), because most of their people are there.`,
  },
  "items-channels-left": {
    de: ({ count, examples }) =>
      `In ${count} Chaträumen zieht niemand um („${examples}“ …); sie entfallen mit ihrem Verlauf. Nehmen Sie ein Mitglied in eine Welle auf, wenn ein Raum erhalten bleiben soll.`,
    en: ({ count, examples }) =>
      `Nobody in ${count} chat rooms is moved (“${examples}” …); they are dropped with their history. Put a member into a wave if a room is to stay.`,
  },
  "items-channels-disabled": {
    de: ({ count, examples }) =>
      `${count} Chaträume waren abgeschaltet („${examples}“ …). Sie ziehen zum Nachlesen mit um; schreiben kann dort nur, wer sie leitet.`,
    en: ({ count, examples }) =>
      `${count} chat rooms were switched off (“${examples}” …). They are moved to be read; only those who lead them can write.`,
  },
  "items-channels-silent": {
    de: ({ count, examples }) =>
      `In ${count} Chaträumen schreibt nur, wer sie leitet, und davon zieht niemand um („${examples}“ …). Dort kann niemand schreiben, bis Sie in der Verwaltung jemanden bestimmen.`,
    en: ({ count, examples }) =>
      `In ${count} chat rooms only those who lead them write, and none of these is moved (“${examples}” …). Nobody can write there until you appoint somebody in the administration.`,
  },
  "items-history-open": {
    de: ({ count, examples }) =>
      `${count} Chaträume sind schon geöffnet („${examples}“ …), und der Export ist jünger. Was dort seitdem in Skype for Business geschrieben wurde, bleibt dort.`,
    en: ({ count, examples }) =>
      `${count} chat rooms are open already (“${examples}” …), and the export is younger. What was written there in Skype for Business since then stays there.`,
  },
  "items-contacts-left": {
    de: ({ contacts, lists, blocked }) =>
      `${contacts} Kontakte in ${lists} Listen und ${blocked} blockierte Adressen gehören niemandem, der umzieht. Sie entfallen, alle anderen kommen mit.`,
    en: ({ contacts, lists, blocked }) =>
      `${contacts} contacts in ${lists} lists and ${blocked} blocked addresses are nobody's who is moved. They are left out, all others come along.`,
  },
  "items-contacts-cut": {
    de: ({ count }) =>
      `Kontaktlisten sind länger, als sie hier sein können; ${count} Einträge am Ende entfallen.`,
    en: ({ count }) =>
      `Contact lists are longer than they can be here; ${count} entries at their ends are left out.`,
  },
  "items-distribution-groups": {
    de: ({ groups, lists, examples }) =>
      `${groups} Verteilergruppen in ${lists} Kontaktlisten („${examples}“ …) nennt der Export ohne ihre Mitglieder; mit kommt nur, wer dort einzeln steht. Geben Sie der Gruppe unter „groups“ einen Raum, dann finden sich dort alle.`,
    en: ({ groups, lists, examples }) =>
      `The export names ${groups} distribution groups in ${lists} contact lists (“${examples}” …) without their members; only people who stand in them by themselves come along. Give the group a room under “groups”, and all of them meet there.`,
  },
  "items-attendees-without-mail": {
    de: ({ count }) =>
      `${count} Eingeladene haben weder ein Konto noch eine E-Mail-Adresse und erfahren von der neuen Adresse der Besprechung nichts. Sagen Sie es ihnen.`,
    en: ({ count }) =>
      `${count} people who are invited have neither an account nor a mail address and hear nothing of the meeting's new address. Tell them.`,
  },
  "items-attendees-cut": {
    de: ({ count }) =>
      `Besprechungen haben mehr als 1000 Eingeladene; ${count} entfallen. Laden Sie diese von Hand ein.`,
    en: ({ count }) =>
      `Meetings have more than 1000 people invited; ${count} are left out. Invite them by hand.`,
  },
  "items-calendar-too-long": {
    de: ({ count }) =>
      `${count} Termine sind länger als 500 000 Zeichen (meist wegen eingebetteter Anhänge) und kommen ohne ihren Kalendereintrag. Ihre Organisatoren legen sie neu an.`,
    en: ({ count }) =>
      `${count} appointments are longer than 500,000 characters (mostly by attachments in them) and come without their calendar entry. Their organisers make them anew.`,
  },
  "items-files-left": {
    de: ({ count }) =>
      `${count} Dateien von Nachrichten kommen nicht mit, weil sie nicht im Ordner liegen, nicht zu lesen oder größer als 100 MB sind. Ihre Namen bleiben in den Nachrichten.`,
    en: ({ count }) =>
      `${count} files of messages do not come along, because they are not in the folder, cannot be read, or are larger than 100 MB. Their names stay in the messages.`,
  },
};
