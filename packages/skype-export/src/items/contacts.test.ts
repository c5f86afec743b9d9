import { migrationItemSchema } from "@plenum/model/migration";
import { expect, test } from "vitest";
import type { ExportedContacts } from "../records.ts";
import { contactsItem, ContactLosses } from "./contacts.ts";
import type { Mover, Moves } from "./moves.ts";

/** Everybody of this host is moved. */
const someone = (user: string): Mover => ({
  person: {
    place: { file: "CsUser.csv" },
    sipAddress: `${user}@a.example`,
    writtenAddress: user,
    displayName: user,
    department: undefined,
    mail: undefined,
    lineUri: undefined,
    kind: "ok",
    code: "ready",
    detail: "",
    userId: `@${user}:a.example`,
    externalId: user,
    wave: "Alle",
    spaces: [],
    rooms: [],
  },
  userId: `@${user}:a.example`,
  server: "a.example",
  wave: 0,
});
const at = (address: string): Mover => someone(address.slice(0, address.indexOf("@")));
const moves: Moves = {
  movers: [],
  withoutWave: 0,
  at,
  named: at,
  known: () => undefined,
};

const list = (groups: number, contacts: number, of: string): ExportedContacts => ({
  kind: "contacts",
  place: { file: "DocItemSet.xml" },
  owner: "anna@a.example",
  groups: Array.from({ length: groups }, (_, number) => ({
    number: String(number),
    name: `Gruppe ${number}`,
    isOther: false,
  })),
  contacts: Array.from({ length: contacts }, (_, number) => ({
    sipAddress: `p${number}@a.example`,
    groups: of.split(" "),
  })),
  blocked: Array.from({ length: 10 }, (_, number) => `p${number}@a.example`),
});

test.each([
  ["a group of too many", list(1, 2_500, "0"), 500],
  ["too many groups", list(501, 0, ""), 1],
  ["too many people in no group", list(0, 5_001, "9"), 1],
  ["too many places in many groups", list(10, 2_500, "0 1 2 3 4 5 6 7 8 9"), 5_010],
])("A list that is too long is cut and counted, not refused: %s", (_, exported, cut) => {
  const losses = new ContactLosses();
  const item = contactsItem(exported, someone("anna"), 5, moves, losses);
  expect(losses.cut).toBe(cut);
  expect(migrationItemSchema.safeParse(item).error).toBeUndefined();
});
