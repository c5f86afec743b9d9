import type { Language } from "../findings/words.ts";
import type { CheckCounts } from "../check/check.ts";

/** What the report says around the findings. */
export interface ReportWords {
  readonly title: string;
  readonly other: string;
  readonly otherFile: string;
  readonly made: (when: string, folder: string) => string;
  readonly rules: (file: string) => string;
  readonly madeRules: string;
  readonly verdict: Readonly<Record<"good" | "attention" | "stopped", string>>;
  readonly people: string;
  readonly kinds: Readonly<Record<"ok" | "conflict" | "skipped" | "blocked", string>>;
  readonly undecided: string;
  readonly nobody: string;
  readonly more: (shown: number, all: number) => string;
  readonly csv: string;
  readonly columns: readonly [string, string, string, string];
  readonly severities: Readonly<Record<"stop" | "problem" | "loss" | "note", string>>;
  readonly moreFindings: (count: number) => string;
  readonly found: string;
  readonly counts: Readonly<Record<keyof CheckCounts, string>>;
  readonly waves: string;
  readonly withoutWave: string;
  readonly spaces: string;
  readonly rooms: string;
  readonly untouched: string;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  de: {
    title: "Umzug von Skype for Business: Prüfung",
    other: "In English",
    otherFile: "report.en.html",
    made: (when, folder) => `Geprüft am ${when}: ${folder}`,
    rules: (file) => `Regeln: ${file}`,
    madeRules:
      "Ohne Regeldatei geprüft, mit Regeln aus den Domänen des Exports. Passen Sie migration.yaml an und prüfen Sie noch einmal.",
    verdict: {
      good: "Alles ist bereit für den Umzug.",
      attention: "Der Umzug ist möglich, einiges bleibt aber zurück, bis Sie es entscheiden.",
      stopped:
        "Nicht alles konnte gelesen werden. Beheben Sie zuerst, was unter „Verhindert die Prüfung“ steht.",
    },
    people: "Personen",
    kinds: { ok: "bereit", conflict: "Konflikt", skipped: "ausgelassen", blocked: "blockiert" },
    undecided: "Zu entscheiden",
    nobody: "Niemand: Für jede Person steht fest, was aus ihr wird.",
    more: (shown, all) => `Hier stehen ${shown} von ${all}; alle stehen in people.csv.`,
    csv: "Alle Personen mit ihrer Kennung, Welle und Begründung stehen in people.csv.",
    columns: ["Person", "Stelle", "Warum", "Was zu tun ist"],
    severities: {
      stop: "Verhindert die Prüfung",
      problem: "Zu beheben",
      loss: "Kommt nicht mit",
      note: "Gut zu wissen",
    },
    moreFindings: (count) => `und ${count} weitere dieser Art`,
    found: "Gefunden",
    counts: {
      people: "Personen und Besprechungsräume",
      contactLists: "Kontaktlisten",
      contacts: "Kontakte",
      contactsMoved: "davon ziehen selbst um",
      blocked: "blockierte Adressen",
      channels: "Chaträume",
      messages: "Nachrichten",
      messagesOfOthers: "davon von Personen, die nicht umziehen (bleiben unter ihrem Namen stehen)",
      files: "Dateien in Nachrichten",
      filesMissing: "davon nicht im Ordner",
      meetings: "Besprechungen",
      meetingsMoved: "davon werden neu angelegt",
      conferenceDirectories: "Konferenzverzeichnisse",
    },
    waves: "Wellen",
    withoutWave: "ohne Welle",
    spaces: "Bereiche",
    rooms: "Gruppenräume",
    untouched: "Die Prüfung hat nichts verändert, weder in Skype for Business noch in Plenum.",
  },
  en: {
    title: "Move off Skype for Business: check",
    other: "Auf Deutsch",
    otherFile: "report.de.html",
    made: (when, folder) => `Checked on ${when}: ${folder}`,
    rules: (file) => `Rules: ${file}`,
    madeRules:
      "Checked without a file of rules, with rules made from the export's domains. Adapt migration.yaml and check once more.",
    verdict: {
      good: "Everything is ready for the move.",
      attention: "The move is possible, but some of it stays behind until you decide.",
      stopped: "Not everything could be read. First mend what stands under “Prevents the check”.",
    },
    people: "People",
    kinds: { ok: "ready", conflict: "conflict", skipped: "skipped", blocked: "blocked" },
    undecided: "To be decided",
    nobody: "Nobody: it is settled for everybody what becomes of them.",
    more: (shown, all) => `These are ${shown} of ${all}; all of them stand in people.csv.`,
    csv: "Everybody stands in people.csv, with id, wave and reason.",
    columns: ["Person", "Place", "Why", "What to do"],
    severities: {
      stop: "Prevents the check",
      problem: "To be mended",
      loss: "Is not taken along",
      note: "Good to know",
    },
    moreFindings: (count) => `and ${count} more of this kind`,
    found: "Found",
    counts: {
      people: "people and meeting rooms",
      contactLists: "contact lists",
      contacts: "contacts",
      contactsMoved: "of these are moved themselves",
      blocked: "blocked addresses",
      channels: "chat rooms",
      messages: "messages",
      messagesOfOthers: "of these by people who are not moved (they stay under their names)",
      files: "files in messages",
      filesMissing: "of these not in the folder",
      meetings: "meetings",
      meetingsMoved: "of these are made anew",
      conferenceDirectories: "conference directories",
    },
    waves: "Waves",
    withoutWave: "without a wave",
    spaces: "Spaces",
    rooms: "Group rooms",
    untouched: "The check has changed nothing, neither in Skype for Business nor in Plenum.",
  },
};
