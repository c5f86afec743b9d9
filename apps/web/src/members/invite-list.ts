import type { PersonSide } from "@plenum/model/migration";

/** What somebody pasted for one person. */
export interface ListedPerson {
  /** As it stood there. */
  readonly text: string;
  /** A full Matrix id, if it is one. */
  readonly userId?: string;
  readonly mail?: string;
  readonly name?: string;
}

/** Somebody of the directory. */
export interface FoundPerson {
  readonly userId: string;
  readonly displayName: string;
}

/** Whom a pasted entry means, as far as that can be said. */
export type Match =
  | { readonly kind: "one"; readonly person: FoundPerson }
  | { readonly kind: "several"; readonly people: readonly FoundPerson[] }
  /** Has no account yet: still in the former system. */
  | { readonly kind: "coming"; readonly person: PersonSide }
  | { readonly kind: "nobody" }
  /** The directory could not be asked. */
  | { readonly kind: "unasked" };

/** Entries that are read; whoever pastes more has taken the wrong list. */
export const MOST_ENTRIES = 500;
const LONGEST_ENTRY = 200;

const USER_ID = /^@[\x21-\x39\x3B-\x7E]+:[0-9A-Za-z[\].:-]{1,255}$/;
const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/**
 * Reads a pasted list: names, mail addresses and ids, one a line or separated by comma or
 * semicolon, or columns of a table. Each person once.
 */
export function parseInviteList(pasted: string): readonly ListedPerson[] {
  const lines = pasted
    .slice(0, MOST_ENTRIES * LONGEST_ENTRY)
    // As mail programs write it: the comma belongs to the name.
    .replaceAll(/"([^",\r\n]{1,100}),\s*([^",\r\n]{1,100})"/g, "$2 $1")
    .split(/[\r\n;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const people = new Map<string, ListedPerson>();
  for (const line of lines) {
    for (const entry of entriesOf(line, lines.length > 1)) {
      const person = personOf(entry);
      if (person === undefined) continue;
      const key = fold(person.userId ?? person.mail ?? person.name ?? "");
      if (!people.has(key) && people.size < MOST_ENTRIES) people.set(key, person);
    }
  }
  return [...people.values()];
}

function entriesOf(line: string, manyLines: boolean): readonly string[] {
  if (line.includes("\t")) {
    // A row of a table: what names the person best, or all cells as a name.
    const cells = line.split("\t").map((cell) => cell.trim());
    const best = cells.find((cell) => USER_ID.test(cell)) ?? cells.find((cell) => MAIL.test(cell));
    return [best ?? cells.filter((cell) => cell !== "").join(" ")];
  }
  const parts = line.split(",").map((part) => part.trim());
  const [last = "", first = ""] = parts;
  // "Schmidt, Anna" is one person where each has a line of their own.
  if (manyLines && parts.length === 2 && !/[@<]/.test(last)) {
    const [name = "", ...rest] = first.split(/\s*(?=<)/);
    return [`${name} ${last} ${rest.join(" ")}`.trim()];
  }
  return parts;
}

function personOf(entry: string): ListedPerson | undefined {
  const text = entry.slice(0, LONGEST_ENTRY).replaceAll(/\s+/g, " ").trim();
  if (text === "") return undefined;
  if (USER_ID.test(text)) return { text, userId: text };
  const bracketed = /^(?<name>[^<>]*)<(?<mail>[^<>]+)>$/.exec(text)?.groups;
  const mail = (bracketed?.["mail"] ?? text).replace(/^mailto:/i, "").trim();
  if (MAIL.test(mail)) {
    const name = bracketed?.["name"]?.replaceAll('"', "").trim() ?? "";
    return { text, mail, ...(name === "" ? {} : { name }) };
  }
  return { text, name: text.replaceAll(/["<>]/g, "").trim() };
}

/** What the directory is asked for, best first. */
export function searchTerms(person: ListedPerson): readonly string[] {
  if (person.userId !== undefined) return [person.userId];
  const fromMail = person.mail?.split("@")[0]?.replaceAll(/[._+-]+/g, " ");
  const terms = [person.name, fromMail].filter((term) => term !== undefined && term !== "");
  return [...new Set(terms as readonly string[])];
}

/**
 * Whom an entry means among those whom the directory found. A name has to be the same but for
 * case, accents and the order of its words; what is only similar is left to be chosen.
 */
export function matchPerson(person: ListedPerson, found: readonly FoundPerson[]): Match {
  if (person.userId !== undefined) {
    const { userId } = person;
    const known = found.find((entry) => entry.userId === userId);
    return { kind: "one", person: known ?? { userId, displayName: userId } };
  }
  const names = [person.name, ...searchTerms(person)].filter((name) => name !== undefined);
  const wanted = new Set(names.map(wordsOf));
  const local = person.mail?.split("@")[0]?.toLowerCase();
  const exact = found.filter(
    (entry) =>
      wanted.has(wordsOf(entry.displayName)) ||
      (local !== undefined && localpartOf(entry.userId) === local),
  );
  const [only] = exact;
  if (only !== undefined && exact.length === 1) return { kind: "one", person: only };
  const people = exact.length > 1 ? exact : found;
  return people.length === 0 ? { kind: "nobody" } : { kind: "several", people };
}

/** Whom an entry means that the directory does not know, among those who are still in the former system. */
export function matchComing(person: ListedPerson, coming: readonly PersonSide[]): Match {
  const found = coming.map(({ userId, name }) => ({ userId, displayName: name }));
  const match = matchPerson(person, found);
  if (match.kind !== "one") return { kind: "nobody" };
  const meant = coming.find(({ userId }) => userId === match.person.userId);
  return meant === undefined ? { kind: "nobody" } : { kind: "coming", person: meant };
}

function localpartOf(userId: string): string {
  return userId.slice(1, userId.indexOf(":")).toLowerCase();
}

/** The words of a name in one order, without case and accents. */
function wordsOf(name: string): string {
  return fold(name)
    .split(/[\s,.]+/)
    .filter((word) => word !== "")
    .toSorted()
    .join(" ");
}

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
