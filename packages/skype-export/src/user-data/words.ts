import type { Words } from "../findings/words.ts";

export type UserDataCode =
  | "user-data-read"
  | "user-data-empty"
  | "user-data-owner"
  | "user-data-owner-twice"
  | "user-data-too-many"
  | "user-data-base64"
  | "user-data-address"
  | "user-data-conferences"
  | "user-data-stopped"
  | "user-data-missing"
  | "user-data-unknown-owner";

export const USER_DATA_WORDS: Words<UserDataCode> = {
  "user-data-read": {
    de: (f) =>
      `Gelesen: ${f.people} Personen mit ${f.contacts} Kontakten in ${f.groups} Gruppen, ${f.blocked} blockiert. Davon sind ${f.self} Kontakte die Person selbst, ${f.doubled} doppelt und ${f.unknown} nicht in der Liste der Konten. ${f.others} Einträge anderer Art blieben ungelesen.`,
    en: (f) =>
      `Read: ${f.people} people with ${f.contacts} contacts in ${f.groups} groups, ${f.blocked} blocked. Of these, ${f.self} contacts are the person themselves, ${f.doubled} are doubled and ${f.unknown} are not in the list of accounts. ${f.others} entries of other kinds were not read.`,
  },
  "user-data-empty": {
    de: () =>
      "In der Datei stehen keine Kontakte. Prüfen Sie, ob der Pool der richtige ist: Get-CsUser | Group-Object RegistrarPool | Select-Object Name,Count",
    en: () =>
      "The file holds no contacts. Check whether it is the right pool: Get-CsUser | Group-Object RegistrarPool | Select-Object Name,Count",
  },
  "user-data-owner": {
    de: (f) =>
      `Der Eintrag gehört zu „${f.written}“, das keine SIP-Adresse ist. Er wurde ausgelassen, alle anderen sind gelesen.`,
    en: (f) =>
      `The entry belongs to “${f.written}”, which is not a SIP address. It was left out, all others were read.`,
  },
  "user-data-owner-twice": {
    de: (f) =>
      `${f.owner} kommt in dieser Datei mehrmals vor. Die Kontaktlisten werden zusammengeführt, nichts geht verloren.`,
    en: (f) =>
      `${f.owner} is in this file more than once. The contact lists are merged, nothing is lost.`,
  },
  "user-data-too-many": {
    de: (f) =>
      `${f.owner} hat mehr als ${f.contacts} Kontakte oder ${f.groups} Gruppen, mehr als Skype for Business erlaubt. ${f.left} Einträge wurden ausgelassen, die davor sind gelesen.`,
    en: (f) =>
      `${f.owner} has more than ${f.contacts} contacts or ${f.groups} groups, more than Skype for Business allows. ${f.left} entries were left out, those before them were read.`,
  },
  "user-data-base64": {
    de: (f) =>
      `${f.count} Namen sind nicht in Base64 geschrieben, zuerst „${f.example}“. Sie wurden so übernommen, wie sie dastehen; sehen Sie diese in der Vorschau an.`,
    en: (f) =>
      `${f.count} names are not written in base64, the first is “${f.example}”. They were taken as they stand; look at them in the preview.`,
  },
  "user-data-address": {
    de: (f) =>
      `${f.count} Kontakte haben keine SIP-Adresse, zuerst „${f.example}“ (etwa reine Rufnummern). Sie wurden ausgelassen, alle anderen sind gelesen.`,
    en: (f) =>
      `${f.count} contacts have no SIP address, the first is “${f.example}” (telephone numbers, for example). They were left out, all others were read.`,
  },
  "user-data-conferences": {
    de: (f) =>
      `${f.count} Einträge mit Konferenzdaten (urn:hcd) wurden nur gezählt: Ihr Aufbau ist nicht öffentlich. Besprechungen kommen aus UCWA oder dem Kalender.`,
    en: (f) =>
      `${f.count} entries with conference data (urn:hcd) were only counted: their layout is not public. Meetings come from UCWA or the calendar.`,
  },
  "user-data-stopped": {
    de: (f) =>
      `Von ${f.people} Personen haben nur ${f.found} Kontaktdaten, ${f.missing} fehlen: ${f.names}. Export-CsUserData bricht ohne Fehlermeldung ab, wenn ein Benutzername / oder \\ enthält; hier sind das: ${f.slashes}. Was gelesen wurde, bleibt gültig. Holen Sie die fehlenden einzeln nach (${f.left} weitere danach): ${f.command}`,
    en: (f) =>
      `Of ${f.people} people only ${f.found} have contact data, ${f.missing} are missing: ${f.names}. Export-CsUserData stops without an error where a user name has / or \\; here these are: ${f.slashes}. What was read stays valid. Fetch the missing ones one by one (${f.left} more after that): ${f.command}`,
  },
  "user-data-missing": {
    de: (f) =>
      `Von ${f.people} Personen haben nur ${f.found} Kontaktdaten, ${f.missing} fehlen: ${f.names}. Vielleicht fehlt der Export eines Pools. Was gelesen wurde, bleibt gültig. Holen Sie die fehlenden nach (${f.left} weitere danach): ${f.command}`,
    en: (f) =>
      `Of ${f.people} people only ${f.found} have contact data, ${f.missing} are missing: ${f.names}. The export of a pool may be missing. What was read stays valid. Fetch the missing ones (${f.left} more after that): ${f.command}`,
  },
  "user-data-unknown-owner": {
    de: (f) =>
      `${f.count} Personen haben Kontaktdaten, stehen aber nicht in der Liste der Konten: ${f.names}. Für sie wird nichts angelegt. Fehlen sie dort zu Unrecht, exportieren Sie die Liste neu: Get-CsUser | Export-Csv .\\CsUser.csv -Encoding UTF8 -NoTypeInformation`,
    en: (f) =>
      `${f.count} people have contact data but are not in the list of accounts: ${f.names}. Nothing is made for them. If they should be there, export the list again: Get-CsUser | Export-Csv .\\CsUser.csv -Encoding UTF8 -NoTypeInformation`,
  },
};
