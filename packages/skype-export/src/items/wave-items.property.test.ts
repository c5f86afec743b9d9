import { keyOfItem, type MigrationItemInput } from "@plenum/model/migration";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chatFiles, contactsFile, peopleFiles } from "../testing/export-files.ts";
import { checked, moveOf } from "../testing/move.ts";

const RULES = `servers: { land.example: land.example, polizei.example: polizei.example }
signIn: { provider: oidc, id: userPrincipalName }
departments:
  A: { space: __proto__, room: constructor }
  B: { space: "\\u202EBereich", room: "<b>Raum</b>" }
channels: { space: Ort }
waves:
  - { name: Eins, departments: [A] }
  - { name: Zwei }
otherwise: Zwei
`;

/** Names that have broken something somewhere. */
const hostile = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "<img src=x onerror=alert(1)>",
    "\u202Enimda",
    "Mu\u0308ller",
    "=cmd|'/c calc'!A1",
    "\uD83D\uDE00".repeat(200),
    "\u200B",
    "a\nb",
    "",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);
const USERS = ["a", "b", "c", "d", "e"] as const;
const address = fc
  .tuple(fc.constantFrom(...USERS, "weg"), fc.constantFrom("land.example", "polizei.example"))
  .map(([user, domain]) => `${user}@${domain}`);
const people = fc.uniqueArray(
  fc.record({
    user: fc.constantFrom(...USERS),
    domain: fc.constantFrom("land.example", "polizei.example"),
    name: hostile,
    department: fc.constantFrom("A", "B", ""),
    line: fc.oneof(fc.constantFrom("tel:+4961;ext=1", "sip:x"), hostile),
  }),
  { selector: ({ user, domain }) => `${user}@${domain}`, minLength: 1 },
);
const lists = fc.array(
  fc.record({
    owner: address,
    groups: fc.dictionary(fc.constantFrom("0", "1", "2"), hostile, { noNullPrototype: true }),
    contacts: fc.dictionary(address, fc.constantFrom("", "0", "1 2", "9"), {
      noNullPrototype: true,
    }),
    blocked: fc.array(address, { maxLength: 2 }),
  }),
  { maxLength: 3 },
);
const channels = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom("1", "__proto__", "x y"),
    name: hostile,
    auditorium: fc.boolean(),
    disabled: fc.boolean(),
    visibility: fc.constantFrom("2", "3", "6"),
    members: fc.array(address, { maxLength: 4 }),
    managers: fc.array(address, { maxLength: 2 }),
    lines: fc.array(fc.tuple(address, hostile), { maxLength: 5 }),
  }),
  { selector: ({ id }) => id, maxLength: 3 },
);

/** Everything that names somebody else's wave, by kind and field, has the right to do so. */
function accountsOf(items: readonly MigrationItemInput[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === "account" || item.kind === "profile" || item.kind === "contacts"
      ? [item.userId]
      : item.kind === "meeting"
        ? [item.organiser]
        : [],
  );
}

test("Whatever the export says, the server takes its items, each once, and the same ones again", async () => {
  await fc.assert(
    fc.asyncProperty(people, lists, channels, async (who, contacts, rooms) => {
      const files = { ...peopleFiles(who), ...contactsFile(contacts), ...chatFiles(rooms) };
      const [first, second] = [await moveOf(files, RULES), await moveOf(files, RULES)];
      const seen = new Set<string>();
      for (const wave of first.plan.waves) {
        const items = checked(await first.items(wave.name));
        expect(JSON.stringify(await first.items(wave.name))).toBe(JSON.stringify(items));
        expect(JSON.stringify(await second.items(wave.name))).toBe(JSON.stringify(items));
        const ids = items.map((item) => `${item.kind} ${keyOfItem(item)}`);
        expect(new Set(ids).size).toBe(ids.length);
        const own = new Set(
          first.plan.moves.movers
            .filter((mover) => mover.wave === wave.at && mover.server === "land.example")
            .map(({ userId }) => userId),
        );
        for (const userId of accountsOf(items)) expect(own).toContain(userId);
        const made = items.flatMap((item) => (item.kind === "account" ? [item.userId] : []));
        expect(made.filter((userId) => seen.has(userId))).toEqual([]);
        for (const userId of made) seen.add(userId);
      }
      expect(seen.size).toBe(first.plan.waves.reduce((sum, wave) => sum + wave.people, 0));
    }),
    { numRuns: 30 },
  );
}, 60_000);

test("Every message of a channel comes once and in its order, whatever the blocks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("x", "y".repeat(400)), { maxLength: 250 }),
      fc.integer({ min: 200, max: 3_000 }),
      async (texts, open) => {
        const lines = texts.map((text, at) => ["a@land.example", `${at} ${text}`] as const);
        const chat = chatFiles([
          { id: "1", name: "Eins", members: ["a@land.example"], lines },
          { id: "2", name: "Zwei", members: ["a@land.example"], lines },
        ]);
        const files = { ...peopleFiles([{ user: "a", department: "A" }]), ...chat };
        const { items } = await moveOf(files, RULES);
        const limits = { block: 2_000, open };
        const blocks = checked(await items("eins", { limits })).flatMap((item) =>
          item.kind === "history" ? [item] : [],
        );
        for (const channel of ["1", "2"]) {
          const own = blocks.filter((block) => block.channel === channel);
          expect(own.map(({ block }) => block)).toEqual(own.map((_, at) => at));
          const said = own.flatMap(({ messages }) => messages.map(({ text }) => text));
          expect(said).toEqual(lines.map(([, text]) => text));
        }
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);
