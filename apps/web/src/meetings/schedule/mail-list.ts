import { shownName } from "@plenum/model";

/** Somebody invited by mail. */
export interface MailPerson {
  readonly mail: string;
  readonly name: string;
}

export interface MailList {
  readonly people: readonly MailPerson[];
  /** What could not be read as an address, as it was typed. */
  readonly unread: readonly string[];
}

const ADDRESS = /^[^\s@<>"(),;:\\[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
const LONGEST = 254;

/**
 * Reads addresses as they are typed or pasted from a mail program, in one line or many:
 * `Müller, Anna <anna@amt.example>; "Ben" <ben@amt.example>, cem@amt.example`. The same address
 * twice, also in capitals, is one person.
 */
export function readMailList(typed: string): MailList {
  const people = new Map<string, MailPerson>();
  const unread: string[] = [];
  for (const part of partsOf(typed)) {
    const person = readPerson(part);
    if (person === undefined) unread.push(part);
    else if (!people.has(person.mail)) people.set(person.mail, person);
  }
  return { people: [...people.values()], unread };
}

/** Whether that looks like an address of mail rather than a name being typed. */
export function looksLikeMail(typed: string): boolean {
  return readMailList(typed).people.length > 0;
}

/**
 * Cuts at semicolons and line ends; at commas only where an address is complete, since mail programs
 * write "Müller, Anna <…>".
 */
function partsOf(typed: string): readonly string[] {
  return cutOutsideQuotes(typed, /[;\n\r\t]/)
    .flatMap(addressesOf)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function addressesOf(line: string): readonly string[] {
  const parts: string[] = [];
  let open = "";
  for (const piece of cutOutsideQuotes(line, /,/)) {
    open = open === "" ? piece : `${open},${piece}`;
    if (open.includes("@")) {
      parts.push(open);
      open = "";
    }
  }
  parts.push(open);
  return parts;
}

function cutOutsideQuotes(text: string, at: RegExp): readonly string[] {
  const parts: string[] = [];
  let quoted = false;
  let current = "";
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    // An address never spans lines: a quote that nobody closed ends with its line.
    if (sign === "\n") quoted = false;
    if (!quoted && at.test(sign)) {
      parts.push(current);
      current = "";
    } else current += sign;
  }
  return [...parts, current];
}

function readPerson(part: string): MailPerson | undefined {
  const angled = /^(.*)<\s*(?:mailto:)?([^<>]*?)\s*>$/s.exec(part);
  const address = (angled?.[2] ?? part.replace(/^mailto:/i, "")).trim();
  if (address.length > LONGEST || !ADDRESS.test(address) || !address.split("@")[1]?.includes(".")) {
    return undefined;
  }
  const name = (angled?.[1] ?? "").trim().replaceAll(/^["']|["']$/g, "");
  return { mail: address.toLowerCase(), name: shownName(name) };
}
