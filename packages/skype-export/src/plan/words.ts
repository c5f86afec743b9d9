import { quotable, type Language } from "../findings/words.ts";
import type { OutcomeCode, PlannedPerson } from "./outcome.ts";

/** Why it is so, and what to do; `mend` is missing where nothing is to be done. */
interface OutcomeWords {
  readonly reason: (detail: string) => string;
  readonly mend?: (detail: string) => string;
}

const DE: Readonly<Record<OutcomeCode, OutcomeWords>> = {
  ready: { reason: () => "Bereit für den Umzug." },
  "there-already": {
    reason: (id) =>
      `Das Konto ${id} gibt es schon und es gehört dieser Person. Es wird nur ergänzt.`,
  },
  "same-id": {
    reason: (other) =>
      `Bekäme dieselbe Kennung wie ${other}. Keines der beiden Konten wird angelegt.`,
    mend: () => "Geben Sie einer der beiden Personen unter „exceptions“ eine eigene Kennung.",
  },
  "same-address": {
    reason: (other) =>
      `Hat dieselbe SIP-Adresse wie ${other}; Groß- und Kleinschreibung zählt nicht. Keines der beiden Konten wird angelegt.`,
    mend: () =>
      "Geben Sie einer der beiden Personen eine andere SIP-Adresse oder entfernen Sie den veralteten Eintrag, und exportieren Sie neu.",
  },
  "same-sign-in": {
    reason: (other) =>
      `Meldet sich mit derselben Kennung an wie ${other}. Keines der beiden Konten wird angelegt.`,
    mend: () =>
      "Wählen Sie unter „signIn → id“ eine Angabe, die jede Person nur einmal hat, oder berichtigen Sie sie in Active Directory.",
  },
  "same-guid": {
    reason: (other) =>
      `Ist im Verzeichnis derselbe Eintrag wie ${other}, aber mit anderer Adresse. Keines der beiden Konten wird angelegt.`,
    mend: () =>
      "Vermutlich stammen die Zeilen aus zwei Exporten. Exportieren Sie in einem Zug neu.",
  },
  "id-taken": {
    reason: (id) =>
      `Das Konto ${id} gibt es schon und es gehört jemand anderem. Es bleibt unberührt.`,
    mend: () =>
      "Geben Sie dieser Person unter „exceptions“ eine andere Kennung, oder verknüpfen Sie das vorhandene Konto mit ihrer Anmeldung.",
  },
  "sign-in-taken": {
    reason: (id) =>
      `Die Anmeldung dieser Person gehört schon zum Konto ${id}. Ein zweites wird nicht angelegt.`,
    mend: (id) => `Soll ${id} ihr Konto bleiben, tragen Sie es unter „exceptions“ ein.`,
  },
  "not-enabled": { reason: () => "Ist für Skype for Business nicht aktiviert." },
  "account-disabled": { reason: () => "Das Konto ist in Active Directory deaktiviert." },
  "meeting-room": {
    reason: () =>
      "Ist ein Besprechungsraum, keine Person. Das Gerät im Raum wird eigens eingerichtet.",
  },
  repeated: { reason: (first) => `Steht schon einmal im Export: ${first}.` },
  "skipped-by-rule": { reason: () => "Ist in den Regeln unter „exceptions“ ausgelassen." },
  "no-address": {
    reason: () => "Hat keine SIP-Adresse.",
    mend: () =>
      'Tragen Sie eine ein (Set-CsUser … -SipAddress "sip:name@domäne") und exportieren Sie neu.',
  },
  "no-sign-in": {
    reason: (field) =>
      `Die Angabe „${field}“ fehlt. Ohne sie erkennt der Anmeldedienst die Person nicht wieder.`,
    mend: (field) =>
      `Ergänzen Sie „${field}“ in Active Directory und exportieren Sie neu, oder wählen Sie unter „signIn → id“ eine andere Angabe.`,
  },
  "domain-without-server": {
    reason: (domain) => `Zur Domäne ${domain} gehört kein Server.`,
    mend: (domain) => `Ergänzen Sie unter „servers“ eine Zeile für ${domain}.`,
  },
  "character-not-allowed": {
    reason: (letters) =>
      `Die Adresse enthält Zeichen, die es in Matrix-Kennungen nicht gibt: ${letters}`,
    mend: (letters) =>
      `Ergänzen Sie unter „names → replace“, wodurch sie ersetzt werden (${letters}), oder setzen Sie „otherCharacters: escape“.`,
  },
  "id-too-long": {
    reason: (id) => `Die Kennung wäre mit ${id.length} Zeichen zu lang; erlaubt sind 255.`,
    mend: () => "Geben Sie dieser Person unter „exceptions“ eine kürzere.",
  },
  "id-empty": {
    reason: () => "Nach den Regeln bliebe kein Name übrig.",
    mend: () =>
      "Prüfen Sie „pattern“ und „replace“, oder geben Sie dieser Person unter „exceptions“ eine Kennung.",
  },
  "id-reserved": {
    reason: (local) => `Namen wie „${local}“ sind für Gäste und Dienste vorbehalten.`,
    mend: () => "Geben Sie dieser Person unter „exceptions“ eine andere Kennung.",
  },
};

const EN: Readonly<Record<OutcomeCode, OutcomeWords>> = {
  ready: { reason: () => "Ready to be moved." },
  "there-already": {
    reason: (id) => `The account ${id} exists and belongs to this person. It is only added to.`,
  },
  "same-id": {
    reason: (other) => `Would get the same id as ${other}. Neither of the two accounts is made.`,
    mend: () => "Give one of the two people an id of their own under “exceptions”.",
  },
  "same-address": {
    reason: (other) =>
      `Has the same SIP address as ${other}; upper and lower case are the same. Neither of the two accounts is made.`,
    mend: () =>
      "Give one of the two people another SIP address, or remove the outdated entry, and export again.",
  },
  "same-sign-in": {
    reason: (other) => `Signs in by the same id as ${other}. Neither of the two accounts is made.`,
    mend: () =>
      "Choose something under “signIn → id” that every person has only once, or correct it in Active Directory.",
  },
  "same-guid": {
    reason: (other) =>
      `Is the same entry of the directory as ${other}, but with another address. Neither of the two accounts is made.`,
    mend: () => "The lines probably come from two exports. Export again in one go.",
  },
  "id-taken": {
    reason: (id) => `The account ${id} exists and belongs to somebody else. It stays untouched.`,
    mend: () =>
      "Give this person another id under “exceptions”, or tie the existing account to their sign-in.",
  },
  "sign-in-taken": {
    reason: (id) =>
      `This person's sign-in belongs to the account ${id} already. No second one is made.`,
    mend: (id) => `If ${id} is to stay their account, enter it under “exceptions”.`,
  },
  "not-enabled": { reason: () => "Is not enabled for Skype for Business." },
  "account-disabled": { reason: () => "The account is disabled in Active Directory." },
  "meeting-room": {
    reason: () => "Is a meeting room, no person. The device in the room is set up by itself.",
  },
  repeated: { reason: (first) => `Stands in the export already: ${first}.` },
  "skipped-by-rule": { reason: () => "Is left out in the rules under “exceptions”." },
  "no-address": {
    reason: () => "Has no SIP address.",
    mend: () => 'Enter one (Set-CsUser … -SipAddress "sip:name@domain") and export again.',
  },
  "no-sign-in": {
    reason: (field) =>
      `“${field}” is missing. Without it the sign-in service does not know the person.`,
    mend: (field) =>
      `Add “${field}” in Active Directory and export again, or choose something else under “signIn → id”.`,
  },
  "domain-without-server": {
    reason: (domain) => `There is no server for the domain ${domain}.`,
    mend: (domain) => `Add a line for ${domain} under “servers”.`,
  },
  "character-not-allowed": {
    reason: (letters) => `The address has characters that Matrix ids do not have: ${letters}`,
    mend: (letters) =>
      `Say under “names → replace” what takes their place (${letters}), or set “otherCharacters: escape”.`,
  },
  "id-too-long": {
    reason: (id) => `The id would be too long with ${id.length} characters; 255 are allowed.`,
    mend: () => "Give this person a shorter one under “exceptions”.",
  },
  "id-empty": {
    reason: () => "By the rules no name would be left.",
    mend: () => "Check “pattern” and “replace”, or give this person an id under “exceptions”.",
  },
  "id-reserved": {
    reason: (local) => `Names like “${local}” are kept for guests and services.`,
    mend: () => "Give this person another id under “exceptions”.",
  },
};

/** What becomes of a person in words, and what to do where something is to be done. */
export function outcomeInWords(
  { code, detail }: Pick<PlannedPerson, "code" | "detail">,
  language: Language,
): { readonly reason: string; readonly mend: string | undefined } {
  const { reason, mend } = (language === "de" ? DE : EN)[code];
  const shown = quotable(detail, 300);
  return { reason: reason(shown), mend: mend?.(shown) };
}
