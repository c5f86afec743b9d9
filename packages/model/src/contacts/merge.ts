import type { Contacts, Stamped, StoredGroup, StoredPerson } from "./contacts.ts";

/**
 * Joins what two devices know. In whatever order, and however often it is done, the result is the
 * same (the merge is commutative, associative and idempotent), and nothing that one of them
 * added is lost unless somebody removed it later.
 */
export function mergeContacts(a: Contacts, b: Contacts): Contacts {
  return {
    groups: mergeMaps(a.groups, b.groups, mergeGroup),
    people: mergeMaps(a.people, b.people, mergePerson),
    kept: {
      groups: mergeMaps(a.kept.groups, b.kept.groups, laterUnknown),
      people: mergeMaps(a.kept.people, b.kept.people, laterUnknown),
      rest: mergeMaps(a.kept.rest, b.kept.rest, laterUnknown),
    },
  };
}

function mergeGroup(a: StoredGroup, b: StoredGroup): StoredGroup {
  return {
    there: later(a.there, b.there),
    name: later(a.name, b.name),
    position: later(a.position, b.position),
  };
}

function mergePerson(a: StoredPerson, b: StoredPerson): StoredPerson {
  const favourite =
    a.favourite && b.favourite ? later(a.favourite, b.favourite) : (a.favourite ?? b.favourite);
  return {
    there: later(a.there, b.there),
    ...(favourite === undefined ? {} : { favourite }),
    groups: mergeMaps(a.groups, b.groups, later),
  };
}

function later<T extends string | number | boolean>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  if (a.t !== b.t) return a.t > b.t ? a : b;
  // At the same moment: any rule will do as long as both devices have it.
  return a.v >= b.v ? a : b;
}

/** Nothing is known of their times; both devices must only agree. */
function laterUnknown(a: unknown, b: unknown): unknown {
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

function mergeMaps<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
  merge: (a: T, b: T) => T,
): ReadonlyMap<string, T> {
  const all = new Map(a);
  for (const [id, value] of b) {
    const known = all.get(id);
    all.set(id, known === undefined ? value : merge(known, value));
  }
  return all;
}

/** Whether both say the same, in whatever order. */
export function sameContacts(a: Contacts, b: Contacts): boolean {
  return canonical(a) === canonical(b);
}

function canonical(contacts: Contacts): string {
  return JSON.stringify(contacts, (_, value: unknown) => {
    if (value instanceof Map) {
      return [...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }
    return value;
  });
}
