import type { MigrationItemInput } from "@plenum/model/migration";
import type { ExportedContacts } from "../records.ts";
import { compared } from "../rules/rules.ts";
import type { Mover, Moves } from "./moves.ts";

type ContactsItem = Extract<MigrationItemInput, { kind: "contacts" }>;

/** What an item takes, and its places in groups all together, so that it fits into a request. */
const MOST = { groups: 500, inGroup: 2_000, favourites: 2_000, others: 5_000, blocked: 2_000 };
const MOST_PLACES = 20_000;

/** Names that Skype for Business gives the group of what is pinned, in German and English. */
const FAVOURITES = new Set([
  "pinned contacts",
  "favorites",
  "favourites",
  "favoriten",
  "angeheftete kontakte",
]);

/** What of contact lists stays behind. */
export class ContactLosses {
  /** Contacts who are not moved, and lists that have such. */
  contacts = 0;
  lists = 0;
  blocked = 0;
  /** Beyond what a list takes. */
  cut = 0;
  /** Distribution groups, lists that have such, and the first of them. */
  distribution = 0;
  distributionLists = 0;
  readonly examples = new Set<string>();
}

interface Group {
  readonly name: string;
  readonly people: Set<string>;
}

/**
 * Somebody's contacts with their new ids. Groups keep their names and their order; whoever is not moved is left
 * out and counted.
 * @param exportedAt milliseconds since 1970
 * @returns undefined where nothing of the list is left
 */
export function contactsItem(
  list: ExportedContacts,
  owner: Mover,
  exportedAt: number,
  moves: Moves,
  losses: ContactLosses,
): ContactsItem | undefined {
  const groups = new Map<string, Group>();
  const byNumber = new Map<string, Group>();
  const favourites: Group = { name: "", people: new Set() };
  const distribution = new Set<string>();
  for (const { number, name, isOther, externalUri } of list.groups) {
    if (isOther || name === "") continue;
    const key = compared(name);
    if (FAVOURITES.has(key)) {
      byNumber.set(number, favourites);
      continue;
    }
    if (externalUri !== undefined) {
      distribution.add(number);
      if (losses.examples.size < 3) losses.examples.add(name);
    }
    const group = groups.get(key) ?? { name, people: new Set<string>() };
    groups.set(key, group);
    byNumber.set(number, group);
  }
  if (distribution.size > 0) losses.distributionLists += 1;
  losses.distribution += distribution.size;

  const others = new Set<string>();
  const left = new Set<string>();
  for (const { sipAddress, groups: numbers } of list.contacts) {
    const mover = moves.at(sipAddress);
    if (mover === owner) continue;
    if (mover === undefined) {
      left.add(sipAddress);
      continue;
    }
    const of = numbers.flatMap((number) => byNumber.get(number) ?? []);
    for (const { people } of of) people.add(mover.userId);
    if (of.length === 0) others.add(mover.userId);
  }
  // A contact that stands twice may be in a group once.
  for (const { people } of [...groups.values(), favourites]) {
    for (const userId of people) others.delete(userId);
  }
  const blocked = list.blocked.flatMap((address) => moves.at(address)?.userId ?? []);
  losses.blocked += list.blocked.length - blocked.length;
  losses.contacts += left.size;
  if (left.size > 0) losses.lists += 1;

  // A distribution group is a name without people: what it means is not in the export.
  const emptied = new Set(
    [...distribution]
      .flatMap((number) => byNumber.get(number) ?? [])
      .filter(({ people }) => people.size === 0),
  );
  const kept = [...groups.values()].filter((group) => !emptied.has(group));
  const room = new Room(losses);
  const item: ContactsItem = {
    kind: "contacts",
    userId: owner.userId,
    exportedAt,
    favourites: room.take(favourites.people, MOST.favourites),
    groups: room
      .limited(kept, MOST.groups)
      .map(({ name, people }) => ({ name, people: room.take(people, MOST.inGroup) })),
    others: room.take(others, MOST.others),
    blocked: room.take(new Set(blocked), MOST.blocked),
  };
  const isEmpty = [item.favourites, item.groups, item.others, item.blocked].every(
    (part) => part?.length === 0,
  );
  return isEmpty ? undefined : item;
}

/** Takes so many and counts the rest. */
class Room {
  private places = MOST_PLACES;

  constructor(private readonly losses: ContactLosses) {}

  limited<One>(some: readonly One[], most: number): readonly One[] {
    this.losses.cut += Math.max(0, some.length - most);
    return some.slice(0, most);
  }

  take(people: ReadonlySet<string>, most: number): string[] {
    const taken = [...this.limited([...people], Math.min(most, this.places))];
    this.places -= taken.length;
    return taken;
  }
}

/** Lists of one owner that stand in a file more than once, as one. Numbers of groups mean each its own list. */
export function mergedLists(lists: readonly ExportedContacts[]): ExportedContacts | undefined {
  const [first] = lists;
  if (first === undefined || lists.length === 1) return first;
  return {
    ...first,
    groups: lists.flatMap(({ groups }, at) =>
      groups.map((group) => ({ ...group, number: `${at} ${group.number}` })),
    ),
    contacts: lists.flatMap(({ contacts }, at) =>
      contacts.map((contact) => ({
        ...contact,
        groups: contact.groups.map((number) => `${at} ${number}`),
      })),
    ),
    blocked: [...new Set(lists.flatMap(({ blocked }) => blocked))],
  };
}
