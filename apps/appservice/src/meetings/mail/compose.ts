import type { SendMailOptions } from "nodemailer";
import { escapeHtml, type DialIn, type InstallationConfig, type MailConfig } from "@plenum/model";
import { occurrenceOf, occurrences } from "@plenum/model/calendar";
import { calendarText, cleanLine, type CalendarPerson } from "@plenum/model/ics";
import { invitationEntry } from "../calendar-entry.ts";
import { replyAddress } from "../keys.ts";
import { seriesOf, type StoredMeeting } from "../meeting-row.ts";
import type { StoredPerson } from "../people-store.ts";
import { repetitionText, timeText, type MailLanguage } from "../words.ts";
import { nameOf } from "../shown.ts";
import { mailTexts, type MailKind } from "./texts.ts";

/** Everything that a mail is made of. */
export interface MailFacts {
  readonly config: InstallationConfig;
  readonly mail: MailConfig;
  readonly meeting: StoredMeeting;
  readonly person: StoredPerson;
  /** Address that the mail goes to. */
  readonly to: string;
  readonly kind: MailKind;
  /** One occurrence in place of the series. */
  readonly original: string | undefined;
  /** The person's own address to join under. */
  readonly url: string | undefined;
  readonly dialIn: DialIn | undefined;
  readonly organiser: { readonly name: string; readonly mail: string | undefined };
  /** Token of the address for answers. */
  readonly replyToken: string;
  /** That of the recipient; both, where nobody knows which that is. */
  readonly languages: readonly [MailLanguage, ...MailLanguage[]];
}

/**
 * An invitation, a change or a cancellation as one mail: plain text, HTML, and the calendar entry. It
 * names the recipient alone, not the others who are invited.
 */
export function composeMail(facts: MailFacts): SendMailOptions {
  const { config, mail, meeting, person, kind, original } = facts;
  const { languages } = facts;
  const texts = mailTexts(languages[0]);
  const organiser = organiserOf(facts);
  const blocks = languages.map((language) => ({ language, lines: linesOf(facts, language) }));
  const foot = languages.map((language) => mailTexts(language).foot(config.agency.name));
  const ownTitle =
    original === undefined ? undefined : occurrenceOf(seriesOf(meeting), original)?.title;
  const title = cleanLine(ownTitle ?? meeting.fields.title);
  const method = kind === "cancelled" ? "CANCEL" : "REQUEST";
  const entry = invitationEntry(config, meeting, {
    organiser,
    attendee: {
      name: nameOf(person),
      address: facts.to,
      optional: person.optional,
      // Whoever has answered before it came here need not do so again.
      answer: kind === "cancelled" || meeting.imported ? person.answer : "open",
    },
    url: facts.url,
    dialIn: facts.dialIn,
    howTo: kind === "cancelled" ? [] : howTo(facts),
  });
  const description = kind === "cancelled" ? "" : meeting.fields.description;
  return {
    from: { name: `${organiser.name} (Plenum)`, address: mail.from },
    to: { name: nameOf(person), address: facts.to },
    ...(organiser.address === mail.from ? {} : { replyTo: organiser }),
    subject: texts.subject[kind](title),
    messageId: messageIdOf(facts),
    headers: { "Auto-Submitted": "auto-generated" },
    text: plainText(blocks, title, description, foot),
    html: htmlText(blocks, title, description, foot),
    icalEvent: {
      method: method.toLowerCase(),
      filename: kind === "cancelled" ? "cancel.ics" : "invitation.ics",
      content: calendarText(method, [entry], original === undefined ? {} : { original }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * The same for what says the same: one version of a meeting, or of one of its dates, to one person. A mail
 * that goes out a second time is known by it, and one with something new in it never bears an old one.
 */
export function messageIdOf(
  facts: Pick<MailFacts, "mail" | "person" | "meeting" | "kind" | "original">,
): string {
  const domain = facts.mail.from.split("@").at(-1) ?? "localhost";
  const parts = [
    facts.person.id,
    facts.meeting.version,
    ...(facts.original === undefined ? [] : [facts.original.replaceAll(/\D/g, "")]),
    ...(facts.kind === "cancelled" ? ["cancel"] : []),
  ];
  return `<${parts.join(".")}@${domain}>`;
}

function organiserOf(facts: MailFacts): CalendarPerson {
  const { mail, meeting, organiser, replyToken } = facts;
  const name = cleanLine(organiser.name);
  // Calendars take changes from whom they know as the organiser; answers go there as before.
  const before = meeting.imported?.organiser?.address;
  if (before !== undefined) return { name, address: before };
  if (mail.replies !== undefined) {
    return { name, address: replyAddress(replyToken, mail.replies.domain) };
  }
  return { name, address: organiser.mail ?? mail.from };
}

/** A line of a mail: words, or a name with what it stands for. */
interface Line {
  readonly label?: string;
  readonly value: string;
  readonly href?: string;
}

/** What a mail says, in one language. */
interface Block {
  readonly language: MailLanguage;
  readonly lines: readonly Line[];
}

function linesOf(facts: MailFacts, language: MailLanguage): readonly Line[] {
  const { meeting, kind, original, dialIn } = facts;
  const texts = mailTexts(language);
  const series = seriesOf(meeting);
  const { timeZone } = series;
  const time =
    original === undefined
      ? (occurrences(series).find((each) => !each.cancelled) ?? occurrences(series)[0])
      : occurrenceOf(series, original);
  const repeats = original === undefined ? repetitionText(series, language) : undefined;
  const headings = original === undefined ? texts.heading : texts.occurrence;
  const takenOff = facts.person.removed && !meeting.cancelled;
  const heading = takenOff ? texts.takenOff : headings[kind];
  const lines: (Line | undefined)[] = [
    { value: heading(cleanLine(facts.organiser.name)) },
    time && { label: texts.when, value: timeText(time, timeZone, language) },
    repeats === undefined ? undefined : { label: texts.repeats, value: repeats },
    ...(meeting.fields.places.length === 0
      ? []
      : [{ label: texts.where, value: meeting.fields.places.join(", ") }]),
  ];
  if (kind === "cancelled") {
    if (meeting.cancelReason !== "") {
      lines.push({ label: texts.reason, value: cleanLine(meeting.cancelReason) });
    }
  } else {
    if (facts.url !== undefined) {
      lines.push({ label: texts.join, value: facts.url, href: facts.url });
      if (facts.person.mail !== undefined) lines.push({ value: texts.personal });
    }
    if (dialIn !== undefined) {
      const numbers = dialIn.numbers.map(({ country, number }) => `${number} (${country})`);
      lines.push({ label: texts.phone, value: numbers.join(", ") });
      lines.push({ label: texts.pin, value: spaced(dialIn.pin) });
    }
    if (kind === "moved") lines.push({ value: texts.oldLink });
    if (facts.mail.replies !== undefined || facts.organiser.mail !== undefined) {
      lines.push({ value: texts.answer });
    }
  }
  return lines.filter((line): line is Line => line !== undefined);
}

/** How to join, for the description of the calendar entry. */
function howTo(facts: MailFacts): readonly string[] {
  const { url, dialIn, languages } = facts;
  const texts = mailTexts(languages[0]);
  const numbers = dialIn?.numbers.map(({ country, number }) => `${number} (${country})`) ?? [];
  return [
    ...(url === undefined ? [] : [`${texts.join}: ${url}`]),
    ...(dialIn === undefined
      ? []
      : [`${texts.phone}: ${numbers.join(", ")}\n${texts.pin}: ${spaced(dialIn.pin)}`]),
  ];
}

/** Digits in groups, as they are typed. */
function spaced(pin: string): string {
  return pin.replaceAll(/(\d{3})(?=\d)/g, "$1 ");
}

function plainText(
  blocks: readonly Block[],
  title: string,
  description: string,
  foot: readonly string[],
): string {
  const bodies = blocks.map(({ lines }) =>
    lines
      .map(({ label, value }) => (label === undefined ? value : `${label}: ${value}`))
      .join("\n"),
  );
  return [title, ...bodies, description, `-- \n${foot.join("\n")}`]
    .filter((part) => part !== "")
    .join("\n\n");
}

function htmlText(
  blocks: readonly Block[],
  title: string,
  description: string,
  foot: readonly string[],
): string {
  const bodies = blocks.map(({ language, lines }) =>
    [`<div lang="${language}">`, ...lines.map(htmlLine), "</div>"].join("\n"),
  );
  const paragraphs = description
    .split("\n")
    .map((line) => escapeHtml(line))
    .join("<br>");
  return [
    "<!doctype html><html><body>",
    `<h2>${escapeHtml(title)}</h2>`,
    bodies.join("\n<hr>\n"),
    ...(description === "" ? [] : [`<p>${paragraphs}</p>`]),
    `<hr><p>${foot.map(escapeHtml).join("<br>")}</p>`,
    "</body></html>",
  ].join("\n");
}

function htmlLine({ label, value, href }: Line): string {
  const shown =
    href === undefined
      ? escapeHtml(value)
      : `<a href="${escapeHtml(href)}">${escapeHtml(value)}</a>`;
  return label === undefined
    ? `<p>${shown}</p>`
    : `<p><strong>${escapeHtml(label)}:</strong> ${shown}</p>`;
}
