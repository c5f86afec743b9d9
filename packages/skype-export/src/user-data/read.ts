import type { Finding, Tell } from "../findings/finding.ts";
import { limited } from "../findings/limit.ts";
import type { ExportedContacts } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import { readXml, type XmlElement, type XmlReader } from "../xml/read.ts";
import { stoppedFinding } from "../xml/told.ts";
import type { ContactCensus } from "./census.ts";
import { emptyCounts, MAX_CONTACTS, MAX_GROUPS, PersonDraft, type Counts } from "./draft.ts";
import type { UserDataCode } from "./words.ts";

export interface UserDataOptions {
  /** Counts by who is moved; without it nobody counts as unknown. */
  readonly census?: ContactCensus;
}

/**
 * Reads what `Export-CsUserData` writes: `DocItemSet.xml`, or the older form with `HomedResources`.
 * One person is in memory at a time. Contacts of oneself, doubled and unknown ones are handed out
 * and counted. Where the file ends too early, everybody before it has been handed out.
 * @param file how findings call it
 */
export async function* readUserData(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  tell: Tell,
  options: UserDataOptions = {},
): AsyncGenerator<ExportedContacts> {
  const limit = limited(tell, file);
  const out: ExportedContacts[] = [];
  const reader = new UserDataReader(file, limit.tell, options, out);
  try {
    yield* readXml(bytes, reader, out);
    if (reader.counts.people === 0) {
      limit.tell(finding("user-data-empty", "problem", file, undefined, {}));
    }
  } catch (error) {
    limit.tell(stoppedFinding(error, file, reader.last));
  }
  await options.census?.settled;
  reader.counts.unknown = options.census?.unknown ?? 0;
  for (const each of countFindings(reader.counts, file)) limit.tell(each);
  limit.close();
}

class UserDataReader implements XmlReader {
  readonly counts = emptyCounts();
  /** The last person who was complete, as written. */
  last = "";
  private draft: PersonDraft | undefined;
  /** Owners so far: pools are exported one by one, and who was moved may be in two of them. */
  private readonly owners = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly tell: Tell,
    private readonly options: UserDataOptions,
    private readonly out: ExportedContacts[],
  ) {}

  readonly opened = ({ name, line }: XmlElement, parents: readonly XmlElement[]): void => {
    if (this.draft !== undefined) return;
    if (name === "DocItem" || name === "HomedResource") {
      this.draft = new PersonDraft(parents.length, line, this.counts);
    }
  };

  readonly closed = (element: XmlElement, parents: readonly XmlElement[]): void => {
    const { draft } = this;
    if (draft === undefined) return;
    const { name, fields, line } = element;
    if (name === "Contact") draft.addContact(element);
    else if (name === "ContactGroup") draft.addGroup(element);
    else if (name === "UserMember") draft.addMember(fields.Member ?? "", line);
    else if (fields.ContainerNumber !== undefined) draft.closeContainer(fields.ContainerNumber);
    if (parents.length !== draft.depth) return;
    this.draft = undefined;
    if (name === "DocItem") this.closeItem(draft, fields.Name ?? "");
    else this.hand(draft, fields.UserAtHost ?? "");
  };

  private closeItem(draft: PersonDraft, name: string): void {
    const [, kind = "", rest = ""] = /^urn:([a-z]+):(.*)$/is.exec(name.trim()) ?? [];
    if (kind.toLowerCase() === "lcd") this.hand(draft, rest);
    else if (kind.toLowerCase() === "hcd") this.counts.conferences += 1;
    else this.counts.others += 1;
  }

  private hand(draft: PersonDraft, written: string): void {
    const owner = sipAddress(written);
    const place = [this.file, draft.line] as const;
    if (owner === undefined) {
      const facts = { written: cleanLabel(written) };
      this.tell(finding("user-data-owner", "problem", ...place, facts));
      return;
    }
    this.last = cleanLabel(written);
    if (this.owners.has(owner)) {
      this.tell(finding("user-data-owner-twice", "problem", ...place, { owner }));
    }
    this.owners.add(owner);
    if (draft.surplus > 0) {
      const facts = {
        owner,
        left: draft.surplus,
        contacts: MAX_CONTACTS,
        groups: MAX_GROUPS,
      };
      this.tell(finding("user-data-too-many", "problem", ...place, facts));
    }
    this.count(draft, owner);
    this.out.push(draft.record(owner, this.file));
  }

  private count(draft: PersonDraft, owner: string): void {
    const { counts } = this;
    counts.people += 1;
    counts.contacts += draft.contacts.length;
    counts.groups += draft.groups.length;
    counts.blocked += draft.blocked.length;
    const seen = new Set<string>();
    const { census } = this.options;
    for (const { sipAddress } of draft.contacts) {
      if (sipAddress === owner) counts.self += 1;
      const before = seen.size;
      seen.add(sipAddress);
      const first = seen.size > before;
      if (!first) counts.doubled += 1;
      // Asked once for each: there are millions of contacts.
      census?.add(sipAddress, first);
    }
  }
}

function finding(
  code: UserDataCode,
  severity: Finding["severity"],
  file: string,
  line: number | undefined,
  facts: Finding["facts"],
): Finding<UserDataCode> {
  return { code, severity, place: { file, ...(line === undefined ? {} : { line }) }, facts };
}

function countFindings(counts: Counts, file: string): readonly Finding<UserDataCode>[] {
  const { badNames, badAddresses, ...numbers } = counts;
  const found = [finding("user-data-read", "note", file, undefined, numbers)];
  if (counts.conferences > 0) {
    const facts = { count: counts.conferences };
    found.push(finding("user-data-conferences", "loss", file, undefined, facts));
  }
  if (badNames.number > 0) {
    const facts = { count: badNames.number, example: badNames.example };
    found.push(finding("user-data-base64", "problem", file, badNames.line, facts));
  }
  if (badAddresses.number > 0) {
    const facts = { count: badAddresses.number, example: badAddresses.example };
    found.push(finding("user-data-address", "problem", file, badAddresses.line, facts));
  }
  return found;
}
