import { COMMANDS } from "../encoding/commands.ts";
import type { Words } from "../findings/words.ts";

type CheckCode =
  | "csv-not-read"
  | "chat-table-twice"
  | "chat-tables-incomplete"
  | "chat-in-two-forms"
  | "people-missing"
  | "user-data-none"
  | "user-data-twice"
  | "retention-unknown"
  | "loss-pins"
  | "loss-presence"
  | "loss-response-groups"
  | "loss-archive"
  | "loss-files"
  | "loss-meetings"
  | "loss-history"
  | "loss-history-more";

const USER_DATA = "Export-CsUserData -PoolFqdn POOL -FileName .\\ExportedUserData.zip";

export const CHECK_WORDS: Words<CheckCode> = {
  "csv-not-read": {
    de: () =>
      "Diese CSV-Datei wird nicht gelesen, weil ihr Name nicht sagt, was sie ist. Gelesen werden CsUser.csv, AdUsers.csv, CsMeetingRoom.csv, CsConferenceDirectory.csv und die Tabellen tblNode, tblPrincipal, tblPrincipalRole, tblRoleType und tblChat. Benennen Sie sie um, wenn sie dazugehört.",
    en: () =>
      "This CSV file is not read, because its name does not say what it is. Read are CsUser.csv, AdUsers.csv, CsMeetingRoom.csv, CsConferenceDirectory.csv and the tables tblNode, tblPrincipal, tblPrincipalRole, tblRoleType and tblChat. Rename it if it belongs to them.",
  },
  "chat-table-twice": {
    de: () => "Diese Tabelle gibt es schon in einer anderen Datei; gelesen wird nur die erste.",
    en: () => "This table is in another file already; only the first one is read.",
  },
  "chat-tables-incomplete": {
    de: ({ missing }) =>
      `Der Chat wird nicht gelesen, denn es fehlt: ${missing}. Exportieren Sie jede fehlende Tabelle so: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -MaxCharLength 1000000 -Query "SELECT * FROM TABELLE" | Export-Csv .\\TABELLE.csv -Encoding UTF8 -NoTypeInformation`,
    en: ({ missing }) =>
      `The chat is not read, because this is missing: ${missing}. Export every missing table like this: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -MaxCharLength 1000000 -Query "SELECT * FROM TABLE" | Export-Csv .\\TABLE.csv -Encoding UTF8 -NoTypeInformation`,
  },
  "chat-in-two-forms": {
    de: ({ count }) =>
      `Der Chat liegt als Tabellen und als Compliance-XML (${count} Dateien) vor. Gelesen werden die Tabellen, damit kein Raum zweimal entsteht.`,
    en: ({ count }) =>
      `The chat is there as tables and as compliance XML (${count} files). The tables are read, so that no room is made twice.`,
  },
  "people-missing": {
    de: () =>
      `Im Ordner fehlt die Liste der Personen, es kann niemand umziehen. Exportieren Sie: ${COMMANDS["CsUser.csv"]}`,
    en: () =>
      `The list of people is missing in the folder, nobody can be moved. Export: ${COMMANDS["CsUser.csv"]}`,
  },
  "user-data-none": {
    de: () =>
      `Kontaktlisten sind nicht im Ordner; ohne sie beginnt jede Person mit einer leeren Liste. Exportieren Sie: ${USER_DATA}`,
    en: () =>
      `There are no contact lists in the folder; without them everybody begins with an empty list. Export: ${USER_DATA}`,
  },
  "user-data-twice": {
    de: ({ count }) =>
      `${count} Kontaktlisten stehen in mehreren Dateien. Es gilt jeweils die erste; die anderen werden nicht gezählt.`,
    en: ({ count }) =>
      `${count} contact lists are in several files. The first of each holds; the others are not counted.`,
  },
  "retention-unknown": {
    de: () =>
      "Wie lange der Server Nachrichten aufbewahrt, ist nicht bekannt. Was älter ist, verschwindet sofort nach der Übernahme. Prüfen Sie mit --retention-days TAGE, wie viel das wäre.",
    en: () =>
      "It is not known how long the server keeps messages. What is older disappears as soon as it is taken along. Check with --retention-days DAYS how much that would be.",
  },
  "loss-pins": {
    de: () =>
      "PINs für die Einwahl lassen sich nicht auslesen. Bestehende PINs gelten nicht mehr; geben Sie neue aus.",
    en: () => "Dial-in PINs cannot be read. Present PINs no longer hold; issue new ones.",
  },
  "loss-presence": {
    de: () =>
      "Anwesenheit und Statusnotizen ziehen nicht um. Sie entstehen neu, sobald sich jemand anmeldet.",
    en: () => "Presence and status notes are not moved. They begin anew when somebody signs in.",
  },
  "loss-response-groups": {
    de: () =>
      "Reaktionsgruppen (Warteschleifen am Telefon) ziehen nicht um. Richten Sie sie in der Telefonanlage ein, bevor Sie Skype for Business abschalten.",
    en: () =>
      "Response groups (telephone queues) are not moved. Set them up in the telephone system before you switch Skype for Business off.",
  },
  "loss-archive": {
    de: ({ count }) =>
      `${count} archivierte Unterhaltungen (EML) kommen nicht in den Chat. Geben Sie sie an die Schriftgutverwaltung ab.`,
    en: ({ count }) =>
      `${count} archived conversations (EML) do not come into the chat. Hand them to the records archive.`,
  },
  "loss-files": {
    de: ({ count }) =>
      `${count} Dateien, die Nachrichten nennen, liegen nicht im Ordner. Die Nachrichten bleiben, mit dem Namen der Datei. Kopieren Sie die Dateiablage von Persistent Chat in den Ordner, damit sie mitkommen.`,
    en: ({ count }) =>
      `${count} files that messages name are not in the folder. The messages stay, with the file's name. Copy the file store of Persistent Chat into the folder to take them along.`,
  },
  "loss-meetings": {
    de: ({ count }) =>
      `${count} Besprechungen werden nicht neu angelegt, weil ihre Organisatoren nicht umziehen. Nehmen Sie die Personen in die Regeln auf, oder bestimmen Sie andere Organisatoren.`,
    en: ({ count }) =>
      `${count} meetings are not made anew, because their organisers are not moved. Take those people into the rules, or choose other organisers.`,
  },
  "loss-history": {
    de: ({ room, lost, kept, from, to }) =>
      `Im Raum „${room}“ sind ${lost} Nachrichten (${from} bis ${to}) älter als die Aufbewahrungsfrist; sie entfallen, ${kept} bleiben. Verlängern Sie die Frist vor der Übernahme, wenn sie erhalten bleiben sollen.`,
    en: ({ room, lost, kept, from, to }) =>
      `In the room “${room}” ${lost} messages (${from} to ${to}) are older than the retention; they are dropped, ${kept} stay. Extend the retention before the move if they are to stay.`,
  },
  "loss-history-more": {
    de: ({ rooms, lost }) =>
      `In ${rooms} weiteren Räumen sind zusammen ${lost} Nachrichten älter als die Aufbewahrungsfrist; sie entfallen.`,
    en: ({ rooms, lost }) =>
      `In ${rooms} further rooms ${lost} messages altogether are older than the retention; they are dropped.`,
  },
};
