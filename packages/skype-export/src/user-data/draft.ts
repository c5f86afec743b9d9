import type { Contact, ContactGroup, ExportedContacts } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import type { XmlElement } from "../xml/read.ts";
import { decodedText } from "./base64.ts";

/** Skype for Business allows 1000 contacts and 64 groups; more than these are not read. */
export const MAX_CONTACTS = 3000;
export const MAX_GROUPS = 500;
const BLOCKED_CONTAINER = "32000";
/** `~`, the group without a name. */
const OTHER_CONTACTS = "~";

/** What is counted in a file, and where it was first seen. */
export class Count {
  number = 0;
  example = "";
  line = 0;

  add(example: string, line: number): void {
    this.number += 1;
    if (this.number > 1) return;
    this.example = example;
    this.line = line;
  }
}

export interface Counts {
  people: number;
  contacts: number;
  groups: number;
  blocked: number;
  /** Contacts that are their owner. */
  self: number;
  /** Contacts that their owner has twice, as they differ in case alone. */
  doubled: number;
  /** Contacts that nobody who asks knows. */
  unknown: number;
  /** `urn:hcd:` items, which nobody can read. */
  conferences: number;
  others: number;
  readonly badNames: Count;
  readonly badAddresses: Count;
}

export function emptyCounts(): Counts {
  return {
    people: 0,
    contacts: 0,
    groups: 0,
    blocked: 0,
    self: 0,
    doubled: 0,
    unknown: 0,
    conferences: 0,
    others: 0,
    badNames: new Count(),
    badAddresses: new Count(),
  };
}

/** One person while their element is being read. */
export class PersonDraft {
  readonly groups: ContactGroup[] = [];
  readonly contacts: Contact[] = [];
  readonly blocked: string[] = [];
  /** Contacts, groups and blocked people beyond what is read. */
  surplus = 0;
  private members: string[] = [];

  constructor(
    /** Depth of the element that is the person. */
    readonly depth: number,
    readonly line: number,
    private readonly counts: Counts,
  ) {}

  addGroup({ fields, line }: XmlElement): void {
    const number = (fields.Number ?? "").trim();
    if (this.groups.length >= MAX_GROUPS) this.surplus += 1;
    else if (number !== "") {
      const name = this.name(fields.DisplayName, line) ?? "";
      const uri = fields.ExternalUri ?? "";
      const externalUri = uri === "" ? undefined : cleanLabel(decodedText(uri) ?? uri);
      this.groups.push({
        number: number.slice(0, 20),
        name: name === OTHER_CONTACTS ? "" : name,
        isOther: name === OTHER_CONTACTS,
        ...(externalUri === undefined || externalUri === "" ? {} : { externalUri }),
      });
    }
  }

  addContact({ fields, line }: XmlElement): void {
    if (this.contacts.length >= MAX_CONTACTS) {
      this.surplus += 1;
      return;
    }
    const written = fields.Buddy ?? "";
    const address = sipAddress(written);
    if (address === undefined) {
      this.counts.badAddresses.add(cleanLabel(written), line);
      return;
    }
    const name = this.name(fields.DisplayName, line);
    this.contacts.push({
      sipAddress: address,
      ...(name === undefined ? {} : { name }),
      // Numbers are compared as a whole: group 1 is not group 10.
      groups: (fields.Groups ?? "")
        .split(/\s+/, MAX_GROUPS)
        .filter((number) => number !== "")
        .map((number) => number.slice(0, 20)),
    });
  }

  addMember(written: string, line: number): void {
    const address = sipAddress(written);
    // Members of containers may be a domain or “everybody” too.
    if (address === undefined) this.counts.badAddresses.add(cleanLabel(written), line);
    else if (this.members.length >= MAX_CONTACTS) this.surplus += 1;
    else this.members.push(address);
  }

  /** Whatever element has a container number: its name is not known for certain. */
  closeContainer(number: string): void {
    if (number.trim() === BLOCKED_CONTAINER) this.blocked.push(...this.members);
    this.members = [];
  }

  record(owner: string, file: string): ExportedContacts {
    return {
      kind: "contacts",
      place: { file, line: this.line },
      owner,
      groups: this.groups,
      contacts: this.contacts,
      blocked: [...new Set(this.blocked)],
    };
  }

  private name(encoded: string | undefined, line: number): string | undefined {
    if (encoded === undefined || encoded === "") return undefined;
    const decoded = decodedText(encoded);
    // Older exports may have names as they are; so may somebody who edited the file.
    if (decoded === undefined) this.counts.badNames.add(cleanLabel(encoded), line);
    const name = cleanLabel(decoded ?? encoded);
    return name === "" ? undefined : name;
  }
}
