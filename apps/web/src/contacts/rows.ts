import type { ContactsView } from "@plenum/model";

/** Sections of the list. `group` names one of the person's own groups. */
export type Section =
  | { readonly kind: "favourites" }
  | { readonly kind: "group"; readonly id: string; readonly name: string; readonly index: number }
  | { readonly kind: "others" }
  | { readonly kind: "found" }
  | { readonly kind: "directory" }
  /** In the former system, without an account here. */
  | { readonly kind: "coming" };

export type Row =
  | {
      readonly kind: "section";
      readonly key: string;
      readonly section: Section;
      readonly count: number;
    }
  | {
      readonly kind: "person";
      readonly key: string;
      readonly section: Section;
      readonly userId: string;
    }
  /** A group with nobody in it. */
  | { readonly kind: "empty"; readonly key: string; readonly section: Section };

export function keyOfSection(section: Section): string {
  return section.kind === "group" ? `group ${section.id}` : section.kind;
}

/** A name that can be sorted and searched; the id where no name is known yet. */
export type NameOf = (userId: string) => string;

function rowsOf(section: Section, people: readonly string[], nameOf: NameOf): readonly Row[] {
  const key = keyOfSection(section);
  const sorted = people.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return [
    { kind: "section", key, section, count: people.length },
    ...sorted.map((userId): Row => ({ kind: "person", key: `${key} ${userId}`, section, userId })),
    ...(people.length === 0 ? [{ kind: "empty" as const, key: `${key} empty`, section }] : []),
  ];
}

/** The whole list: favourites first, then the groups in their order, then everybody else. */
export function listRows(view: ContactsView, nameOf: NameOf): readonly Row[] {
  const { favourites, groups, others } = view;
  return [
    ...(favourites.length > 0 ? rowsOf({ kind: "favourites" }, favourites, nameOf) : []),
    ...groups.flatMap(({ id, name, people }, index) =>
      rowsOf({ kind: "group", id, name, index }, people, nameOf),
    ),
    ...(others.length > 0 ? rowsOf({ kind: "others" }, others, nameOf) : []),
  ];
}

/**
 * What a search finds: contacts whose name has each of the words, then people of the directory, then those who are
 * still to come.
 */
export function foundRows(
  view: ContactsView,
  nameOf: NameOf,
  term: string,
  directory: readonly string[],
  coming: readonly string[] = [],
): readonly Row[] {
  const words = term.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = [...view.everyone].filter((userId) => {
    const text = `${nameOf(userId)} ${userId}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const others = directory.filter((userId) => !view.everyone.has(userId));
  const later = coming.filter(
    (userId) => !view.everyone.has(userId) && !directory.includes(userId),
  );
  return [
    ...(found.length > 0 ? rowsOf({ kind: "found" }, found, nameOf) : []),
    ...(others.length > 0 ? rowsOf({ kind: "directory" }, others, nameOf) : []),
    ...(later.length > 0 ? rowsOf({ kind: "coming" }, later, nameOf) : []),
  ];
}
