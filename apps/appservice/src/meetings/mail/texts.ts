import type { MailLanguage } from "../words.ts";

/** What a mail is about. */
export type MailKind = "new" | "moved" | "changed" | "cancelled";

interface MailTexts {
  readonly subject: Readonly<Record<MailKind, (title: string) => string>>;
  readonly heading: Readonly<Record<MailKind, (organiser: string) => string>>;
  readonly occurrence: Readonly<Record<MailKind, (organiser: string) => string>>;
  /** For somebody who was taken off a meeting that takes place. */
  readonly takenOff: (organiser: string) => string;
  readonly when: string;
  readonly repeats: string;
  readonly where: string;
  readonly join: string;
  readonly joinLabel: string;
  readonly personal: string;
  /** Of a meeting that came from another system. */
  readonly oldLink: string;
  readonly phone: string;
  readonly pin: string;
  readonly reason: string;
  readonly answer: string;
  readonly foot: (agency: string) => string;
}

const GERMAN: MailTexts = {
  subject: {
    new: (title) => `Einladung: ${title}`,
    moved: (title) => `Neuer Link: ${title}`,
    changed: (title) => `Geändert: ${title}`,
    cancelled: (title) => `Abgesagt: ${title}`,
  },
  heading: {
    new: (organiser) => `${organiser} lädt Sie zu einer Besprechung ein.`,
    moved: (organiser) =>
      `Diese Besprechung von ${organiser} findet künftig in Plenum statt. Zeit und Teilnehmende bleiben, nur der Link ist neu.`,
    changed: (organiser) => `${organiser} hat eine Besprechung geändert.`,
    cancelled: (organiser) => `${organiser} hat eine Besprechung abgesagt.`,
  },
  occurrence: {
    new: (organiser) => `${organiser} lädt Sie zu einem Termin ein.`,
    moved: (organiser) => `Dieser Termin von ${organiser} findet in Plenum statt.`,
    changed: (organiser) => `${organiser} hat einen Termin dieser Besprechung geändert.`,
    cancelled: (organiser) => `${organiser} hat einen Termin dieser Besprechung abgesagt.`,
  },
  takenOff: (organiser) => `${organiser} hat Ihre Einladung zu dieser Besprechung zurückgezogen.`,
  when: "Wann",
  repeats: "Wiederholung",
  where: "Ort",
  join: "Teilnehmen",
  joinLabel: "An der Besprechung teilnehmen",
  personal: "Die Adresse gilt nur für Sie. Bitte geben Sie sie nicht weiter.",
  oldLink:
    "Bitte übernehmen Sie die Änderung in Ihren Kalender. Der bisherige Skype-Link gilt nicht mehr.",
  phone: "Telefon",
  pin: "PIN",
  reason: "Grund",
  answer: "Sie können mit Ihrem Kalenderprogramm zu- oder absagen.",
  foot: (agency) => `Diese Nachricht hat Plenum für ${agency} verschickt.`,
};

const ENGLISH: MailTexts = {
  subject: {
    new: (title) => `Invitation: ${title}`,
    moved: (title) => `New link: ${title}`,
    changed: (title) => `Changed: ${title}`,
    cancelled: (title) => `Cancelled: ${title}`,
  },
  heading: {
    new: (organiser) => `${organiser} invites you to a meeting.`,
    moved: (organiser) =>
      `This meeting of ${organiser} takes place in Plenum from now on. Time and people stay, only the link is new.`,
    changed: (organiser) => `${organiser} has changed a meeting.`,
    cancelled: (organiser) => `${organiser} has cancelled a meeting.`,
  },
  occurrence: {
    new: (organiser) => `${organiser} invites you to one date of a meeting.`,
    moved: (organiser) => `This date of ${organiser} takes place in Plenum.`,
    changed: (organiser) => `${organiser} has changed one date of this meeting.`,
    cancelled: (organiser) => `${organiser} has cancelled one date of this meeting.`,
  },
  takenOff: (organiser) => `${organiser} has withdrawn your invitation to this meeting.`,
  when: "When",
  repeats: "Repeats",
  where: "Where",
  join: "Join",
  joinLabel: "Join the meeting",
  personal: "This address is for you alone. Please do not pass it on.",
  oldLink: "Please take the change into your calendar. The former Skype link is no longer valid.",
  phone: "Telephone",
  pin: "PIN",
  reason: "Reason",
  answer: "You can accept or decline with your calendar program.",
  foot: (agency) => `Plenum has sent this message for ${agency}.`,
};

/** The words of mails in one language. */
export function mailTexts(language: MailLanguage): MailTexts {
  return language === "de" ? GERMAN : ENGLISH;
}
