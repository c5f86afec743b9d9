import { parseUserId } from "@plenum/model";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sipAddress } from "../text/clean.ts";
import { readRules, type MigrationRules } from "../rules/rules.ts";
import { mapAddress } from "./map-address.ts";

function rulesOf(names: string): MigrationRules {
  const { rules, findings } = readRules(`servers:
  land.example: land.example
  polizei.land.example: polizei.example
signIn: { provider: p, id: sipAddress }
${names}`);
  if (!rules) throw new Error(JSON.stringify(findings));
  return rules;
}

const plain = rulesOf("");
const rules = rulesOf(`names:
  replace: [{ from: ü, to: ue }, { from: "+", to: "-" }]
  domains:
    polizei.land.example: { prefix: pol-, pattern: '^(?<last>[^.]+)\\.(?<first>[^.]+)$', result: '{first}.{last}' }
exceptions:
  p.vogel@land.example: '@petra.vogel:land.example'
  x@land.example: skip
`);
const escape = rulesOf("names: { otherCharacters: escape }");

test.each([
  ["anna.schmidt@land.example", plain, "@anna.schmidt:land.example"],
  ["leitung+stab@land.example", plain, "@leitung+stab:land.example"],
  ["test/alt@land.example", plain, "@test/alt:land.example"],
  ["jürgen@land.example", plain, "character-not-allowed ü"],
  ["o'brien@land.example", plain, "character-not-allowed '"],
  ["a:b@land.example", plain, "character-not-allowed :"],
  ["anna@bund.example", plain, "domain-without-server bund.example"],
  ["anna@x.land.example", plain, "domain-without-server x.land.example"],
  ["_service@land.example", plain, "id-reserved _service"],
  ["guest-1@land.example", plain, "id-reserved guest-1"],
  [`${"a".repeat(250)}@land.example`, plain, `id-too-long @${"a".repeat(250)}:land.example`],
  ["__proto__@land.example", plain, "id-reserved __proto__"],
  ["jürgen+x@land.example", rules, "@juergen-x:land.example"],
  ["vogel.paul@polizei.land.example", rules, "@pol-paul.vogel:polizei.example"],
  ["wache@polizei.land.example", rules, "@pol-wache:polizei.example"],
  ["p.vogel@land.example", rules, "@petra.vogel:land.example"],
  ["x@land.example", rules, "skipped-by-rule x@land.example"],
  ["o'brien=ü@land.example", escape, "@o=27brien=3d=c3=bc:land.example"],
])("%s", (address, by, expected) => {
  const mapped = mapAddress(address, by);
  expect(mapped.userId ?? `${mapped.why} ${mapped.detail}`).toBe(expected);
});

test("An exception may not lead to a name that is kept for guests", () => {
  const by = rulesOf("exceptions: { a@land.example: '@guest-1:land.example' }");
  expect(mapAddress("a@land.example", by)).toMatchObject({ why: "id-reserved" });
});

const address = fc
  .tuple(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
    fc.constantFrom("land.example", "Polizei.Land.example"),
  )
  .map(([user, domain]) => sipAddress(`sip:${user}@${domain}`))
  .filter((one) => one !== undefined);

test("Whatever comes out is a Matrix user id of today's grammar, with at most 255 bytes", () => {
  const sound = fc.property(address, fc.constantFrom(plain, rules, escape), (one, by) => {
    const { userId } = mapAddress(one, by);
    if (userId === undefined) return true;
    const { localpart, server } = parseUserId(userId);
    return (
      /^[a-z0-9._=/+-]+$/.test(localpart) &&
      Buffer.byteLength(userId) <= 255 &&
      ["land.example", "polizei.example"].includes(server)
    );
  });
  expect(fc.check(sound, { numRuns: 500 }).counterexample).toBeNull();
});

test("With characters written out, different addresses have different ids", () => {
  const pairs = fc.property(address, address, (one, other) => {
    const [a, b] = [mapAddress(one, escape).userId, mapAddress(other, escape).userId];
    return one === other || a === undefined || a !== b;
  });
  expect(fc.check(pairs, { numRuns: 2000 }).counterexample).toBeNull();
});
