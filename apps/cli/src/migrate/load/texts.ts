import type { AddedItem, ItemProblem } from "@plenum/model/migration";
import type { Language } from "@plenum/skype-export";

/** What `load` and `run` say. Findings and waves have their own words. */
export interface LoadTexts {
  readonly noInstallation: (folder: string) => string;
  readonly stopped: string;
  readonly unfinished: string;
  readonly noWaves: string;
  readonly noSuchWave: (wave: string, waves: string) => string;
  readonly oneFileOneWave: (waves: string) => string;
  readonly nobody: (wave: string, server: string, elsewhere: string) => string;
  readonly fileThere: (file: string) => string;
  readonly closed: (wave: string) => string;
  readonly rollingBack: (wave: string) => string;
  readonly conflicts: (conflict: string, blocked: string) => string;
  readonly problems: (count: string) => string;
  readonly freezeAhead: (wave: string, freeze: string) => string;
  readonly freezePast: (wave: string, freeze: string) => string;
  readonly earlier: (waves: string) => string;
  readonly begin: (wave: string, people: string) => string;
  readonly sending: (wave: string, items: string) => string;
  readonly loaded: (wave: string, added: string, unchanged: string, replaced: string) => string;
  readonly written: (file: string, items: string) => string;
  readonly filesApart: (count: string) => string;
  readonly files: (count: string) => string;
  readonly shared: (count: string) => string;
  readonly changed: (count: string, kind: string) => string;
  readonly refused: (count: string) => string;
  readonly more: (count: string) => string;
  readonly reasons: Readonly<Record<NonNullable<AddedItem["reason"]>, (told: AddedItem) => string>>;
  readonly next: (wave: string) => string;
  readonly started: (wave: string) => string;
  readonly retried: (wave: string) => string;
  readonly complete: (wave: string, done: string, kept: string) => string;
  readonly failed: (wave: string, failed: string) => string;
  readonly retryHint: (wave: string) => string;
  readonly problemWords: Readonly<Partial<Record<ItemProblem, string>>>;
}

const DE: LoadTexts = {
  noInstallation: (folder) => `In ${folder} ist keine Installation.`,
  stopped:
    "Nicht alles konnte gelesen werden, deshalb wurde nichts gesendet. Beheben Sie, was oben steht (./plenum migrate check nennt alles), oder laden Sie mit --incomplete, was da ist.",
  unfinished: "Nicht alles konnte gelesen werden. Geladen wird, was da ist (--incomplete).",
  noWaves: "Die Regeln nennen keine Welle. Ergänzen Sie „waves“.",
  noSuchWave: (wave, waves) =>
    `Eine Welle „${wave}“ gibt es in den Regeln nicht. Es gibt: ${waves}`,
  oneFileOneWave: (waves) =>
    `Eine Datei enthält eine Welle. Nennen Sie mit --wave eine davon: ${waves}`,
  nobody: (wave, server, elsewhere) =>
    `In der Welle „${wave}“ ist niemand mit einer Kennung auf ${server}${elsewhere === "0" ? "" : `; ${elsewhere} Personen gehören zu anderen Servern`}. Prüfen Sie die Regeln mit ./plenum migrate preview.`,
  fileThere: (file) => `${file} gibt es schon und wird nicht überschrieben.`,
  closed: (wave) =>
    `Die Welle „${wave}“ ist eingefroren und nimmt nichts mehr auf. Gemacht wird, was sie enthält.`,
  rollingBack: (wave) =>
    `Die Welle „${wave}“ wird gerade zurückgenommen. Warten Sie, bis das beendet ist: ./plenum migrate status ${wave} --watch`,
  conflicts: (conflict, blocked) =>
    `Nicht dabei: ${conflict} Personen mit Konflikten und ${blocked} blockierte. ./plenum migrate check nennt sie und was zu tun ist.`,
  problems: (count) =>
    `${count} weitere Meldungen zum Export; ./plenum migrate check schreibt den Bericht.`,
  freezeAhead: (wave, freeze) =>
    `Der Stichtag der Welle „${wave}“ (${freeze}) kommt erst noch. Was bis dahin in Skype for Business geändert wird, ist nicht dabei; exportieren und laden Sie danach noch einmal.`,
  freezePast: (wave, freeze) =>
    `Der Export ist älter als der Stichtag der Welle „${wave}“ (${freeze}). Was dazwischen geändert wurde, ist nicht dabei.`,
  earlier: (waves) =>
    `In den Regeln stehen davor Wellen, die noch nicht fertig sind: ${waves}. Ihre Personen kommen in Räume dieser Welle, sobald sie ein Konto haben.`,
  begin: (wave, people) => `Welle ${wave}: ${people} Personen`,
  sending: (wave, items) => `${wave}: ${items} Einträge`,
  loaded: (wave, added, unchanged, replaced) =>
    `${wave} steht im Verzeichnis: ${added} neu, ${unchanged} schon da, ${replaced} ersetzt`,
  written: (file, items) => `${file} ist geschrieben, mit ${items} Einträgen.`,
  filesApart: (count) =>
    `Zu den Nachrichten gehören ${count} Dateien. In dieser Datei stehen sie nicht, und beim Hochladen kommen sie nicht mit: Laden Sie die Welle ohne --to, oder senden Sie sie über die Schnittstelle.`,
  files: (count) => `${count} Dateien von Nachrichten gesendet`,
  shared: (count) => `${count} Einträge zu gemeinsamen Räumen hat eine andere Welle schon.`,
  changed: (count, kind) =>
    `${kind}: ${count} sind schon gemacht und wären nach Regeln oder Export nun anders. Sie bleiben, wie sie sind.`,
  refused: (count) => `${count} Einträge nimmt der Server nicht:`,
  more: (count) => `… und ${count} weitere.`,
  reasons: {
    invalid: ({ field }) => `ungültig${field === undefined ? "" : ` (${field})`}`,
    "foreign-user": () => "gehört zu einem anderen Server",
    "reserved-name": () => "der Name ist für Gäste und Plenum selbst",
    twice: () => "steht zweimal und jedes Mal anders",
    "other-wave": ({ wave }) =>
      `gehört zur Welle „${wave ?? "?"}“ und ist dort noch nicht gemacht; die Regeln haben sich geändert. Nehmen Sie jene Welle zurück, oder lassen Sie die Person dort`,
    collision: () =>
      "zwei Adressen führen zu diesem Konto; keines wird gemacht. Ergänzen Sie eine Zeile unter „exceptions“",
  },
  next: (wave) =>
    `Noch ist nichts angelegt. Ansehen: ./plenum migrate status ${wave}, beginnen: ./plenum migrate resume ${wave}`,
  started: (wave) => `${wave} hat begonnen.`,
  retried: (wave) => `${wave} geht weiter; was gescheitert war, wird noch einmal versucht.`,
  complete: (wave, done, kept) => `${wave} ist fertig: ${done} gemacht, ${kept} behalten.`,
  failed: (wave, failed) => `${wave}: ${failed} sind gescheitert.`,
  retryHint: (wave) =>
    `Alle stehen in der Verwaltung unter Umzug. Nach dem Beheben: derselbe Befehl noch einmal, oder „${wave}“ dort erneut versuchen.`,
  problemWords: {
    "account-exists": "Das Konto gehört jemand anderem. Eine andere Kennung unter „exceptions“.",
    "account-appeared":
      "Das Konto entstand im selben Moment. Sehen Sie nach, ob es die Person ist.",
    collision: "Zwei Adressen führen zu diesem Konto. Eine Zeile unter „exceptions“.",
    "external-id-used": "Die Anmeldung gehört zu einem anderen Konto.",
    "no-account": "Das Konto dazu fehlt; beheben Sie zuerst das.",
    "no-room": "Der Raum dazu fehlt; beheben Sie zuerst das.",
    "block-missing": "Ein früherer Teil des Verlaufs fehlt.",
    "already-open": "Der Raum ist schon geöffnet; der Verlauf kommt zu spät.",
    "file-missing": "Eine Datei fehlt; laden Sie die Welle noch einmal.",
    refused: "Der Chatserver lehnt es ab.",
    "homeserver-unavailable": "Der Chatserver antwortet nicht.",
    internal: "Ein Fehler im Server; siehe ./plenum logs appservice.",
  },
};

const EN: LoadTexts = {
  noInstallation: (folder) => `There is no installation in ${folder}.`,
  stopped:
    "Not everything could be read, so nothing was sent. Mend what is said above (./plenum migrate check names all of it), or load what is there with --incomplete.",
  unfinished: "Not everything could be read. What is there is loaded (--incomplete).",
  noWaves: "The rules name no wave. Add “waves”.",
  noSuchWave: (wave, waves) => `There is no wave “${wave}” in the rules. There are: ${waves}`,
  oneFileOneWave: (waves) => `One file holds one wave. Name one of these with --wave: ${waves}`,
  nobody: (wave, server, elsewhere) =>
    `Nobody in the wave “${wave}” has an id at ${server}${elsewhere === "0" ? "" : `; ${elsewhere} people belong to other servers`}. Look at the rules with ./plenum migrate preview.`,
  fileThere: (file) => `${file} is there already and is not overwritten.`,
  closed: (wave) =>
    `The wave “${wave}” is frozen and takes nothing more. What it holds is what is made.`,
  rollingBack: (wave) =>
    `The wave “${wave}” is being taken back. Wait until that is over: ./plenum migrate status ${wave} --watch`,
  conflicts: (conflict, blocked) =>
    `Not among them: ${conflict} people in conflict and ${blocked} blocked ones. ./plenum migrate check names them and what to do.`,
  problems: (count) =>
    `${count} further findings on the export; ./plenum migrate check writes the report.`,
  freezeAhead: (wave, freeze) =>
    `The freeze of the wave “${wave}” (${freeze}) is still to come. What is changed in Skype for Business until then is missing; export and load once more after it.`,
  freezePast: (wave, freeze) =>
    `The export is older than the freeze of the wave “${wave}” (${freeze}). What was changed in between is missing.`,
  earlier: (waves) =>
    `Waves that stand before it in the rules are not done yet: ${waves}. Their people come into rooms of this wave once they have an account.`,
  begin: (wave, people) => `Wave ${wave}: ${people} people`,
  sending: (wave, items) => `${wave}: ${items} entries`,
  loaded: (wave, added, unchanged, replaced) =>
    `${wave} is in the ledger: ${added} new, ${unchanged} there already, ${replaced} replaced`,
  written: (file, items) => `${file} is written, with ${items} entries.`,
  filesApart: (count) =>
    `${count} files belong to the messages. They are not in this file and do not come along when it is uploaded: load the wave without --to, or send them over the API.`,
  files: (count) => `${count} files of messages sent`,
  shared: (count) => `Another wave has ${count} entries of shared rooms already.`,
  changed: (count, kind) =>
    `${kind}: ${count} are made already and would be different now by rules or export. They stay as they are.`,
  refused: (count) => `The server does not take ${count} entries:`,
  more: (count) => `… and ${count} more.`,
  reasons: {
    invalid: ({ field }) => `invalid${field === undefined ? "" : ` (${field})`}`,
    "foreign-user": () => "belongs to another server",
    "reserved-name": () => "the name is for guests and Plenum itself",
    twice: () => "stands twice, and differs",
    "other-wave": ({ wave }) =>
      `belongs to the wave “${wave ?? "?"}” and is not made there yet; the rules have changed. Take that wave back, or leave the person there`,
    collision: () =>
      "two addresses lead to this account; neither is made. Add a line under “exceptions”",
  },
  next: (wave) =>
    `Nothing is made yet. Look at it: ./plenum migrate status ${wave}, begin: ./plenum migrate resume ${wave}`,
  started: (wave) => `${wave} has begun.`,
  retried: (wave) => `${wave} goes on; what had failed is tried once more.`,
  complete: (wave, done, kept) => `${wave} is done: ${done} made, ${kept} kept.`,
  failed: (wave, failed) => `${wave}: ${failed} have failed.`,
  retryHint: (wave) =>
    `All of them are in the administration under Migration. When they are mended: the same command again, or try “${wave}” again there.`,
  problemWords: {
    "account-exists": "The account belongs to somebody else. Another id under “exceptions”.",
    "account-appeared": "The account came in the very moment. Look whether it is the person.",
    collision: "Two addresses lead to this account. A line under “exceptions”.",
    "external-id-used": "The sign-in belongs to another account.",
    "no-account": "Its account is missing; mend that first.",
    "no-room": "Its room is missing; mend that first.",
    "block-missing": "An earlier part of the history is missing.",
    "already-open": "The room is open already; the history comes too late.",
    "file-missing": "A file is missing; load the wave once more.",
    refused: "The homeserver refuses it.",
    "homeserver-unavailable": "The homeserver does not answer.",
    internal: "An error of the server; see ./plenum logs appservice.",
  },
};

export const LOAD_TEXTS: Readonly<Record<Language, LoadTexts>> = { de: DE, en: EN };
