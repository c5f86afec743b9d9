import { escapeHtml } from "../../text/html.ts";
import { cleanLine, cleanText } from "../text.ts";

/** What a template may name, in braces. */
export const MAIL_PLACEHOLDERS = [
  /** The person's name. */
  "name",
  /** The day of the change, in words. */
  "date",
  /** Address of Plenum. */
  "address",
  /** The new user name, `@anna.schmidt:amt.example`. */
  "userId",
  /** The address in the former system. */
  "oldAddress",
  "agency",
  /** Whom to ask. */
  "contact",
] as const;
export type MailPlaceholder = (typeof MAIL_PLACEHOLDERS)[number];
export type MailFacts = Readonly<Record<MailPlaceholder, string>>;

/** A template that was read and checked. */
export interface MailTemplate {
  readonly subject: string;
  readonly body: string;
  readonly uses: ReadonlySet<MailPlaceholder>;
}

/** What is wrong with a template, and where. */
export interface TemplateProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: "no-subject" | "empty" | "unknown-placeholder" | "brace" | "too-long";
  /** The placeholder as it is written. */
  readonly name?: string;
}

const LONGEST_SUBJECT = 200;
/** Characters of a template. */
export const LONGEST_TEMPLATE = 20_000;
const SUBJECT = /^(?:Betreff|Subject):\s*(.*)$/i;
const PLACEHOLDER = /\{([^{}\n]*)\}/g;

/**
 * Reads a template: a first line `Betreff:` or `Subject:`, an empty line, and the text, in which `{name}` and
 * the like are replaced. Paragraphs are parted by empty lines; lines that begin with `- ` become a list.
 * @returns all that is wrong with it, each with its line
 */
export function readMailTemplate(text: string): MailTemplate | readonly TemplateProblem[] {
  if (text.length > LONGEST_TEMPLATE) return [{ line: 1, problem: "too-long" }];
  const lines = cleanText(text.replace(/^\uFEFF/, "")).split("\n");
  const problems: TemplateProblem[] = [];
  const uses = new Set<MailPlaceholder>();
  const subject = SUBJECT.exec(lines[0] ?? "")?.[1]?.trim() ?? "";
  if (subject === "") problems.push({ line: 1, problem: "no-subject" });
  for (const [index, line] of lines.entries()) {
    const at = index + 1;
    for (const [, name = ""] of line.matchAll(PLACEHOLDER)) {
      if (isPlaceholder(name)) uses.add(name);
      else problems.push({ line: at, problem: "unknown-placeholder", name });
    }
    if (/[{}]/.test(line.replaceAll(PLACEHOLDER, "")))
      problems.push({ line: at, problem: "brace" });
  }
  const body = lines.slice(1).join("\n").trim();
  if (body === "") problems.push({ line: lines.length, problem: "empty" });
  return problems.length > 0 ? problems : { subject, body, uses };
}

function isPlaceholder(name: string): name is MailPlaceholder {
  return (MAIL_PLACEHOLDERS as readonly string[]).includes(name);
}

/** What is wrong with a template as a line to read. */
export function templateProblemText(
  { line, problem, name = "" }: TemplateProblem,
  language: "de" | "en",
): string {
  const shown = cleanLine(name, 60);
  const known = MAIL_PLACEHOLDERS.map((each) => `{${each}}`).join(", ");
  if (language === "de") {
    const what = {
      "no-subject": "Die erste Zeile muss mit „Betreff:“ beginnen und einen Betreff nennen.",
      empty: "Nach dem Betreff steht kein Text.",
      "unknown-placeholder": `{${shown}} ist kein bekannter Platzhalter. Bekannt sind ${known}.`,
      brace: "Hier steht eine geschweifte Klammer, die zu keinem Platzhalter gehört.",
      "too-long": `Die Vorlage ist länger als ${LONGEST_TEMPLATE} Zeichen.`,
    }[problem];
    return `Zeile ${line}: ${what}`;
  }
  const what = {
    "no-subject": "The first line has to begin with “Subject:” and name one.",
    empty: "There is no text after the subject.",
    "unknown-placeholder": `{${shown}} is no known placeholder. Known are ${known}.`,
    brace: "There is a brace that belongs to no placeholder.",
    "too-long": `The template is longer than ${LONGEST_TEMPLATE} characters.`,
  }[problem];
  return `Line ${line}: ${what}`;
}

/** A mail in both its forms. */
export interface FilledMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A template with its facts. Facts stay on their line and are text in every form: none of them can write a
 * header, a paragraph or markup.
 */
export function fillMail(
  template: MailTemplate,
  facts: MailFacts,
  language: "de" | "en",
): FilledMail {
  const clean = new Map<string, string>(
    MAIL_PLACEHOLDERS.map((name) => [name, cleanLine(facts[name], 300)]),
  );
  const fill = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (_, name: string) => clean.get(name) ?? "");
  const text = fill(template.body);
  const paragraphs = template.body
    .split(/\n{2,}/)
    .map((paragraph) => htmlOf(paragraph.split("\n").map(fill)));
  return {
    subject: cleanLine(fill(template.subject), LONGEST_SUBJECT),
    text: `${text}\n`,
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>`,
      ...paragraphs,
      "</body></html>",
    ].join("\n"),
  };
}

function htmlOf(lines: readonly string[]): string {
  const items: string[] = [];
  const parts: string[] = [];
  const flush = (): void => {
    if (items.length > 0) parts.push(`<ul>${items.splice(0).join("")}</ul>`);
  };
  let words: string[] = [];
  const flushWords = (): void => {
    if (words.length > 0) parts.push(`<p>${words.join("<br>")}</p>`);
    words = [];
  };
  for (const line of lines) {
    const item = /^- (.*)$/.exec(line)?.[1];
    if (item === undefined) {
      flush();
      words.push(withLinks(line));
    } else {
      flushWords();
      items.push(`<li>${withLinks(item)}</li>`);
    }
  }
  flush();
  flushWords();
  return parts.join("\n");
}

/** Addresses of the web become links; everything else is text. */
function withLinks(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
    .map((part, index) => {
      const shown = escapeHtml(part);
      return index % 2 === 1 ? `<a href="${shown}">${shown}</a>` : shown;
    })
    .join("");
}
