import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";

/** Account data in which the contact list lives. */
export const CONTACTS_TYPE = "chat.plenum.contacts";

/** Longest name of a group, in characters. */
export const LONGEST_GROUP_NAME = 80;

/**
 * A value and when it was set. Of two the later holds; so two devices that change the list at the
 * same time never lose anything of each other (`mergeContacts`).
 */
function stamped<T extends z.ZodType>(value: T) {
  return z.object({ v: value, t: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });
}
export interface Stamped<T> {
  readonly v: T;
  /** Milliseconds since the epoch, or later: always more than anything the device had seen. */
  readonly t: number;
}

const groupSchema = z.object({
  there: stamped(z.boolean()),
  name: stamped(z.string().max(LONGEST_GROUP_NAME * 4)),
  /** Groups are shown by rising position. */
  position: stamped(z.number()),
});
const membershipSchema = stamped(z.boolean());
const personSchema = z.object({
  there: stamped(z.boolean()),
  favourite: stamped(z.boolean()).optional(),
  /** Group id → whether the person is in it. */
  groups: z.looseObject({}).optional(),
});
const contentSchema = z.looseObject({
  version: z.literal(1),
  groups: z.record(z.string(), z.unknown()).default({}),
  people: z.record(z.string(), z.unknown()).default({}),
});

export interface StoredGroup {
  readonly there: Stamped<boolean>;
  readonly name: Stamped<string>;
  readonly position: Stamped<number>;
}
export interface StoredPerson {
  readonly there: Stamped<boolean>;
  readonly favourite?: Stamped<boolean>;
  readonly groups: ReadonlyMap<string, Stamped<boolean>>;
}

/** The list as it is kept: with what was removed, and with what this version cannot read. */
export interface Contacts {
  readonly groups: ReadonlyMap<string, StoredGroup>;
  readonly people: ReadonlyMap<string, StoredPerson>;
  /** Parts that another client wrote and this one does not understand: they go back as they came. */
  readonly kept: {
    readonly groups: ReadonlyMap<string, unknown>;
    readonly people: ReadonlyMap<string, unknown>;
    readonly rest: ReadonlyMap<string, unknown>;
  };
}

export const NO_CONTACTS: Contacts = {
  groups: new Map(),
  people: new Map(),
  kept: { groups: new Map(), people: new Map(), rest: new Map() },
};

export type ReadContacts =
  | { readonly kind: "ok"; readonly contacts: Contacts }
  /** The whole content makes no sense to this version: it must not be overwritten. */
  | { readonly kind: "unreadable" };

/**
 * Reads the account data. One entry that is broken is put aside and kept; only a content that as a
 * whole is none, or of a later version, is unreadable.
 */
export function readContacts(content: unknown): ReadContacts {
  if (content === undefined || content === null || isEmptyRecord(content)) {
    return { kind: "ok", contacts: NO_CONTACTS };
  }
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return { kind: "unreadable" };
  const raw = content as Record<string, unknown>;
  const groups = sort(entriesOf(raw["groups"]), (_, value) => groupSchema.safeParse(value).data);
  const people = sort(entriesOf(raw["people"]), (id, value): StoredPerson | undefined => {
    const person = userIdSchema.safeParse(id).success
      ? personSchema.safeParse(value).data
      : undefined;
    const groups = person && membershipsOf(value);
    if (person === undefined || groups === undefined) return undefined;
    const { there, favourite } = person;
    return { there, ...(favourite === undefined ? {} : { favourite }), groups };
  });
  const known = new Set(["version", "groups", "people"]);
  const rest = Object.entries(raw).filter(([name]) => !known.has(name));
  return {
    kind: "ok",
    contacts: {
      groups: groups.good,
      people: people.good,
      kept: { groups: groups.bad, people: people.bad, rest: new Map(rest) },
    },
  };
}

/** The content to be written. */
export function writeContacts(contacts: Contacts): Record<string, unknown> {
  const { kept } = contacts;
  const people = [...contacts.people].map(([id, person]): [string, unknown] => [
    id,
    { ...person, groups: Object.fromEntries(person.groups) },
  ]);
  return {
    ...Object.fromEntries(kept.rest),
    version: 1,
    groups: Object.fromEntries([...kept.groups, ...contacts.groups]),
    people: Object.fromEntries([...kept.people, ...people]),
  };
}

/** Read by hand, since zod's records leave out a group whose id is `__proto__`. */
function membershipsOf(person: unknown): ReadonlyMap<string, Stamped<boolean>> | undefined {
  const groups = new Map<string, Stamped<boolean>>();
  for (const [id, value] of entriesOf((person as { groups?: unknown }).groups)) {
    const membership = membershipSchema.safeParse(value).data;
    if (membership === undefined) return undefined;
    groups.set(id, membership);
  }
  return groups;
}

function isEmptyRecord(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function sort<T>(
  entries: readonly [string, unknown][],
  read: (id: string, value: unknown) => T | undefined,
): { readonly good: ReadonlyMap<string, T>; readonly bad: ReadonlyMap<string, unknown> } {
  const good = new Map<string, T>();
  const bad = new Map<string, unknown>();
  for (const [id, value] of entries) {
    const entry = read(id, value);
    if (entry === undefined) bad.set(id, value);
    else good.set(id, entry);
  }
  return { good, bad };
}
