import {
  CSV_BEGINNING,
  csvLine,
  type SpeakingLog,
  type SpeakingLogEntry,
  type SpeechKind,
} from "@plenum/model";

export type LogLanguage = "de" | "en";

interface Words {
  readonly head: readonly string[];
  readonly acts: Readonly<Record<SpeakingLogEntry["act"], string>>;
  readonly kinds: Readonly<Record<SpeechKind, string>>;
  readonly sum: string;
  readonly yes: string;
  readonly no: string;
  readonly rules: readonly [first: string, several: string, limit: string];
}

const WORDS: Readonly<Record<LogLanguage, Words>> = {
  de: {
    head: [
      "Nr.",
      "Zeit",
      "Vorgang",
      "Person",
      "Kennung",
      "Art",
      "Beginn",
      "Ende",
      "Dauer (s)",
      "Beiträge",
      "Summe (s)",
      "Von Platz",
      "Auf Platz",
      "Durch",
      "Kennung",
      "Einzelheiten",
    ],
    acts: {
      given: "Wort erteilt",
      added: "Auf die Liste gesetzt",
      spoke: "Gesprochen",
      moved: "Verschoben",
      removed: "Von der Liste genommen",
      opened: "Liste geöffnet",
      closed: "Liste geschlossen",
      rules: "Regeln geändert",
      cleared: "Liste geleert",
      begun: "Neue Besprechung",
    },
    kinds: {
      speak: "Wortmeldung",
      reply: "Erwiderung",
      "point-of-order": "Geschäftsordnung",
      question: "Frage",
    },
    sum: "Summe",
    yes: "ja",
    no: "nein",
    rules: ["Erstredner zuerst", "Mehrere gleichzeitig", "Redezeit (s)"],
  },
  en: {
    head: [
      "No.",
      "Time",
      "Act",
      "Person",
      "Id",
      "Kind",
      "From",
      "Until",
      "Length (s)",
      "Speeches",
      "Sum (s)",
      "From place",
      "To place",
      "By",
      "Id",
      "Details",
    ],
    acts: {
      given: "Floor given",
      added: "Put onto the list",
      spoke: "Spoke",
      moved: "Moved",
      removed: "Taken off the list",
      opened: "List opened",
      closed: "List closed",
      rules: "Rules changed",
      cleared: "List cleared",
      begun: "New meeting",
    },
    kinds: {
      speak: "Wish to speak",
      reply: "Reply",
      "point-of-order": "Point of order",
      question: "Question",
    },
    sum: "Sum",
    yes: "yes",
    no: "no",
    rules: ["First-time speakers first", "Several at once", "Speaking time (s)"],
  },
};

/** Columns that a sum says nothing in. */
const REST: readonly string[] = ["", "", "", "", ""];

/** The log as a table: first what happened, then what everybody has spoken. Times are UTC. */
export function logCsv({ entries, sums, names }: SpeakingLog, language: LogLanguage): string {
  const words = WORDS[language];
  const named = (userId: string | undefined): readonly string[] =>
    userId === undefined ? ["", ""] : [nameIn(names, userId), userId];
  const rows = [
    words.head,
    ...entries.map((entry) => [
      entry.number,
      entry.at,
      words.acts[entry.act],
      ...named(entry.person),
      entry.kind === undefined ? "" : words.kinds[entry.kind],
      entry.since ?? "",
      entry.until ?? "",
      entry.seconds ?? "",
      entry.turns ?? "",
      entry.sumSeconds ?? "",
      entry.from ?? "",
      entry.to ?? "",
      ...named(entry.by),
      rulesOf(entry, words),
    ]),
    ...sums.map(({ person, turns, seconds }) =>
      ["", "", words.sum].concat(
        named(person),
        ["", "", "", ""],
        [turns, seconds].map(String),
        REST,
      ),
    ),
  ];
  return [CSV_BEGINNING, ...rows.map(csvLine)].join("");
}

function nameIn(names: SpeakingLog["names"], userId: string): string {
  return Object.hasOwn(names, userId) ? (names[userId] ?? "") : "";
}

function rulesOf(entry: SpeakingLogEntry, words: Words): string {
  if (entry.act !== "rules") return "";
  const say = (on: boolean | undefined): string => (on === true ? words.yes : words.no);
  const [first, several, limit] = words.rules;
  const values = [say(entry.firstTimeFirst), say(entry.several), entry.limit ?? 0];
  return [first, several, limit].map((rule, index) => `${rule}: ${values[index]}`).join(", ");
}
