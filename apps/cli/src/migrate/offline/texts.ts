import type { Language } from "@plenum/skype-export";
import type { LeftReason } from "./plan.ts";
import type { RefusedReason } from "./refused.ts";
import type { SchemaDifference } from "./schema.ts";

/** Names of a sentence. */
const SHOWN = 4;

/** What the terminal says of accounts that are made with the homeserver stopped. */
export interface OfflineTexts {
  readonly refused: (reason: RefusedReason) => string;
  readonly nothing: string;
  readonly would: (accounts: string, profiles: string) => string;
  readonly made: (accounts: string, profiles: string) => string;
  readonly pace: (writing: string, all: string, rate: string) => string;
  readonly left: string;
  readonly columns: readonly [string, string, string];
  readonly reasons: Readonly<Record<LeftReason, string>>;
  readonly withoutMail: (count: string) => string;
  readonly next: (wave: string) => string;
  readonly writing: string;
  readonly noInstallation: (data: string) => string;
  readonly noName: (wave: string) => string;
}

const DE: OfflineTexts = {
  refused: (reason) => `Nichts wurde geändert. ${refusedDe(reason)}`,
  nothing: "Hier ist nichts anzulegen.",
  would: (accounts, profiles) => `Würde ${accounts} Konten anlegen, ${profiles} davon mit Profil.`,
  made: (accounts, profiles) => `${accounts} Konten sind angelegt, ${profiles} davon mit Profil.`,
  pace: (writing, all, rate) =>
    `${writing} s geschrieben (${rate} je Sekunde), ${all} s insgesamt.`,
  left: "Bleibt dem gewöhnlichen Weg:",
  columns: ["Anzahl", "Warum", "Zum Beispiel"],
  reasons: {
    inactive: "ausgeschieden; bekommt kein Konto",
    "account-exists": "das Konto gibt es; der gewöhnliche Weg prüft, wessen es ist",
    "external-id-used": "die Kennung beim Anmeldedienst hat schon jemand, oder zwei wollen sie",
    reserved: "Synapse vergibt diese Kennung nicht, oder sie gehört einem Dienst",
    remains: "kein Konto, aber Reste davon in der Datenbank",
    "no-new-account": "Profil, dessen Konto hier nicht angelegt wird",
  },
  withoutMail: (count) => `${count} Profile ohne Mailadresse: Jemand anders hat sie.`,
  next: (wave) =>
    `Weiter: ./plenum up, dann ./plenum migrate resume ${wave}; das legt an, was übrig ist.`,
  writing: "Konten",
  noInstallation: (data) => `In ${data} ist keine Installation.`,
  noName: (wave) => `„${wave}“ ist kein Name einer Welle.`,
};

function refusedDe(reason: RefusedReason): string {
  switch (reason.why) {
    case "running":
      return "Plenum läuft. Halten Sie es mit ./plenum down an und rufen Sie den Befehl noch einmal auf; PostgreSQL startet er selbst.";
    case "homeserver-answers":
      return `Synapse antwortet unter ${reason.url}. Halten Sie ihn an; er bemerkt sonst nicht, was in seiner Datenbank geschieht.`;
    case "connected":
      return `Noch jemand ist mit den Datenbanken verbunden (${reason.who.join("; ")}). Beenden Sie Synapse mit allen Workern, den Appservice und alles, was sonst verbunden ist.`;
    case "wave-at-work":
      return "Ein Appservice arbeitet an einer Welle. Halten Sie ihn an.";
    case "no-wave":
      return `Eine Welle „${reason.wave}“ gibt es nicht; ./plenum migrate status zeigt, welche es gibt.`;
    case "wave-state":
      return `Die Welle „${reason.wave}“ ist nicht geplant oder angehalten, sondern ${reason.state}. Eine laufende hält ./plenum migrate pause ${reason.wave} an, bevor Sie Plenum anhalten.`;
    case "no-ledger":
      return "Der Appservice hat seine Tabellen noch nicht angelegt. Starten Sie Plenum einmal mit ./plenum up.";
    case "no-homeserver-database":
      return "Synapse hat seine Datenbank noch nicht angelegt. Starten Sie Plenum einmal mit ./plenum up.";
    case "no-settings":
      return `Die Einstellungen von Synapse lassen sich nicht lesen (${reason.file}). Starten Sie Plenum einmal mit ./plenum up; läuft Synapse anderswo, nehmen Sie ./plenum migrate resume.`;
    case "settings":
      return `Synapse ist so eingestellt, dass zu einem neuen Konto mehr gehört, als hier angelegt wird (${reason.names.join(", ")}). Nehmen Sie ./plenum migrate resume.`;
    case "server-name":
      return `Datenbank und Konfiguration gehören zu verschiedenen Servern (${reason.found.join(", ")} statt ${reason.wanted}). Prüfen Sie, ob --data die richtige Installation nennt.`;
    case "schema":
      return `Synapses Datenbank sieht anders aus als die, mit der dies erprobt ist: ${reason.differences.map(differenceDe).join("; ")}. Nehmen Sie ./plenum migrate resume, das jede Version versteht.`;
    case "unfinished":
      return `Synapse baut seine Datenbank noch um (${someOf(reason.names)}). Lassen Sie Plenum laufen, bis das fertig ist; nach einem ersten Start dauert es wenige Minuten.`;
    case "stopped":
      break;
  }
  return "Sie haben abgebrochen.";
}

function differenceDe(difference: SchemaDifference): string {
  switch (difference.what) {
    case "version":
      return `Schema ${difference.found} statt ${difference.wanted}`;
    case "changes":
      return `andere Änderungen am Schema (${someOf(difference.names)})`;
    case "columns":
      break;
  }
  return `andere Spalten in ${difference.table} (${someOf(difference.names)})`;
}

const EN: OfflineTexts = {
  refused: (reason) => `Nothing was changed. ${refusedEn(reason)}`,
  nothing: "There is nothing to make here.",
  would: (accounts, profiles) =>
    `Would make ${accounts} accounts, ${profiles} of them with a profile.`,
  made: (accounts, profiles) =>
    `${accounts} accounts are made, ${profiles} of them with a profile.`,
  pace: (writing, all, rate) => `${writing} s of writing (${rate} a second), ${all} s in all.`,
  left: "Left to the usual way:",
  columns: ["Number", "Why", "For example"],
  reasons: {
    inactive: "has left; gets no account",
    "account-exists": "the account is there; the usual way finds out whose it is",
    "external-id-used": "somebody has the id at the sign-in service, or two want it",
    reserved: "Synapse does not give this id to people, or it belongs to a service",
    remains: "no account, but remains of one in the database",
    "no-new-account": "profile whose account is not made here",
  },
  withoutMail: (count) => `${count} profiles without their mail address: somebody else has it.`,
  next: (wave) =>
    `Go on with ./plenum up, then ./plenum migrate resume ${wave}, which makes the rest.`,
  writing: "accounts",
  noInstallation: (data) => `There is no installation in ${data}.`,
  noName: (wave) => `“${wave}” names no wave.`,
};

function refusedEn(reason: RefusedReason): string {
  switch (reason.why) {
    case "running":
      return "Plenum is running. Stop it with ./plenum down and give the command again; it starts PostgreSQL by itself.";
    case "homeserver-answers":
      return `Synapse answers at ${reason.url}. Stop it; otherwise it does not notice what happens in its database.`;
    case "connected":
      return `Somebody else is connected to the databases (${reason.who.join("; ")}). Stop Synapse with all its workers, the appservice, and whatever else is connected.`;
    case "wave-at-work":
      return "An appservice is working on a wave. Stop it.";
    case "no-wave":
      return `There is no wave “${reason.wave}”; ./plenum migrate status shows which there are.`;
    case "wave-state":
      return `The wave “${reason.wave}” is not planned or paused but ${reason.state}. One that is running is stopped with ./plenum migrate pause ${reason.wave} before you stop Plenum.`;
    case "no-ledger":
      return "The appservice has not made its tables yet. Start Plenum once with ./plenum up.";
    case "no-homeserver-database":
      return "Synapse has not made its database yet. Start Plenum once with ./plenum up.";
    case "no-settings":
      return `The settings of Synapse cannot be read (${reason.file}). Start Plenum once with ./plenum up; if Synapse runs elsewhere, use ./plenum migrate resume.`;
    case "settings":
      return `With its settings Synapse adds more to a new account than is made here (${reason.names.join(", ")}). Use ./plenum migrate resume.`;
    case "server-name":
      return `Database and configuration belong to different servers (${reason.found.join(", ")}, not ${reason.wanted}). See whether --data names the right installation.`;
    case "schema":
      return `Synapse's database is another one than this was tried with: ${reason.differences.map(differenceEn).join("; ")}. Use ./plenum migrate resume, which knows every version.`;
    case "unfinished":
      return `Synapse is still rebuilding its database (${someOf(reason.names)}). Let Plenum run until that is done; after a first start it takes a few minutes.`;
    case "stopped":
      break;
  }
  return "You stopped it.";
}

function differenceEn(difference: SchemaDifference): string {
  switch (difference.what) {
    case "version":
      return `schema ${difference.found}, not ${difference.wanted}`;
    case "changes":
      return `other changes of the schema (${someOf(difference.names)})`;
    case "columns":
      break;
  }
  return `other columns in ${difference.table} (${someOf(difference.names)})`;
}

/** Names, as many as one reads. */
function someOf(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(", ") + (more > 0 ? ` … +${more}` : "");
}

export const OFFLINE_TEXTS: Readonly<Record<Language, OfflineTexts>> = { de: DE, en: EN };
