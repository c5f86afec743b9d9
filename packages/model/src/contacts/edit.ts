import {
  type Contacts,
  LONGEST_GROUP_NAME,
  NO_CONTACTS,
  type Stamped,
  type StoredGroup,
  type StoredPerson,
} from "./contacts.ts";

/**
 * One change of the list. Pure: it answers a new list.
 * @param now milliseconds since the epoch; a clock that is wrong does no harm
 */
export type ContactsEdit = (contacts: Contacts, now: number) => Contacts;

/** A time after everything that stands in the list, so that a clock that is slow still wins. */
function stampFor(contacts: Contacts, now: number): number {
  let latest = Math.max(0, Math.trunc(now));
  const see = ({ t }: Stamped<unknown>): void => {
    if (t >= latest) latest = t + 1;
  };
  for (const group of contacts.groups.values()) {
    see(group.there);
    see(group.name);
    see(group.position);
  }
  for (const person of contacts.people.values()) {
    see(person.there);
    if (person.favourite) see(person.favourite);
    for (const membership of person.groups.values()) see(membership);
  }
  return Math.min(latest, Number.MAX_SAFE_INTEGER);
}

type Stamp = <T>(value: T) => Stamped<T>;

function editPerson(
  userId: string,
  change: (person: StoredPerson, stamp: Stamp) => StoredPerson,
): ContactsEdit {
  return (contacts, now) => {
    const t = stampFor(contacts, now);
    const before = contacts.people.get(userId) ?? { there: { v: false, t: 0 }, groups: new Map() };
    const after = change(before, (v) => ({ v, t }));
    return { ...contacts, people: new Map(contacts.people).set(userId, after) };
  };
}

function editGroup(
  groupId: string,
  change: (group: StoredGroup, stamp: Stamp) => StoredGroup,
): ContactsEdit {
  return (contacts, now) => {
    const before = contacts.groups.get(groupId);
    if (before === undefined) return contacts;
    const t = stampFor(contacts, now);
    const after = change(before, (v) => ({ v, t }));
    return { ...contacts, groups: new Map(contacts.groups).set(groupId, after) };
  };
}

/** Adds a person, straight into a group if one is named. */
export function addPerson(userId: string, groupId?: string): ContactsEdit {
  return editPerson(userId, (person, stamp) => ({
    ...person,
    there: stamp(true),
    groups:
      groupId === undefined ? person.groups : new Map(person.groups).set(groupId, stamp(true)),
  }));
}

/** Removes a person, from all groups and from the favourites too. */
export function removePerson(userId: string): ContactsEdit {
  return editPerson(userId, (person, stamp) => ({
    there: stamp(false),
    favourite: stamp(false),
    groups: new Map([...person.groups.keys()].map((id) => [id, stamp(false)])),
  }));
}

/** A favourite is a contact, too. */
export function setFavouritePerson(userId: string, favourite: boolean): ContactsEdit {
  return editPerson(userId, (person, stamp) => ({
    ...person,
    there: favourite ? stamp(true) : person.there,
    favourite: stamp(favourite),
  }));
}

/** Puts a person into a group or takes the person out of it; the person stays a contact. */
export function setInGroup(userId: string, groupId: string, inGroup: boolean): ContactsEdit {
  return editPerson(userId, (person, stamp) => ({
    ...person,
    there: inGroup ? stamp(true) : person.there,
    groups: new Map(person.groups).set(groupId, stamp(inGroup)),
  }));
}

/** @param groupId a new one, at random */
export function createGroup(groupId: string, name: string): ContactsEdit {
  return (contacts, now) => {
    const t = stampFor(contacts, now);
    const last = orderedGroups(contacts).at(-1)?.[1].position.v ?? 0;
    const group = {
      there: { v: true, t },
      name: { v: groupName(name), t },
      position: { v: last + 1, t },
    };
    return { ...contacts, groups: new Map(contacts.groups).set(groupId, group) };
  };
}

export function renameGroup(groupId: string, name: string): ContactsEdit {
  return editGroup(groupId, (group, stamp) => ({ ...group, name: stamp(groupName(name)) }));
}

/** Removes a group; the people in it stay contacts. */
export function removeGroup(groupId: string): ContactsEdit {
  return editGroup(groupId, (group, stamp) => ({ ...group, there: stamp(false) }));
}

/** Moves a group to a place among the others. @param wanted 0 is the first place */
export function moveGroup(groupId: string, wanted: number): ContactsEdit {
  return (contacts, now) => {
    const others = orderedGroups(contacts).filter(([id]) => id !== groupId);
    const index = Math.max(0, Math.min(others.length, wanted));
    const before = others[index - 1]?.[1].position.v;
    const after = others[index]?.[1].position.v;
    if (before !== undefined && after !== undefined && before < after) {
      return place(groupId, (before + after) / 2)(contacts, now);
    }
    if (after === undefined) return place(groupId, (before ?? 0) + 1)(contacts, now);
    if (before === undefined) return place(groupId, after - 1)(contacts, now);
    // Two groups at the same place (both devices added one): number all of them anew.
    const ids = others.map(([id]) => id).toSpliced(index, 0, groupId);
    return ids.reduce((all, id, at) => place(id, at)(all, now), contacts);
  };
}

/** Takes the removal of a group back; whoever was in it is in it again. */
export function restoreGroup(groupId: string): ContactsEdit {
  return editGroup(groupId, (group, stamp) => ({ ...group, there: stamp(true) }));
}

function place(groupId: string, position: number): ContactsEdit {
  return editGroup(groupId, (group, stamp) => ({ ...group, position: stamp(position) }));
}

function groupName(name: string): string {
  return Array.from(name.trim()).slice(0, LONGEST_GROUP_NAME).join("");
}

/** The groups that are there, in their order. */
export function orderedGroups(contacts: Contacts): readonly (readonly [string, StoredGroup])[] {
  return [...contacts.groups]
    .filter(([, group]) => group.there.v)
    .toSorted(
      ([idA, a], [idB, b]) =>
        a.position.v - b.position.v || a.name.t - b.name.t || (idA < idB ? -1 : 1),
    );
}

/** A contact list of another system. */
export interface ImportedContacts {
  readonly groups: readonly { readonly name: string; readonly people: readonly string[] }[];
  readonly favourites: readonly string[];
  /** People in no group. */
  readonly others: readonly string[];
}

/**
 * A list taken over from another system, to be merged into what the person may have already. Done
 * twice it adds nothing, and it never brings back what was removed since.
 * @param source names the system in the ids of the groups, e.g. `skype`
 * @param exportedAt milliseconds; when the list was exported
 */
export function importedContacts(
  imported: ImportedContacts,
  source: string,
  exportedAt: number,
): Contacts {
  const t = Math.max(0, Math.trunc(exportedAt));
  const groups = new Map(
    imported.groups.map((group, index): [string, StoredGroup] => [
      `${source}-${index}`,
      {
        there: { v: true, t },
        name: { v: groupName(group.name), t },
        position: { v: index + 1, t },
      },
    ]),
  );
  const people = new Map<string, StoredPerson>();
  const change = (userId: string, changed: (person: StoredPerson) => StoredPerson): void => {
    const before = people.get(userId) ?? { there: { v: true, t }, groups: new Map() };
    people.set(userId, changed(before));
  };
  for (const [index, group] of imported.groups.entries()) {
    for (const userId of group.people) {
      change(userId, (person) => ({
        ...person,
        groups: new Map(person.groups).set(`${source}-${index}`, { v: true, t }),
      }));
    }
  }
  for (const userId of imported.favourites) {
    change(userId, (person) => ({ ...person, favourite: { v: true, t } }));
  }
  for (const userId of imported.others) change(userId, (person) => person);
  return { ...NO_CONTACTS, groups, people };
}
