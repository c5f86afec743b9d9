import type { Words } from "../findings/words.ts";

export type RulesCode =
  | "rules-too-long"
  | "rules-not-yaml"
  | "rules-not-valid"
  | "rules-unknown-key"
  | "rules-key-twice"
  | "rules-no-server"
  | "rules-domain-unknown"
  | "rules-pattern-half"
  | "rules-group-unknown"
  | "rules-not-an-address"
  | "rules-not-an-id"
  | "rules-server-unknown"
  | "rules-wave-empty"
  | "rules-wave-unknown"
  | "rules-wave-unnameable"
  | "rules-wave-same"
  | "rules-freeze-late"
  | "rules-match-nobody"
  | "rules-list-missing";

export const RULES_WORDS: Words<RulesCode> = {
  "rules-too-long": {
    de: ({ longest }) =>
      `Die Regeldatei hat mehr als ${longest} Zeichen. Lange Listen von Personen gehören in eine eigene Datei (waves → list).`,
    en: ({ longest }) =>
      `The rules have more than ${longest} characters. Long lists of people belong into a file of their own (waves → list).`,
  },
  "rules-not-yaml": {
    de: ({ reason }) =>
      `Diese Zeile ist kein gültiges YAML (${reason}). Oft fehlen Anführungszeichen oder Leerzeichen am Anfang.`,
    en: ({ reason }) =>
      `This line is no valid YAML (${reason}). Often quotes, or spaces at its beginning, are missing.`,
  },
  "rules-not-valid": {
    de: ({ where, reason }) =>
      `Der Wert bei „${where}“ ist nicht gültig: ${reason}. Bitte berichtigen Sie diese Zeile.`,
    en: ({ where, reason }) =>
      `The value at “${where}” is not valid: ${reason}. Please correct this line.`,
  },
  "rules-unknown-key": {
    de: ({ where }) => `„${where}“ ist keine bekannte Regel. Bitte prüfen Sie die Schreibweise.`,
    en: ({ where }) => `“${where}” is no known rule. Please check how it is spelt.`,
  },
  "rules-key-twice": {
    de: ({ key }) =>
      `„${key}“ steht zweimal da (Groß- und Kleinschreibung zählt nicht). Bitte behalten Sie einen Eintrag.`,
    en: ({ key }) =>
      `“${key}” stands twice (upper and lower case are the same). Please keep one entry.`,
  },
  "rules-no-server": {
    de: () =>
      `Unter „servers“ steht kein Server. Jede SIP-Domäne braucht genau einen, etwa „land.example: land.example“.`,
    en: () =>
      `There is no server under “servers”. Every SIP domain needs exactly one, such as “land.example: land.example”.`,
  },
  "rules-domain-unknown": {
    de: ({ domain }) =>
      `Für die Domäne „${domain}“ steht unter „servers“ kein Server. Bitte ergänzen Sie ihn.`,
    en: ({ domain }) =>
      `There is no server for the domain “${domain}” under “servers”. Please add it.`,
  },
  "rules-pattern-half": {
    de: () => `„pattern“ und „result“ gehören zusammen; hier steht nur eines von beiden.`,
    en: () => `“pattern” and “result” belong together; only one of them stands here.`,
  },
  "rules-group-unknown": {
    de: ({ group }) => `Das Muster hat keine Gruppe „${group}“. Gruppen heißen so: (?<${group}>…).`,
    en: ({ group }) =>
      `The pattern has no group “${group}”. Groups are written like this: (?<${group}>…).`,
  },
  "rules-not-an-address": {
    de: ({ key }) =>
      `„${key}“ ist keine SIP-Adresse. Erwartet wird etwa „anna.schmidt@land.example“.`,
    en: ({ key }) =>
      `“${key}” is no SIP address. Expected is something like “anna.schmidt@land.example”.`,
  },
  "rules-not-an-id": {
    de: ({ id }) => `„${id}“ ist keine Matrix-Kennung. Erwartet wird „@name:server“ oder „skip“.`,
    en: ({ id }) => `“${id}” is no Matrix id. Expected is “@name:server” or “skip”.`,
  },
  "rules-server-unknown": {
    de: ({ id, server }) =>
      `„${id}“ liegt auf dem Server „${server}“, der unter „servers“ nicht vorkommt.`,
    en: ({ id, server }) =>
      `“${id}” is on the server “${server}”, which does not occur under “servers”.`,
  },
  "rules-wave-empty": {
    de: ({ name }) =>
      `Die Welle „${name}“ nennt niemanden. Möglich sind people, list, departments, sites und domains.`,
    en: ({ name }) =>
      `The wave “${name}” names nobody. It can have people, list, departments, sites and domains.`,
  },
  "rules-wave-unknown": {
    de: ({ name }) => `Eine Welle „${name}“ gibt es nicht. Bitte legen Sie sie unter „waves“ an.`,
    en: ({ name }) => `There is no wave “${name}”. Please add it under “waves”.`,
  },
  "rules-wave-unnameable": {
    de: ({ name }) =>
      `Der Name „${name}“ einer Welle hat keinen Buchstaben von a bis z und keine Ziffer. Auf dem Server heißt die Welle danach, bitte ergänzen Sie einen.`,
    en: ({ name }) =>
      `The name “${name}” of a wave has no letter from a to z and no digit. The wave is called by these on the server, please add one.`,
  },
  "rules-wave-same": {
    de: ({ name, other, short }) =>
      `Die Wellen „${other}“ und „${name}“ hießen auf dem Server beide „${short}“. Bitte benennen Sie eine um.`,
    en: ({ name, other, short }) =>
      `The waves “${other}” and “${name}” would both be called “${short}” on the server. Please rename one.`,
  },
  "rules-freeze-late": {
    de: ({ name, freeze, date }) =>
      `In der Welle „${name}“ liegt der Stichtag für Änderungen (${freeze}) nach dem Umzug (${date}).`,
    en: ({ name, freeze, date }) =>
      `In the wave “${name}” the freeze (${freeze}) comes after the move (${date}).`,
  },
  "rules-list-missing": {
    de: ({ list }) =>
      `Die Liste „${list}“ einer Welle ist nicht da. Bitte legen Sie sie neben die Regeldatei, mit einer Adresse je Zeile.`,
    en: ({ list }) =>
      `The list “${list}” of a wave is not there. Please put it beside the file of rules, one address a line.`,
  },
  "rules-match-nobody": {
    de: ({ part, key }) =>
      `Auf „${key}“ (${part}) trifft im Export niemand zu. Bitte prüfen Sie die Schreibweise, oder entfernen Sie den Eintrag.`,
    en: ({ part, key }) =>
      `Nobody in the export fits “${key}” (${part}). Please check how it is spelt, or remove the entry.`,
  },
};
