import type { Tell } from "../findings/finding.ts";
import type { ExportedPerson } from "../records.ts";
import type { DirectoryPerson } from "./read-people.ts";

/** What both files say of one person and should say alike. */
const COMPARED = ["sipAddress", "displayName", "samAccountName", "userPrincipalName"] as const;

/**
 * People of both files, each once. Skype for Business decides who may use it and under which
 * address; Active Directory adds department, groups and whether the account is disabled. Where they
 * disagree it is told. Holds one record a person of Active Directory.
 *
 * People are found again by their GUID, otherwise by their address. What stands twice in Active
 * Directory is joined to nobody: which of both is meant cannot be told.
 */
export async function* mergePeople(
  users: AsyncIterable<ExportedPerson>,
  directory: AsyncIterable<DirectoryPerson>,
  tell: Tell,
): AsyncGenerator<ExportedPerson> {
  const known = await Directory.of(directory, tell);
  for await (const user of users) {
    const found = known.take(user);
    yield found ? joined(user, found, tell) : user;
    if (!found && known.size > 0) {
      tellOf("person-not-in-directory", user, tell, { name: user.displayName });
    }
  }
  for (const person of known.rest()) {
    const { proxySip: _, ...rest } = person;
    if (!person.enabled || person.sipAddress === "") continue;
    if (known.usersCame)
      tellOf("person-only-in-directory", person, tell, { name: person.displayName });
    yield rest;
  }
}

class Directory {
  usersCame = false;
  readonly #byGuid = new Map<string, DirectoryPerson | "twice">();
  readonly #bySip = new Map<string, DirectoryPerson | "twice">();
  readonly #all = new Set<DirectoryPerson>();

  static async of(people: AsyncIterable<DirectoryPerson>, tell: Tell): Promise<Directory> {
    const made = new Directory();
    for await (const person of people) made.#add(person, tell);
    return made;
  }

  get size(): number {
    return this.#byGuid.size + this.#bySip.size;
  }

  #add(person: DirectoryPerson, tell: Tell): void {
    this.#all.add(person);
    if (person.guid !== undefined) note(this.#byGuid, person.guid, person, tell);
    if (person.sipAddress !== "") note(this.#bySip, person.sipAddress, person, tell);
    const others = person.proxySip.filter((one) => one !== person.sipAddress);
    if (others.length > 0) {
      const facts = { address: person.sipAddress, others: others.join(", ") };
      tellOf("person-more-addresses", person, tell, facts);
    }
  }

  take(user: ExportedPerson): DirectoryPerson | undefined {
    this.usersCame = true;
    const byGuid = user.guid === undefined ? undefined : this.#byGuid.get(user.guid);
    const found = byGuid ?? (user.sipAddress === "" ? undefined : this.#bySip.get(user.sipAddress));
    if (found === undefined || found === "twice") return undefined;
    // The same address with another GUID is another person.
    if (!byGuid && user.guid !== undefined && found.guid !== undefined) return undefined;
    this.#all.delete(found);
    return found;
  }

  /** Those nobody took, in the order of the file. */
  rest(): Iterable<DirectoryPerson> {
    return this.#all;
  }
}

function note(
  map: Map<string, DirectoryPerson | "twice">,
  key: string,
  person: DirectoryPerson,
  tell: Tell,
): void {
  if (!map.has(key)) {
    map.set(key, person);
    return;
  }
  map.set(key, "twice");
  tellOf("person-twice-in-directory", person, tell, { key, name: person.displayName });
}

function joined(user: ExportedPerson, found: DirectoryPerson, tell: Tell): ExportedPerson {
  for (const field of COMPARED) {
    const ours = user[field] ?? "";
    const theirs = found[field] ?? "";
    if (ours === "" || theirs === "" || ours.toLowerCase() === theirs.toLowerCase()) continue;
    const facts = { field, ours, theirs, address: user.sipAddress || theirs };
    tellOf("person-disagree", user, tell, facts);
  }
  if (user.enabled && found.accountDisabled === true) {
    tellOf("person-disabled-in-directory", user, tell, { address: user.sipAddress });
  }
  const { proxySip: _, place: _place, kind: _kind, enabled: _enabled, ...added } = found;
  const bySip = user.sipAddress === "" && found.sipAddress !== "";
  return {
    ...added,
    ...user,
    sipAddress: bySip ? found.sipAddress : user.sipAddress,
    writtenAddress: bySip ? found.writtenAddress : user.writtenAddress,
    memberOf: found.memberOf,
  };
}

function tellOf(
  code: string,
  person: ExportedPerson,
  tell: Tell,
  facts: Readonly<Record<string, string>>,
): void {
  const severity =
    code === "person-disagree" || code === "person-twice-in-directory" ? "problem" : "note";
  tell({ code, severity, place: person.place, facts: { address: person.sipAddress, ...facts } });
}
