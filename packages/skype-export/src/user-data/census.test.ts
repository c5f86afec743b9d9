import { EventEmitter, once } from "node:events";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ContactCensus, type MovedByAddress } from "./census.ts";

const MOVES: MovedByAddress = new Map([
  ["moved", true],
  ["stays", false],
]);
const list = (...contacts: string[]) =>
  contacts.map((sipAddress) => ({ sipAddress, groups: [] as string[] }));

/** Counts lists, and is told after some of them who is moved. */
async function figures(
  lists: readonly { readonly contacts: readonly string[]; readonly holds: boolean }[],
  knownAfter: number,
) {
  const told = new EventEmitter();
  const census = new ContactCensus(once(told, "known").then(() => MOVES));
  for (const [at, { contacts, holds }] of lists.entries()) {
    if (at === knownAfter) {
      told.emit("known");
      await census.settled;
    }
    const seen = new Set<string>();
    for (const contact of contacts) {
      census.add(contact, !seen.has(contact));
      seen.add(contact);
    }
    if (!holds) census.without(list(...contacts));
  }
  told.emit("known");
  await census.settled;
  return { moved: census.moved, unknown: census.unknown };
}

describe("who of the contacts is moved", () => {
  test.each([
    ["nobody", [], { moved: 0, unknown: 0 }],
    ["those who stay and those who move", ["moved", "stays"], { moved: 1, unknown: 0 }],
    ["a stranger, once for a list", ["stranger", "stranger"], { moved: 0, unknown: 1 }],
    ["somebody who is there twice", ["moved", "moved"], { moved: 2, unknown: 0 }],
  ])("%s", async (_, contacts, wanted) => {
    expect(await figures([{ contacts, holds: true }], 0)).toEqual(wanted);
  });

  test("a list that does not hold has strangers, and nobody who is moved", async () => {
    const lists = [{ contacts: ["moved", "stranger"], holds: false }];
    expect(await figures(lists, 0)).toEqual({ moved: 0, unknown: 1 });
    expect(await figures(lists, 9)).toEqual({ moved: 0, unknown: 1 });
  });

  test("whenever it is known, the figures are the same", async () => {
    const contact = fc.constantFrom("moved", "stays", "stranger", "other");
    const lists = fc.array(fc.record({ contacts: fc.array(contact), holds: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(lists, fc.nat(8), async (all, knownAfter) => {
        expect(await figures(all, knownAfter)).toEqual(await figures(all, 0));
      }),
    );
  });

  test("too many strangers have to wait until it is known", async () => {
    const census = new ContactCensus(Promise.resolve(MOVES));
    for (let number = 0; number <= 300_000; number += 1) census.add(`p${number}`, true);
    expect(census.crowded).toBe(true);
    await census.settled;
    expect(census.crowded).toBe(false);
    expect(census.unknown).toBe(300_001);
  });
});
