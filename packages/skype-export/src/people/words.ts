import type { Words } from "../findings/words.ts";

export type PeopleCode =
  | "address-unreadable"
  | "person-not-in-directory"
  | "person-only-in-directory"
  | "person-more-addresses"
  | "person-twice-in-directory"
  | "person-disagree"
  | "person-disabled-in-directory"
  | "directory-id-unreadable";

export const PEOPLE_WORDS: Words<PeopleCode> = {
  "address-unreadable": {
    de: ({ name, address }) =>
      `„${address}“ von ${name} ist keine SIP-Adresse. Diese Person wird nicht umgezogen. Bitte tragen Sie eine gültige Adresse ein (Set-CsUser … -SipAddress "sip:name@domäne") und exportieren Sie neu.`,
    en: ({ name, address }) =>
      `“${address}” of ${name} is no SIP address. This person is not moved. Please enter a valid address (Set-CsUser … -SipAddress "sip:name@domain") and export again.`,
  },
  "person-not-in-directory": {
    de: ({ name }) =>
      `${name} steht nicht in AdUsers.csv: Dienststelle und Gruppen sind nicht bekannt. Die Person wird trotzdem umgezogen. Bitte prüfen Sie, ob AdUsers.csv aus allen Domänen exportiert wurde.`,
    en: ({ name }) =>
      `${name} is not in AdUsers.csv: department and groups are not known. The person is moved all the same. Please check that AdUsers.csv was exported from all domains.`,
  },
  "person-only-in-directory": {
    de: ({ name, address }) =>
      `${name} (${address}) steht nur in AdUsers.csv, nicht in CsUser.csv, und wird nach Active Directory umgezogen. Bitte prüfen Sie, ob CsUser.csv vollständig ist.`,
    en: ({ name, address }) =>
      `${name} (${address}) is only in AdUsers.csv, not in CsUser.csv, and is moved as Active Directory says. Please check that CsUser.csv is complete.`,
  },
  "person-more-addresses": {
    de: ({ address, others }) =>
      `Zu ${address} nennt Active Directory weitere SIP-Adressen: ${others}. Es gilt die erste; Kontakte unter den anderen werden nicht zugeordnet.`,
    en: ({ address, others }) =>
      `Active Directory names more SIP addresses beside ${address}: ${others}. The first one holds; contacts under the others are not matched.`,
  },
  "person-twice-in-directory": {
    de: ({ name, key }) =>
      `„${key}“ steht in AdUsers.csv mehrmals, hier bei ${name}. Welcher Eintrag gilt, ist nicht zu erkennen; Angaben aus Active Directory werden für diese Person nicht verwendet. Bitte bereinigen Sie die Einträge.`,
    en: ({ name, key }) =>
      `“${key}” stands in AdUsers.csv more than once, here with ${name}. Which entry holds cannot be told; what Active Directory says is not used for this person. Please clean up the entries.`,
  },
  "person-disagree": {
    de: ({ address, field, ours, theirs }) =>
      `CsUser.csv und AdUsers.csv widersprechen sich bei ${address} (${field}): „${ours}“ und „${theirs}“. Es gilt CsUser.csv. Bitte prüfen Sie, welche Angabe stimmt.`,
    en: ({ address, field, ours, theirs }) =>
      `CsUser.csv and AdUsers.csv disagree about ${address} (${field}): “${ours}” and “${theirs}”. CsUser.csv holds. Please check which of them is right.`,
  },
  "person-disabled-in-directory": {
    de: ({ address }) =>
      `${address} darf Skype for Business nutzen, das Konto ist in Active Directory aber deaktiviert. Es wird nicht umgezogen.`,
    en: ({ address }) =>
      `${address} may use Skype for Business, but the account is disabled in Active Directory. It is not moved.`,
  },
  "directory-id-unreadable": {
    de: ({ id }) =>
      `„${id}“ ist keine Nummer eines Konferenzverzeichnisses und bleibt außer Acht. Einwahlnummern dieses Verzeichnisses fehlen.`,
    en: ({ id }) =>
      `“${id}” is no number of a conference directory and is left out. Dial-in numbers of this directory are missing.`,
  },
};
