import type { CheckStep, Language } from "@plenum/skype-export";

/** What the commands of the migration say in the terminal; findings have their own words. */
export interface MigrateTexts {
  readonly steps: Readonly<Record<CheckStep, string>>;
  readonly verdict: Readonly<Record<"good" | "attention" | "stopped", string>>;
  readonly totals: (ok: string, conflict: string, blocked: string, skipped: string) => string;
  readonly read: (contacts: string, messages: string, rooms: string, meetings: string) => string;
  readonly more: (count: number) => string;
  readonly undecided: (count: string) => string;
  readonly report: (file: string) => string;
  readonly rulesBegun: (file: string) => string;
  readonly rulesKept: (file: string) => string;
  readonly rulesThere: (file: string) => string;
  readonly rulesWritten: (file: string, domains: number) => string;
  readonly rulesMissing: (file: string, reason: string) => string;
  readonly noDomains: string;
  readonly homeserver: (accounts: string) => string;
  readonly homeserverFails: (reason: string) => string;
  readonly homeserverRefuses: (answer: string) => string;
  readonly previewColumns: readonly [string, string, string, string];
  readonly previewMore: (shown: string, all: string) => string;
  readonly collisions: (count: number) => string;
  readonly noCollisions: string;
}

const DE: MigrateTexts = {
  steps: { meetings: "Besprechungen", people: "Personen", contacts: "Kontakte", chat: "Chat" },
  verdict: {
    good: "Alles ist bereit für den Umzug.",
    attention: "Der Umzug ist möglich, einiges bleibt zurück, bis Sie es entscheiden.",
    stopped: "Nicht alles konnte gelesen werden.",
  },
  totals: (ok, conflict, blocked, skipped) =>
    `Personen: ${ok} bereit, ${conflict} Konflikte, ${blocked} blockiert, ${skipped} ausgelassen`,
  read: (contacts, messages, rooms, meetings) =>
    `Gelesen: ${contacts} Kontakte, ${messages} Nachrichten in ${rooms} Räumen, ${meetings} Besprechungen`,
  more: (count) => `… und ${count} weitere; alle stehen im Bericht.`,
  undecided: (count) => `Zu entscheiden: ${count} Personen`,
  report: (file) => `Bericht: ${file}`,
  rulesBegun: (file) => `Regeln zum Anpassen: ${file}`,
  rulesKept: (file) =>
    `Geprüft wurde mit Regeln aus den Domänen des Exports. ${file} gibt es schon und bleibt, wie es ist; prüfen Sie damit: --rules ${file}`,
  rulesThere: (file) =>
    `${file} gibt es schon und wird nicht überschrieben. Geben Sie mit --output eine andere Datei an.`,
  rulesWritten: (file, domains) => `${file} ist geschrieben, mit ${domains} Domänen des Exports.`,
  rulesMissing: (file, reason) => `Die Regeldatei ${file} lässt sich nicht lesen (${reason}).`,
  noDomains: "Im Export steht keine Person mit SIP-Adresse.",
  homeserver: (accounts) => `Server gefragt: ${accounts} Konten gibt es schon.`,
  homeserverFails: (reason) =>
    `Der Server gibt keine Auskunft über seine Konten (${reason}). Nichts wurde geprüft; versuchen Sie es noch einmal, oder prüfen Sie ohne --homeserver.`,
  homeserverRefuses: (answer) =>
    `Der Server nimmt das Token in PLENUM_HOMESERVER_TOKEN nicht als das eines Administrators an (${answer}). Nichts wurde geprüft; setzen Sie ein gültiges, oder prüfen Sie ohne --homeserver.`,
  previewColumns: ["Adresse", "Kennung", "Welle", "Ergebnis"],
  previewMore: (shown, all) => `${shown} von ${all} Personen; mehr mit --first ANZAHL.`,
  collisions: (count) => `Zusammenstöße (${count}); keines dieser Konten wird angelegt:`,
  noCollisions: "Keine zwei Personen bekämen dieselbe Kennung.",
};

const EN: MigrateTexts = {
  steps: { meetings: "meetings", people: "people", contacts: "contacts", chat: "chat" },
  verdict: {
    good: "Everything is ready for the move.",
    attention: "The move is possible, some of it stays behind until you decide.",
    stopped: "Not everything could be read.",
  },
  totals: (ok, conflict, blocked, skipped) =>
    `People: ${ok} ready, ${conflict} conflicts, ${blocked} blocked, ${skipped} skipped`,
  read: (contacts, messages, rooms, meetings) =>
    `Read: ${contacts} contacts, ${messages} messages in ${rooms} rooms, ${meetings} meetings`,
  more: (count) => `… and ${count} more; all of them are in the report.`,
  undecided: (count) => `To be decided: ${count} people`,
  report: (file) => `Report: ${file}`,
  rulesBegun: (file) => `Rules to adapt: ${file}`,
  rulesKept: (file) =>
    `Checked with rules made from the export's domains. ${file} is there already and stays as it is; to check with it: --rules ${file}`,
  rulesThere: (file) =>
    `${file} is there already and is not overwritten. Name another file with --output.`,
  rulesWritten: (file, domains) => `${file} is written, with ${domains} domains of the export.`,
  rulesMissing: (file, reason) => `The file of rules ${file} cannot be read (${reason}).`,
  noDomains: "The export has nobody with a SIP address.",
  homeserver: (accounts) => `Homeserver asked: it has ${accounts} accounts already.`,
  homeserverFails: (reason) =>
    `The homeserver does not tell its accounts (${reason}). Nothing was checked; try again, or check without --homeserver.`,
  homeserverRefuses: (answer) =>
    `The homeserver does not take the token in PLENUM_HOMESERVER_TOKEN for that of an administrator (${answer}). Nothing was checked; set a valid one, or check without --homeserver.`,
  previewColumns: ["Address", "Id", "Wave", "Outcome"],
  previewMore: (shown, all) => `${shown} of ${all} people; more with --first NUMBER.`,
  collisions: (count) => `Collisions (${count}); none of these accounts is made:`,
  noCollisions: "No two people would get the same id.",
};

export const MIGRATE_TEXTS: Readonly<Record<Language, MigrateTexts>> = { de: DE, en: EN };
