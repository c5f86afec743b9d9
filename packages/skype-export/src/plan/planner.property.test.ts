import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sipAddress } from "../text/clean.ts";
import type { ExportedPerson } from "../records.ts";
import { readRules, type MigrationRules } from "../rules/rules.ts";
import { planMigration, type MigrationPlan } from "./planner.ts";

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const MIGRATION = `servers: { a.example: one.example, b.example: one.example, c.example: two.example }
signIn: { provider: p, id: userPrincipalName }
names:
  otherCharacters: escape
  replace: [{ from: ".", to: "" }, { from: "+", to: "-" }]
  domains: { c.example: { suffix: -c } }
exceptions: { ab@a.example: '@b:one.example', b@c.example: skip }
departments: { A: { space: S }, B: { space: T } }
waves:
  - { name: P, people: [a@a.example], partners: { atMost: 2 } }
  - { name: Q, departments: [B], partners: { atMost: 1 } }
`;

function rulesOfTest(): MigrationRules {
  const { rules } = readRules(MIGRATION);
  if (!rules) throw new Error("The rules of the test are wrong");
  return rules;
}

const user = fc.string({
  unit: fc.constantFrom("a", "b", "A", ".", "+", "-", "ü", "=", "'"),
  minLength: 1,
  maxLength: 3,
});
const address = fc
  .tuple(user, fc.constantFrom("a.example", "B.example", "c.example", "d.example"))
  .map(([name, domain]) => `sip:${name}@${domain}`);
const person: fc.Arbitrary<ExportedPerson> = fc
  .record({
    written: address,
    id: fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8", ""),
    enabled: fc.boolean(),
    department: fc.constantFrom("A", "B"),
    displayName: fc.constantFrom("X", "Y"),
  })
  .map(({ written, id, enabled, department, displayName }) => ({
    kind: "person",
    place: { file: "f" },
    sipAddress: sipAddress(written) ?? "",
    writtenAddress: written,
    displayName,
    enabled: enabled || id < "6",
    department,
    guid: id,
    userPrincipalName: id,
    memberOf: [],
  }));
const existing = fc.array(
  fc.record({
    userId: fc.constantFrom(
      "@a:one.example",
      "@b:one.example",
      "@ab-c:two.example",
      "@z:one.example",
    ),
    externalIds: fc.subarray(["1", "2", "3"]),
  }),
  { maxLength: 3 },
);
const pairs = fc.array(
  fc
    .tuple(address, address)
    .map(([one, other]) => [sipAddress(one) ?? "", sipAddress(other) ?? ""] as const),
  { maxLength: 12 },
);

const planned = (
  people: readonly ExportedPerson[],
  there: { userId: string; externalIds: string[] }[],
  met: readonly (readonly [string, string])[],
): Promise<MigrationPlan> =>
  planMigration({
    rules: rulesOfTest(),
    people: each(people),
    existing: there,
    partners: each(met),
  });

test("No two people get one id, nobody that of somebody else, and no sign-in has two accounts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 12 }), existing, async (people, there) => {
      const plan = await planned(people, there, []);
      const made = plan.people.filter(({ kind }) => kind === "ok");
      expect(new Set(made.map(({ userId }) => userId)).size).toBe(made.length);
      expect(new Set(made.map(({ externalId }) => externalId)).size).toBe(made.length);
      const claimed = new Map(made.map(({ userId, externalId }) => [userId, externalId]));
      const stolen = there.filter(({ userId }) => {
        const all = there.filter((one) => one.userId === userId);
        const by = claimed.get(userId);
        return by !== undefined && !all.some(({ externalIds }) => externalIds.includes(by));
      });
      expect(stolen).toEqual([]);
      expect(
        plan.people.every(({ kind, userId }) => (kind === "ok") === (userId !== undefined)),
      ).toBe(true);
      expect(plan.people).toHaveLength(people.length);
    }),
    { numRuns: 500 },
  );
}, 60_000);

test("The plan is the same whatever the order of the lines", async () => {
  const shuffled = fc
    .array(person, { maxLength: 12 })
    .chain((people) =>
      fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length })),
    );
  const twice = fc.tuple(existing, pairs);
  await fc.assert(
    fc.asyncProperty(shuffled, twice, async ([people, other], [there, met]) => {
      const again = await planned(other, there.toReversed(), met.toReversed());
      expect(again).toEqual(await planned(people, there, met));
    }),
    { numRuns: 500 },
  );
}, 60_000);
