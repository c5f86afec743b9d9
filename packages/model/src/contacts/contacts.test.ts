import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  string,
  tuple,
  uniqueArray,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlocked, withBlocked } from "./blocked.ts";
import { type Contacts, NO_CONTACTS, readContacts, writeContacts } from "./contacts.ts";
import {
  addPerson,
  type ContactsEdit,
  createGroup,
  importedContacts,
  moveGroup,
  removeGroup,
  removePerson,
  renameGroup,
  setFavouritePerson,
  setInGroup,
} from "./edit.ts";
import { mergeContacts, sameContacts } from "./merge.ts";
import { viewOfContacts } from "./view.ts";

const NOW = 1_800_000_000_000;
const ANNA = "@anna:amt.de";
const JONAS = "@jonas:amt.de";
const ELIF = "@elif:amt.de";

function edited(
  edits: readonly ContactsEdit[],
  start: Contacts = NO_CONTACTS,
  now = NOW,
): Contacts {
  return edits.reduce((contacts, edit) => edit(contacts, now), start);
}
function read(content: unknown): Contacts {
  const result = readContacts(content);
  if (result.kind !== "ok") throw new Error("unreadable");
  return result.contacts;
}
/** As it goes over the wire. */
function stored(contacts: Contacts): unknown {
  return JSON.parse(JSON.stringify(writeContacts(contacts)));
}

describe("a contact list", () => {
  const list = edited([
    createGroup("a", "Referat"),
    createGroup("b", "Projekt"),
    addPerson(ANNA, "a"),
    setInGroup(ANNA, "b", true),
    setFavouritePerson(ANNA, true),
    addPerson(JONAS),
  ]);

  it("has groups in order; a person may be in several, and a favourite", () => {
    const view = viewOfContacts(list);
    expect(view.favourites).toEqual([ANNA]);
    expect(view.groups).toEqual([
      { id: "a", name: "Referat", people: [ANNA] },
      { id: "b", name: "Projekt", people: [ANNA] },
    ]);
    expect(view.others).toEqual([JONAS]);
  });
  it("comes back from the account as it was", () => {
    expect(sameContacts(read(stored(list)), list)).toBe(true);
  });
  it("keeps the people of a group that is removed", () => {
    const view = viewOfContacts(
      edited([setFavouritePerson(ANNA, false), removeGroup("a"), removeGroup("b")], list),
    );
    expect(view.groups).toEqual([]);
    expect(view.others).toEqual([ANNA, JONAS]);
  });
  it("forgets a person everywhere, and does not put the person back into old groups later", () => {
    const without = edited([removePerson(ANNA)], list);
    expect(viewOfContacts(without).everyone).toEqual(new Set([JONAS]));
    expect(viewOfContacts(edited([addPerson(ANNA)], without)).others).toEqual([ANNA, JONAS]);
  });
  it.each([
    [0, ["b", "a", "c"], "b"],
    [1, ["a", "c", "b"], "c"],
    [2, ["b", "c", "a"], "a"],
    [9, ["b", "c", "a"], "a"],
  ])("moves a group to place %d", (index, expected, id) => {
    const three = edited([createGroup("c", "Dritte"), moveGroup(id, index)], list);
    expect(viewOfContacts(three).groups.map((group) => group.id)).toEqual(expected);
  });
  it("moves between two groups that stand at the same place", () => {
    const both = mergeContacts(
      edited([createGroup("c", "C")], list),
      edited([createGroup("d", "D")], list),
    );
    const moved = edited([moveGroup("a", 2)], both);
    expect(viewOfContacts(moved).groups.map((group) => group.id)).toEqual(["b", "c", "a", "d"]);
  });
  it.each(["__proto__", "constructor", "toString"])(
    "takes %s as the name and as the id of a group",
    (name) => {
      const odd = read(stored(edited([createGroup(name, name), addPerson(ANNA, name)])));
      expect(viewOfContacts(odd).groups).toEqual([{ id: name, name, people: [ANNA] }]);
    },
  );
  it("cuts a name that is far too long", () => {
    const long = edited([renameGroup("a", "x".repeat(5000))], list);
    expect(viewOfContacts(long).groups[0]?.name).toHaveLength(80);
  });
});

describe("a list that another client has damaged", () => {
  it.each([
    ["a text", "x"],
    ["a list", [1]],
    ["a later version", { version: 2, people: {} }],
    ["people as a number", { version: 1, people: 7 }],
  ])("%s is not touched", (_, content) => {
    expect(readContacts(content)).toEqual({ kind: "unreadable" });
  });
  it("in single entries shows the others, and gives back the broken ones as they came", () => {
    const content = {
      version: 1,
      colour: "blue",
      groups: {
        good: { there: { v: true, t: 1 }, name: { v: "Gut", t: 1 }, position: { v: 1, t: 1 } },
        bad: "?",
      },
      people: {
        [ANNA]: { there: { v: true, t: 1 }, groups: { good: { v: true, t: 1 } } },
        [JONAS]: { there: "yes" },
        "not a person": { there: { v: true, t: 1 } },
      },
    };
    const list = read(content);
    expect(viewOfContacts(list).groups).toEqual([{ id: "good", name: "Gut", people: [ANNA] }]);
    expect(stored(edited([addPerson(ELIF)], list))).toMatchObject({
      colour: "blue",
      groups: { bad: "?" },
      people: { [JONAS]: { there: "yes" }, "not a person": { there: { v: true, t: 1 } } },
    });
  });
  it("to nothing is empty", () => {
    for (const content of [undefined, null, {}]) expect(read(content)).toEqual(NO_CONTACTS);
  });
});

const person = constantFrom(ANNA, JONAS, ELIF);
const group = constantFrom("a", "b", "__proto__");
const edit: Arbitrary<ContactsEdit> = oneof(
  person.map((id) => addPerson(id)),
  person.map((id) => removePerson(id)),
  tuple(person, boolean()).map(([id, yes]) => setFavouritePerson(id, yes)),
  tuple(person, group, boolean()).map(([id, at, yes]) => setInGroup(id, at, yes)),
  tuple(group, string({ maxLength: 5 })).map(([id, name]) => createGroup(id, name)),
  tuple(group, string({ maxLength: 5 })).map(([id, name]) => renameGroup(id, name)),
  group.map((id) => removeGroup(id)),
  tuple(group, nat(3)).map(([id, index]) => moveGroup(id, index)),
);
/** A device whose clock may be wrong by a day. */
const device = tuple(
  array(edit, { maxLength: 8 }),
  integer({ min: -86_400_000, max: 86_400_000 }),
).map(
  ([edits, wrong]) =>
    (start: Contacts) =>
      edited(edits, start, NOW + wrong),
);

describe("two devices that change the list at the same time", () => {
  it("end with the same list, in whatever order they hear of each other", () => {
    assert(
      property(device, device, device, device, (base, one, two, three) => {
        const start = base(NO_CONTACTS);
        const [a, b, c] = [one(start), two(start), three(start)];
        expect(sameContacts(mergeContacts(a, b), mergeContacts(b, a))).toBe(true);
        expect(sameContacts(mergeContacts(a, a), a)).toBe(true);
        expect(
          sameContacts(
            mergeContacts(mergeContacts(a, b), c),
            mergeContacts(a, mergeContacts(b, c)),
          ),
        ).toBe(true);
        // What a device heard of before it changed something never wins over the change.
        expect(sameContacts(mergeContacts(start, a), a)).toBe(true);
      }),
    );
  });
  it("lose nothing of what each of them added", () => {
    assert(
      property(
        device,
        uniqueArray(person, { maxLength: 3 }),
        uniqueArray(person, { maxLength: 3 }),
        (base, mine, yours) => {
          const start = base(NO_CONTACTS);
          const a = edited(
            [createGroup("mine", "M"), ...mine.map((id) => addPerson(id, "mine"))],
            start,
            NOW - 86_400_000,
          );
          const b = edited(
            [createGroup("yours", "Y"), ...yours.map((id) => setFavouritePerson(id, true))],
            start,
          );
          const view = viewOfContacts(mergeContacts(a, b));
          expect(view.groups.find((it) => it.id === "mine")?.people.toSorted()).toEqual(
            mine.toSorted(),
          );
          for (const id of yours) expect(view.favourites).toContain(id);
          expect(view.groups.some((it) => it.id === "yours")).toBe(true);
        },
      ),
    );
  });
  it("agree also about the account data that they write", () => {
    assert(
      property(device, device, (one, two) => {
        const merged = mergeContacts(one(NO_CONTACTS), two(NO_CONTACTS));
        expect(sameContacts(read(stored(merged)), merged)).toBe(true);
      }),
    );
  });
});

describe("a list taken over from Skype for Business", () => {
  const skype = importedContacts(
    {
      groups: [
        { name: "Referat", people: [ANNA, JONAS] },
        { name: "Projekt", people: [ANNA] },
      ],
      favourites: [ANNA],
      others: [ELIF],
    },
    "skype",
    NOW,
  );
  it("keeps groups, their order, and favourites", () => {
    const view = viewOfContacts(skype);
    expect(view.groups.map((it) => [it.name, it.people])).toEqual([
      ["Referat", [ANNA, JONAS]],
      ["Projekt", [ANNA]],
    ]);
    expect(view.favourites).toEqual([ANNA]);
    expect(view.others).toEqual([ELIF]);
  });
  it("joins what is there already, and done again changes nothing and brings nothing back", () => {
    const mine = mergeContacts(edited([addPerson(ELIF)]), skype);
    const later = edited([removePerson(JONAS)], mine, NOW + 1);
    expect(sameContacts(mergeContacts(later, skype), later)).toBe(true);
  });
});

describe("blocked people", () => {
  it.each<[unknown, string[]]>([
    [undefined, []],
    [{ ignored_users: [] }, []],
    [{ ignored_users: { [ANNA]: {} } }, [ANNA]],
  ])("%j", (content, expected) => {
    expect([...readBlocked(content)]).toEqual(expected);
  });
  it("are added and taken off without touching the rest", () => {
    const one = withBlocked({ note: 1, ignored_users: { [ANNA]: { why: "spam" } } }, JONAS, true);
    expect(one).toEqual({ note: 1, ignored_users: { [ANNA]: { why: "spam" }, [JONAS]: {} } });
    expect(withBlocked(one, ANNA, false)).toEqual({ note: 1, ignored_users: { [JONAS]: {} } });
  });
});
