import type { Contacts } from "./contacts.ts";
import { orderedGroups } from "./edit.ts";

/** The list as it is shown. People stand by id: names come from their profiles. */
export interface ContactsView {
  readonly favourites: readonly string[];
  readonly groups: readonly ContactGroup[];
  /** In no group and no favourite. */
  readonly others: readonly string[];
  readonly everyone: ReadonlySet<string>;
}
export interface ContactGroup {
  readonly id: string;
  readonly name: string;
  readonly people: readonly string[];
}

export function viewOfContacts(contacts: Contacts): ContactsView {
  const people = [...contacts.people].filter(([, person]) => person.there.v);
  const groups = orderedGroups(contacts).map(([id, group]) => ({
    id,
    name: group.name.v,
    people: people
      .filter(([, person]) => person.groups.get(id)?.v === true)
      .map(([userId]) => userId),
  }));
  const favourites = people
    .filter(([, person]) => person.favourite?.v === true)
    .map(([userId]) => userId);
  const placed = new Set([...favourites, ...groups.flatMap((group) => group.people)]);
  const everyone = new Set(people.map(([userId]) => userId));
  return {
    favourites,
    groups,
    others: [...everyone].filter((userId) => !placed.has(userId)),
    everyone,
  };
}
