import type { MigrationKind, Wave } from "@plenum/model/migration";
import type { Language } from "@plenum/skype-export";
import { table } from "../../terminal/table.ts";

/** What the terminal says of waves. */
export interface WaveTexts {
  readonly states: Readonly<Record<Wave["state"], string>>;
  readonly kinds: Readonly<Record<MigrationKind, string>>;
  readonly columns: readonly string[];
  readonly none: string;
  readonly rate: (rate: string, kind: string) => string;
  readonly problem: (problem: string) => string;
  readonly ask: (wave: string) => string;
  readonly answer: RegExp;
  readonly needsYes: string;
  readonly nothingDone: string;
  readonly watching: string;
}

export const WAVE_TEXTS: Readonly<Record<Language, WaveTexts>> = {
  de: {
    states: {
      planned: "geplant",
      running: "läuft",
      paused: "angehalten",
      done: "fertig",
      "rolling-back": "wird zurückgenommen",
      "rolled-back": "zurückgenommen",
    },
    kinds: {
      account: "Konten",
      profile: "Profile",
      space: "Bereiche",
      "group-room": "Gruppenräume",
      channel: "Chaträume",
      history: "Verlauf",
      "channel-members": "Öffnungen",
      members: "Mitglieder",
      contacts: "Kontaktlisten",
      meeting: "Besprechungen",
    },
    columns: ["Art", "gesamt", "offen", "gemacht", "gescheitert", "behalten", "zurück"],
    none: "Es gibt noch keine Welle.",
    rate: (rate, kind) => `${rate} je Sekunde (${kind})`,
    problem: (problem) => `Wartet: ${problem}`,
    ask: (wave) =>
      `Alles zurücknehmen, was die Welle „${wave}“ angelegt hat? Was Personen seitdem benutzt haben, bleibt. [j/N] `,
    answer: /^ja?$/i,
    needsYes: "rollback nimmt Konten und Räume zurück; ohne Rückfrage geht das mit --yes.",
    nothingDone: "Nichts wurde zurückgenommen.",
    watching: "Strg-C beendet nur die Anzeige; die Arbeit geht weiter.",
  },
  en: {
    states: {
      planned: "planned",
      running: "running",
      paused: "paused",
      done: "done",
      "rolling-back": "being taken back",
      "rolled-back": "taken back",
    },
    kinds: {
      account: "accounts",
      profile: "profiles",
      space: "spaces",
      "group-room": "group rooms",
      channel: "chat rooms",
      history: "history",
      "channel-members": "openings",
      members: "members",
      contacts: "contact lists",
      meeting: "meetings",
    },
    columns: ["Kind", "all", "open", "made", "failed", "kept", "undone"],
    none: "There is no wave yet.",
    rate: (rate, kind) => `${rate} a second (${kind})`,
    problem: (problem) => `Waits: ${problem}`,
    ask: (wave) =>
      `Take back everything that the wave “${wave}” has made? What people have used since is kept. [y/N] `,
    answer: /^y(es)?$/i,
    needsYes: "rollback takes accounts and rooms back; to do that without a question: --yes.",
    nothingDone: "Nothing was taken back.",
    watching: "Ctrl-C ends only the watching; the work goes on.",
  },
};

/** Whether something is going on that ends by itself. */
export function isAtWork({ state }: Wave): boolean {
  return state === "running" || state === "rolling-back";
}

/** A wave in a few lines: its state, and how far every kind is. */
export function waveLines(wave: Wave, language: Language): readonly string[] {
  const texts = WAVE_TEXTS[language];
  const number = new Intl.NumberFormat(language);
  const rows = wave.kinds.map(({ kind, total, queued, done, failed, kept, undone }) => [
    texts.kinds[kind],
    ...[total, queued, done, failed, kept, undone].map((count) => number.format(count)),
  ]);
  const label = wave.label === "" ? wave.name : `${wave.name} (${wave.label})`;
  return [
    `${label}: ${texts.states[wave.state]}`,
    ...(wave.problem === undefined ? [] : [texts.problem(wave.problem)]),
    ...(rows.length > 0 ? table(texts.columns, rows) : []),
  ];
}

/** How far a wave is, for the line that is drawn over and over. */
export function waveProgress(
  wave: Wave,
  language: Language,
): { readonly label: string; readonly done: number; readonly total: number } {
  const texts = WAVE_TEXTS[language];
  const sum = (of: "total" | "queued" | "undone"): number =>
    wave.kinds.reduce((all, kind) => all + kind[of], 0);
  const total = sum("total");
  const rate = wave.rate === undefined ? undefined : Math.round(wave.rate * 10) / 10;
  const label =
    wave.current === undefined || rate === undefined
      ? texts.states[wave.state]
      : texts.rate(new Intl.NumberFormat(language).format(rate), texts.kinds[wave.current]);
  const done = wave.state === "rolling-back" ? sum("undone") : total - sum("queued");
  return { label, done, total };
}
