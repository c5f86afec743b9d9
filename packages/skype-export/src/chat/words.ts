import { COMMANDS } from "../encoding/commands.ts";
import type { Words } from "../findings/words.ts";
import type { XmlCode } from "../xml/told.ts";

type OwnCode =
  | "chat-read"
  | "chat-type"
  | "chat-members-seen"
  | "chat-channel"
  | "chat-sender"
  | "chat-time"
  | "chat-cut"
  | "chat-role-groups"
  | "chat-role-types"
  | "chat-room-list-lost"
  | "chat-room-unclear"
  | "chat-roles-none";

/** The sentences of the codes of XML stand with the reader of XML. */
export type ChatCode = OwnCode | XmlCode;

export const CHAT_WORDS: Words<OwnCode> = {
  "chat-read": {
    de: (f) => `Gelesen: ${f.messages} Nachrichten in ${f.rooms} Räumen.`,
    en: (f) => `Read: ${f.messages} messages in ${f.rooms} rooms.`,
  },
  "chat-type": {
    de: (f) =>
      `${f.count} Einträge der Art ${f.type} sind keine Nachrichten und werden nicht übernommen.`,
    en: (f) => `${f.count} entries of the kind ${f.type} are no messages and are not taken along.`,
  },
  "chat-members-seen": {
    de: () =>
      `Die Datei nennt keine Mitgliederlisten. Als Mitglied gilt, wer einen Raum betreten oder dort geschrieben hat, auch wenn die Person inzwischen ausgeschlossen ist. Für die gültige Liste: ${COMMANDS["CsPersistentChatRoom.csv"]}`,
    en: () =>
      `The file has no lists of members. Whoever entered a room or wrote in it counts as a member, even if they have been removed since. For the valid list: ${COMMANDS["CsPersistentChatRoom.csv"]}`,
  },
  "chat-channel": {
    de: (f) =>
      `Die Nachricht gehört zu einem Raum, den der Export nicht kennt („${f.channel}“). Sie wurde ausgelassen. Exportieren Sie tblNode und tblChat am selben Tag.`,
    en: (f) =>
      `The message belongs to a room that the export does not have (“${f.channel}”). It was left out. Export tblNode and tblChat on the same day.`,
  },
  "chat-sender": {
    de: (f) =>
      `Wer das geschrieben hat („${f.written}“), hat keine SIP-Adresse. Die Nachricht wurde ausgelassen. Exportieren Sie tblPrincipal vollständig, mit der Spalte prinUri.`,
    en: (f) =>
      `Whoever wrote this (“${f.written}”) has no SIP address. The message was left out. Export tblPrincipal completely, with the column prinUri.`,
  },
  "chat-time": {
    de: (f) =>
      `„${f.written}“ ist keine Zeit zwischen 1970 und 2100. Die Nachricht wurde ausgelassen. Exportieren Sie die Spalte chatDate als Zahl, nicht als Datum.`,
    en: (f) =>
      `“${f.written}” is no time between 1970 and 2100. The message was left out. Export the column chatDate as a number, not as a date.`,
  },
  "chat-cut": {
    de: (f) =>
      `Die Nachricht in „${f.room}“ ist länger, als der Chat aufnimmt; ${f.cut} Zeichen am Ende entfallen.`,
    en: (f) =>
      `The message in “${f.room}” is longer than the chat takes; ${f.cut} characters at its end are dropped.`,
  },
  "chat-role-groups": {
    de: (f) =>
      `${f.count} Mitgliedschaften gehören Gruppen oder Organisationseinheiten, nicht Personen. Sie werden nicht übernommen; laden Sie die Gruppen über die Regeldatei ein.`,
    en: (f) =>
      `${f.count} memberships belong to groups or organisational units, not to people. They are not taken along; invite the groups through the rules file.`,
  },
  "chat-roles-none": {
    de: () =>
      `Ohne tblPrincipalRole ist nicht bekannt, wer zu einem Raum gehört. Als Mitglied gilt, wer dort geschrieben hat, und niemand leitet ihn. Exportieren Sie: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -Query "SELECT * FROM tblPrincipalRole" | Export-Csv .\\tblPrincipalRole.csv -Encoding UTF8 -NoTypeInformation`,
    en: () =>
      `Without tblPrincipalRole it is not known who belongs to a room. Whoever wrote in it counts as a member, and nobody leads it. Export: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -Query "SELECT * FROM tblPrincipalRole" | Export-Csv .\\tblPrincipalRole.csv -Encoding UTF8 -NoTypeInformation`,
  },
  "chat-role-types": {
    de: () =>
      `Ohne tblRoleType ist nicht sicher, wer einen Raum leitet; alle werden einfache Mitglieder. Exportieren Sie: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -Query "SELECT * FROM tblRoleType" | Export-Csv .\\tblRoleType.csv -Encoding UTF8 -NoTypeInformation`,
    en: () =>
      `Without tblRoleType it is not certain who leads a room; everybody becomes an ordinary member. Export: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -Query "SELECT * FROM tblRoleType" | Export-Csv .\\tblRoleType.csv -Encoding UTF8 -NoTypeInformation`,
  },
  "chat-room-list-lost": {
    de: (f) =>
      `Bei ${f.count} Räumen steht an der Stelle der Mitglieder nur der Name eines Datentyps; diese Zeilen wurden ausgelassen. Exportieren Sie die Liste so: ${COMMANDS["CsPersistentChatRoom.csv"]}`,
    en: (f) =>
      `In the place of the members of ${f.count} rooms there is only the name of a data type; these lines were left out. Export the list like this: ${COMMANDS["CsPersistentChatRoom.csv"]}`,
  },
  "chat-room-unclear": {
    de: (f) =>
      `Mehrere Räume heißen „${f.room}“; welcher gemeint ist, ist nicht zu erkennen. Sie behalten die Mitglieder, die im Verlauf zu sehen sind. Benennen Sie einen davon vor dem Export um.`,
    en: (f) =>
      `Several rooms are called “${f.room}”, and which one is meant cannot be told. They keep the members that the history shows. Rename one of them before the export.`,
  },
};
